import { useCallback, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type {
  Dimension,
  Slices,
  Statistics,
  StatisticsQuery,
  StatisticsTable,
} from '@interlink/contracts/registry/statistics';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { csvAddress } from '../api.js';
import { Bars, type Bar } from '../components/Bars.js';
import { CountedHouseholds } from '../components/CountedHouseholds.js';
import { Expenditures, type NameOf } from '../components/Expenditures.js';
import { useLayout } from '../components/layout.js';
import { NobodyYet } from '../components/NobodyYet.js';
import { OnDay } from '../components/OnDay.js';
import { OverlapMatrix } from '../components/OverlapMatrix.js';
import { PaidBy } from '../components/PaidBy.js';
import { useKeyLabel } from '../components/key-label.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { Section } from '../components/Section.js';
import { useSourceName } from '../components/SourceName.js';
import { useRegistry } from '../store/reducer.js';
import { loadStatistics } from '../store/requests.js';
import { texts } from '../texts.js';

const DIMENSIONS: readonly Dimension[] = ['sex', 'age', 'disability', 'district'];
const TABLES: readonly StatisticsTable[] = ['people', 'coverage', 'households', 'overlaps', 'expenditure', 'paid'];

/** IBR-045: coverage, overlaps and expenditure of the districts and programmes that one may see. */
export function StatisticsPage() {
  const { text } = useText(texts);
  return (
    <Page title={text('statistics.title')}>
      <PurposeGate>{(purpose) => <OnDay purpose={purpose}>{(query) => <Counted query={query} />}</OnDay>}</PurposeGate>
    </Page>
  );
}

interface CountedProps {
  readonly query: StatisticsQuery | undefined;
}

function Counted({ query }: CountedProps) {
  const dispatch = useDispatch();
  const statistics = useRegistry((state) => state.statistics);
  const load = useCallback(() => {
    if (query) dispatch(loadStatistics.ask(query));
  }, [dispatch, query]);
  useEffect(load, [load]);
  const [chosen, setChosen] = useState<Chosen>({ dimension: 'sex', programme: '' });
  const choose = (over: Partial<Chosen>) => setChosen({ ...chosen, ...over });
  return (
    <Loaded of={statistics} onRetry={load}>
      {(value) =>
        value.people === 0 ? (
          <NobodyYet asOf={query?.asOf} yet="statistics.nobody" then="statistics.none" onLook={load} />
        ) : (
          <>
            <Shown statistics={value} chosen={chosen} onChoose={choose} />
            {query && <Downloads query={query} />}
          </>
        )
      }
    </Loaded>
  );
}

/** What of it one looks at: also of the next day. */
interface Chosen {
  readonly dimension: Dimension;
  readonly programme: string;
}
interface ShownProps {
  readonly statistics: Statistics;
  readonly chosen: Chosen;
  readonly onChoose: (over: Partial<Chosen>) => void;
}

function Shown({ statistics, chosen, onChoose }: ShownProps) {
  const { text } = useText(texts);
  const { dateTime } = useFormat();
  const { dimension } = chosen;
  const { madeAt = '', overlaps, expenditure, paid } = statistics;
  const nameOf = programmeNames(statistics);
  return (
    <>
      <Typography>{text('statistics.made', { time: dateTime(madeAt) })}</Typography>
      <Typography variant="body2">{text('statistics.small')}</Typography>
      <SelectField
        unmarked
        label={text('statistics.what')}
        value={dimension}
        choices={DIMENSIONS.map((value) => ({ value, label: text(`statistics.column.${value}`) }))}
        onChange={(value) => onChoose({ dimension: value as Dimension })}
      />
      <Section title={text('statistics.people')}>
        <By
          title={text('statistics.peopleBy', { what: text(`statistics.${dimension}`) })}
          by={statistics.by}
          dimension={dimension}
        />
      </Section>
      <Section title={text('statistics.coverage')}>
        <Coverage statistics={statistics} chosen={chosen} onChoose={onChoose} />
      </Section>
      <Section title={text('statistics.households')}>
        <CountedHouseholds {...statistics} />
      </Section>
      <Section title={text('statistics.overlaps')}>
        <OverlapMatrix overlaps={overlaps} nameOf={namesOfCode(statistics)} />
      </Section>
      <Section title={text('statistics.expenditure')}>
        <Expenditures expenditure={expenditure} nameOf={nameOf} />
        <PaidBy paid={paid} dimension={dimension} nameOf={nameOf} />
      </Section>
    </>
  );
}

function Coverage({ statistics, chosen: { dimension, programme }, onChoose }: ShownProps) {
  const { text } = useText(texts);
  const sourceOf = useSourceName();
  const { programmes, people, by } = statistics;
  const keyOf = (one: (typeof programmes)[number]) => `${one.programme}|${one.source}`;
  const shown = programmes.find((one) => keyOf(one) === programme) ?? programmes[0];
  if (!shown) return <Typography>{text('statistics.noProgramme')}</Typography>;
  const bars = programmes.map((one) => ({ key: keyOf(one), label: one.name, people: one.people, of: people }));
  const what = text(`statistics.${dimension}`);
  return (
    <>
      <Bars title={text('statistics.coverage')} what={text('statistics.programme')} bars={bars} />
      <SelectField
        unmarked
        label={text('statistics.choose')}
        value={keyOf(shown)}
        choices={programmes.map((one) => ({
          value: keyOf(one),
          label: `${one.name} (${sourceOf(one.source)})`,
        }))}
        onChange={(key) => onChoose({ programme: key })}
      />
      <By title={text('statistics.by', { programme: shown.name, what })} by={shown.by} of={by} dimension={dimension} />
    </>
  );
}

/** A programme as it calls itself; by its code where nobody is counted in it. */
const programmeNames =
  ({ programmes }: Statistics): NameOf =>
  ({ programme, source }) =>
    programmes.find((one) => one.programme === programme && one.source === source)?.name ?? programme;

/** Two systems may use one code for two programmes. */
const namesOfCode =
  ({ programmes }: Statistics) =>
  (code: string): string =>
    [...new Set(programmes.flatMap(({ programme, name }) => (programme === code && name ? [name] : [])))].join(' / ') ||
    code;

interface ByProps {
  readonly title: string;
  readonly by: Slices;
  /** All people, of whom these are a part. */
  readonly of?: Slices;
  readonly dimension: Dimension;
}

function By({ title, by, of, dimension }: ByProps) {
  const { text } = useText(texts);
  const labelOf = useKeyLabel(dimension);
  const bars = by[dimension].map(({ key, name, people }): Bar => {
    const whole = of?.[dimension].find((one) => one.key === key)?.people;
    return { key, people, label: labelOf(key, name), ...(whole !== undefined && { of: whole }) };
  });
  return <Bars title={title} what={text(`statistics.column.${dimension}`)} bars={bars} />;
}

function Downloads({ query }: { readonly query: StatisticsQuery }) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <div className={layout.row}>
      {TABLES.map((table) => (
        <a key={table} href={csvAddress(table, query)} download={`${table}.csv`}>
          {text('statistics.csv', { what: text(`statistics.${table}`) })}
        </a>
      ))}
    </div>
  );
}
