import type {
  Cell,
  HouseholdStatistics,
  PaidTo,
  Slices,
  Statistics,
  StatisticsTable,
} from '@interlink/contracts/registry/statistics';
import { neutralise } from '../neutralise.js';

export type Value = string | number | null | undefined;

/**
 * A table of the statistics as CSV: `<5` for what is kept back; what a spreadsheet would run as a formula is made text.
 */
export function toCsv(statistics: Statistics, table: StatisticsTable): string {
  return toLines(rowsOf[table](statistics));
}

/** RFC 4180; no cell is a command to a spreadsheet. */
export const toLines = (rows: readonly (readonly Value[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

const DIMENSIONS = ['sex', 'age', 'disability', 'district'] as const satisfies readonly (keyof Slices)[];

const rowsOf: Record<StatisticsTable, (statistics: Statistics) => readonly (readonly Value[])[]> = {
  people: ({ people, by }) => [['by', 'key', 'people'], ['all', '', shown(people)], ...slices(by)],
  coverage: ({ programmes }) => [
    ['source', 'programme', 'name', 'by', 'key', 'people'],
    ...programmes.flatMap(({ source, programme, name, people, statuses, by }) =>
      [
        ['all', '', shown(people)],
        ...statuses.map((one) => ['status', one.status, shown(one.people)]),
        ...slices(by),
      ].map((row) => [source, programme, name, ...row]),
    ),
  ],
  households: ({ households, programmes }) => [
    ['by', 'key', 'households'],
    ...(households ? [['all', '', shown(households.households)], ...householdRows(households)] : []),
    ...programmes.flatMap((one) =>
      one.households === undefined ? [] : [['programme', `${one.source} ${one.programme}`, shown(one.households)]],
    ),
  ],
  overlaps: ({ overlaps }) => [
    ['programme', 'other', 'people'],
    ...overlaps.map(({ one, other, people }) => [one, other, shown(people)]),
  ],
  expenditure: ({ expenditure }) => [
    ['source', 'programme', 'period', 'status', 'currency', 'payments', 'amount_minor'],
    ...expenditure.map((one) => [
      one.source,
      one.programme,
      one.period,
      one.status,
      one.currency,
      shown(one.payments),
      one.amountMinor,
    ]),
  ],
  paid: ({ paid }) => [
    ['source', 'programme', 'currency', 'by', 'key', 'people', 'payments', 'amount_minor'],
    ...paid.flatMap(paidRows),
  ],
};

const paidRows = ({ source, programme, currency, by }: PaidTo): Value[][] =>
  DIMENSIONS.flatMap((dimension) =>
    by[dimension].map(({ key, name, people, payments, amountMinor }) => [
      ...[source, programme, currency, dimension, name ?? key],
      ...[shown(people), shown(payments), amountMinor],
    ]),
  );

const householdRows = ({ by }: HouseholdStatistics): Value[][] =>
  (['systems', 'district'] as const).flatMap((dimension) =>
    by[dimension].map(({ key, name, households }) => [dimension, name ?? key, shown(households)]),
  );

const slices = (by: Slices): Value[][] =>
  DIMENSIONS.flatMap((dimension) =>
    by[dimension].map(({ key, name, people }) => [dimension, name ?? key, shown(people)]),
  );
export const shown = (people: Cell) => people ?? '<5';

/** S17: `= + - @`, tab and CR at the beginning are commands to a spreadsheet. */
function cell(value: Value): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = neutralise(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
