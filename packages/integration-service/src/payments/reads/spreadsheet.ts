import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { BatchHead, LedgerLine } from '@interlink/contracts/payments/reads';
import { toDecimal } from '@interlink/domain/payments/money';
import { neutralise } from '@interlink/domain/registry/neutralise';

type Cell = number | string;

/** Columns as the API names them. Of an account only the end, and no name: as the screens. */
const COLUMNS = [
  ...['instrId', 'endToEndId', 'benefitCode', 'individualId', 'attempt', 'amount', 'currency', 'accountEnd', 'state'],
  ...['reason', 'exceptions', 'writtenBackAt'],
];

/**
 * A batch as XLSX: a sheet of what it is and adds up to, and one of its lines, a page of which is in memory at a time.
 * When `pages` throws, the file ends without its directory, so that no program opens a part as if it were the whole.
 */
export function writeSpreadsheet(head: BatchHead, pages: AsyncIterable<readonly LedgerLine[]>): Readable {
  const out = new PassThrough();
  write(head, pages, out).catch((thrown: unknown) => {
    out.destroy(thrown instanceof Error ? thrown : new Error('the spreadsheet was not written', { cause: thrown }));
  });
  return out;
}

async function write(head: BatchHead, pages: AsyncIterable<readonly LedgerLine[]>, out: PassThrough): Promise<void> {
  // Loaded when somebody wants one: it takes longer than all else of a process's start.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: false });
  const totals = book.addWorksheet('totals');
  for (const row of totalsOf(head)) totals.addRow(row.map(safe)).commit();
  totals.commit();
  const sheet = book.addWorksheet('lines');
  sheet.addRow(COLUMNS).commit();
  for await (const lines of pages) {
    // Who hung up is not written for, and who reads slowly is waited for.
    if (out.destroyed) return;
    for (const line of lines) sheet.addRow(lineOf(line).map(safe)).commit();
    if (out.writableNeedDrain) await untilDrained(out);
  }
  sheet.commit();
  await book.commit();
}

/** Until more may be written, or nobody reads any more; what did not happen is not waited for after that. */
async function untilDrained(out: PassThrough): Promise<void> {
  const isOver = new AbortController();
  const { signal } = isOver;
  try {
    await Promise.race([once(out, 'drain', { signal }), once(out, 'close', { signal })]);
  } finally {
    isOver.abort();
  }
}

const safe = (cell: Cell): Cell => (typeof cell === 'string' ? neutralise(cell) : cell);

/** Spreadsheets count in floating point; every amount that a payment may have is exact to its digits there. */
const amountOf = (minor: number, currency: string) => Number(toDecimal({ minor, currency }));

function lineOf(line: LedgerLine): readonly Cell[] {
  const { instrId, endToEndId, benefitCode, individualId, attempt, amountMinor, currency } = line;
  const { accountEnd, state, reason = '', exceptions, writtenBackAt = '' } = line;
  const ids = [instrId, endToEndId, benefitCode, individualId, attempt];
  return [
    ...ids,
    amountOf(amountMinor, currency),
    currency,
    accountEnd,
    state,
    reason,
    exceptions.join(' '),
    writtenBackAt,
  ];
}

function totalsOf(head: BatchHead): readonly (readonly Cell[])[] {
  const { id, programme, state, executionDate, makerLogin, count, totalMinor, currency, tallies, totals } = head;
  const money = (minor: number) => amountOf(minor, currency);
  const by = (dimension: 'agent' | 'area' | 'sex') =>
    totals[dimension].map(({ name, others, count: lines, totalMinor: minor }) => [
      dimension,
      others === undefined ? (name ?? '') : `${others} others`,
      lines,
      money(minor),
    ]);
  return [
    ['batch', id],
    ['programme', programme],
    ['state', state],
    ['executionDate', executionDate],
    ['maker', makerLogin],
    ['currency', currency],
    ['', '', 'count', 'total'],
    ['batch', '', count, money(totalMinor)],
    ...tallies.map((tally) => ['state', tally.state, tally.count, money(tally.totalMinor)]),
    ...by('agent'),
    ...by('area'),
    ...by('sex'),
  ];
}
