import { Link } from '@openimis/fe-core';
import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import type { When } from '../api.js';
import { householdPath } from '../names.js';
import { texts } from '../texts.js';
import { HouseholdPairs } from './HouseholdPairs.js';
import { Section } from './Section.js';
import { SourceName } from './SourceName.js';

interface AcrossSystemsProps {
  readonly household: HouseholdAcross;
  readonly purpose: Purpose;
  readonly when: When;
  readonly onReadAgain: () => void;
}

/** What other systems say of the same household, why it is the same one, and what is near it and is not. */
export function AcrossSystems({ household, purpose, when, onReadAgain }: AcrossSystemsProps) {
  const { text } = useText(texts);
  const { households, differences, pairs } = household.across;
  if (pairs.length === 0) return null;
  const words = differences.map((one) => text(`across.difference.${one}`));
  return (
    <Section title={text('across.title')}>
      {households.length > 1 && <Households households={households} when={when} />}
      {words.length > 0 && <Typography>{text('across.differences', { what: words.join(', ') })}</Typography>}
      <HouseholdPairs
        caption={text('across.pairs')}
        pairs={pairs}
        purpose={purpose}
        when={when}
        onReadAgain={onReadAgain}
      />
    </Section>
  );
}

type Households = Pick<HouseholdAcross['across'], 'households'>;

function Households({ households, when }: Households & { readonly when: When }) {
  const { text } = useText(texts);
  const { date, dateTime, number } = useFormat();
  return (
    <Table
      caption={text('across.caption', { count: households.length })}
      rows={households}
      keyOf={({ householdId }) => householdId}
      columns={[
        {
          id: 'source',
          title: text('record.source'),
          cell: ({ householdId, source }) => (
            <Link to={householdPath(householdId, when)}>
              <SourceName code={source} />
            </Link>
          ),
        },
        {
          id: 'identifiers',
          title: text('field.identifiers'),
          cell: ({ identifiers }) => <bdi>{identifiers.map(({ type, value }) => `${type} ${value}`).join(', ')}</bdi>,
        },
        { id: 'size', title: text('household.size'), cell: ({ size }) => number(size) },
        { id: 'unit', title: text('programmes.unit'), cell: ({ unit }) => text(`unit.${unit}`) },
        { id: 'place', title: text('field.place'), cell: ({ place }) => place?.name && <bdi>{place.name}</bdi> },
        {
          id: 'score',
          title: text('household.score'),
          cell: ({ povertyScore }) => povertyScore !== undefined && number(povertyScore, 2),
        },
        {
          id: 'registered',
          title: text('field.registrationDate'),
          cell: ({ registrationDate }) => registrationDate && date(registrationDate),
        },
        { id: 'updated', title: text('programmes.updated'), cell: ({ lastUpdated }) => dateTime(lastUpdated) },
      ]}
    />
  );
}
