import type { Cell } from '@interlink/contracts/registry/statistics';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Picture } from './Bars.js';
import type { ReactNode } from 'react';

export interface FaultRow {
  readonly key: string;
  readonly label: ReactNode;
  readonly people: Cell;
  readonly faults: Cell;
}

/** The part that is at fault; undefined where a number is kept back, or nobody is judged. */
export const partOf = ({ people, faults }: Pick<FaultRow, 'faults' | 'people'>): number | undefined =>
  people === null || faults === null || people === 0 ? undefined : faults / people;

interface FaultsProps {
  readonly caption: string;
  readonly what: string;
  readonly rows: readonly FaultRow[];
}

/** How many of the people judged are at fault, the worst first, as numbers and as bars of their part. */
export function Faults({ caption, what, rows }: FaultsProps) {
  const { text } = useText(texts);
  const { number, percent } = useFormat();
  const shown = (cell: Cell) => (cell === null ? text('statistics.less') : number(cell));
  const worstFirst = [...rows].sort((one, other) => (partOf(other) ?? 0) - (partOf(one) ?? 0));
  return (
    <Table
      caption={caption}
      rows={worstFirst}
      keyOf={({ key }) => key}
      columns={[
        { id: 'what', title: what, cell: ({ label }) => label },
        { id: 'people', title: text('quality.people'), cell: ({ people }) => shown(people) },
        { id: 'faults', title: text('quality.faults'), cell: ({ faults }) => shown(faults) },
        {
          id: 'part',
          title: text('quality.part'),
          cell: (row) => {
            const part = partOf(row);
            return part === undefined ? '' : percent(part, 1);
          },
        },
        { id: 'bar', title: text('statistics.bar'), cell: (row) => <Picture part={partOf(row) ?? 0} /> },
      ]}
    />
  );
}
