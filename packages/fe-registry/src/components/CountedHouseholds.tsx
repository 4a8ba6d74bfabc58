import type { HouseholdSlice, Statistics } from '@interlink/contracts/registry/statistics';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { Bars, type Bar } from './Bars.js';
import { useKeyLabel } from './key-label.js';

type CountedHouseholdsProps = Pick<Statistics, 'households' | 'programmes'>;

/** Each household once: by how many systems know it, by district, and by the programme it is enrolled in. */
export function CountedHouseholds({ households, programmes }: CountedHouseholdsProps) {
  const { text } = useText(texts);
  const districtOf = useKeyLabel('district');
  if (!households) return <Typography>{text('statistics.noHouseholds')}</Typography>;
  const enrolled = programmes.flatMap(({ programme, source, name, households: people }): Bar[] =>
    people === undefined ? [] : [{ key: `${programme}|${source}`, label: name, people, of: households.households }],
  );
  const { systems, district } = households.by;
  return (
    <>
      <HouseholdBars by="systems" bars={systems.map((slice) => barOf(slice, slice.key))} />
      <HouseholdBars by="district" bars={district.map((slice) => barOf(slice, districtOf(slice.key, slice.name)))} />
      {enrolled.length > 0 && <HouseholdBars by="programme" bars={enrolled} />}
    </>
  );
}

const barOf = ({ key, households }: HouseholdSlice, label: string): Bar => ({ key, label, people: households });

interface HouseholdBarsProps {
  readonly by: 'district' | 'programme' | 'systems';
  readonly bars: readonly Bar[];
}

function HouseholdBars({ by, bars }: HouseholdBarsProps) {
  const { text } = useText(texts);
  return (
    <Bars
      title={text(`statistics.householdsBy.${by}`)}
      what={text(`statistics.householdsOf.${by}`)}
      counted={text('statistics.households')}
      share={text('statistics.shareOfHouseholds')}
      bars={bars}
    />
  );
}
