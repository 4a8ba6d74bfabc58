import type { Cell } from '@interlink/contracts/registry/statistics';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat, type Format } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly people: Cell;
  /** Whole of which it is a part, when a share is to be told. */
  readonly of?: Cell;
}

const useStyles = makeStyles({
  // A picture beside the number, which says the same: nobody has to read the picture.
  bar: { display: 'block', width: '100%', minWidth: 120, height: 14, '& rect': { fill: '#006273' } },
  track: { '& rect:first-child': { fill: '#e0f0f4' } },
});

/** People, or households, by something, as numbers and as bars of one scale. */
export function Bars({
  title,
  what,
  counted,
  share,
  bars,
}: {
  readonly title: string;
  readonly what: string;
  /** What is counted, and what a share is of, when it is not people. */
  readonly counted?: string;
  readonly share?: string;
  readonly bars: readonly Bar[];
}) {
  const { text } = useText(texts);
  const { number, percent } = useFormat();
  const highest = Math.max(...bars.map(({ people }) => people ?? 0), 1);
  const hasShares = bars.some(({ of }) => of !== undefined);
  return (
    <Table
      caption={title}
      rows={bars}
      keyOf={({ key }) => key}
      columns={[
        { id: 'key', title: what, cell: ({ label }) => <bdi>{label}</bdi> },
        {
          id: 'people',
          title: counted ?? text('statistics.people'),
          cell: ({ people }) => (people === null ? text('statistics.less') : number(people)),
        },
        ...(hasShares
          ? [{ id: 'share', title: share ?? text('statistics.share'), cell: (bar: Bar) => shareOf(bar, percent) }]
          : []),
        { id: 'bar', title: text('statistics.bar'), cell: ({ people }) => <Picture part={(people ?? 0) / highest} /> },
      ]}
    />
  );
}

function shareOf({ people, of }: Bar, percent: Format['percent']): string {
  if (people === null || !of) return '';
  return percent(people / of, 1);
}

export function Picture({ part }: { readonly part: number }) {
  const styles = useStyles();
  return (
    <svg className={`${styles.bar} ${styles.track}`} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="14" />
      <rect width={Math.max(part * 100, part > 0 ? 0.5 : 0)} height="14" />
    </svg>
  );
}
