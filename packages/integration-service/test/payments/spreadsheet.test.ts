import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { BatchHead, LedgerLine } from '@interlink/contracts/payments/reads';
import ExcelJS from 'exceljs';
import { writeSpreadsheet } from '../../src/payments/reads/spreadsheet.js';

const head = {
  id: 'batch-1',
  programme: 'OAA',
  state: 'PARTIAL',
  executionDate: '2026-11-26',
  makerLogin: '=cmd|calc',
  count: 3,
  totalMinor: 600_050,
  currency: 'KES',
  tallies: [{ state: 'SETTLED', currency: 'KES', count: 3, totalMinor: 600_050 }],
  totals: {
    agent: [{ name: '@agent', count: 3, totalMinor: 600_050 }],
    area: [
      { name: 'Shangani', count: 1, totalMinor: 50 },
      { count: 1, totalMinor: 1 },
      { others: 7, count: 1, totalMinor: 2 },
    ],
    sex: [],
  },
} as unknown as BatchHead;

const line = (at: number, over: Partial<LedgerLine> = {}): LedgerLine => ({
  ...{ batchId: 'batch-1', entitlementId: `e${at}`, programme: 'OAA', executionDate: '2026-11-26' },
  ...{ instrId: `I${at}`, endToEndId: `E${at}-01`, uetr: `u${at}`, benefitCode: `BEN-${at}`, individualId: `p${at}` },
  ...{ attempt: 1, amountMinor: 200_000 + at, currency: 'KES', accountEnd: '0001', state: 'SETTLED', exceptions: [] },
  ...over,
});

async function* inPages(...pages: (readonly LedgerLine[])[]) {
  yield* pages;
}

/** Opened again as a spreadsheet program would. */
async function opened(file: ReturnType<typeof writeSpreadsheet>) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await buffer(file)) as unknown as ArrayBuffer);
  const rows = (name: string) => {
    const all: unknown[][] = [];
    book
      .getWorksheet(name)
      ?.eachRow(({ values }) => all.push(Array.from((values as unknown[]).slice(1), (cell) => cell ?? '')));
    return all;
  };
  return { totals: rows('totals'), lines: rows('lines'), sheets: book.worksheets.map(({ name }) => name) };
}

describe('a batch as a spreadsheet for people', () => {
  it('has its totals, and each line with its amount as a number', async () => {
    const failed = line(2, { state: 'REJECTED', reason: 'AC04', exceptions: ['partial', 'overpaid'] });
    const { sheets, totals, lines } = await opened(writeSpreadsheet(head, inPages([line(1)], [failed])));
    expect(sheets).toEqual(['totals', 'lines']);
    expect(lines).toEqual([
      [
        'instrId',
        'endToEndId',
        'benefitCode',
        'individualId',
        'attempt',
        'amount',
        'currency',
        'accountEnd',
        'state',
      ].concat(['reason', 'exceptions', 'writtenBackAt']),
      ['I1', 'E1-01', 'BEN-1', 'p1', 1, 2000.01, 'KES', '0001', 'SETTLED'],
      ['I2', 'E2-01', 'BEN-2', 'p2', 1, 2000.02, 'KES', '0001', 'REJECTED', 'AC04', 'partial overpaid'],
    ]);
    expect(totals).toEqual(
      expect.arrayContaining([
        ['batch', 'batch-1'],
        ['batch', '', 3, 6000.5],
        ['state', 'SETTLED', 3, 6000.5],
        ['area', 'Shangani', 1, 0.5],
        ['area', '', 1, 0.01],
        ['area', '7 others', 1, 0.02],
      ]),
    );
  });

  it.each(['=1+1', '+254700', '-5', '@SUM(A1)', '\tx', '\rx'])(
    'S17: takes %j for a text and never for a formula',
    async (text) => {
      const { lines } = await opened(writeSpreadsheet(head, inPages([line(1, { benefitCode: text })])));
      // A carriage return is a line end to every reader of XML.
      expect(String(lines[1]?.[2]).replace('\n', '\r')).toBe(`'${text}`);
    },
  );

  it('S17: neutralises the totals too', async () => {
    const { totals } = await opened(writeSpreadsheet(head, inPages([])));
    expect(totals).toEqual(
      expect.arrayContaining([
        ['maker', "'=cmd|calc"],
        ['agent', "'@agent", 3, 6000.5],
      ]),
    );
  });

  it('S6: is no spreadsheet at all when a page could not be read', async () => {
    async function* pages() {
      yield [line(1)];
      throw new Error('the audit log cannot be written');
    }
    await expect(opened(writeSpreadsheet(head, pages()))).rejects.toThrow('the audit log cannot be written');
  });

  /** Far more than a pipe holds, with how many pages were asked for. */
  function manyPages(pages: number) {
    const asked = { pages: 0, isOver: false };
    async function* all() {
      try {
        for (; asked.pages < pages; asked.pages += 1) {
          // As from a database: no page is there at once.
          await setImmediate();
          yield Array.from({ length: 200 }, (_none, at) =>
            line(at, { benefitCode: randomUUID(), reason: randomUUID() }),
          );
        }
      } finally {
        asked.isOver = true;
      }
    }
    return { asked, file: writeSpreadsheet(head, all()) };
  }

  it('waits for a slow reader however often, and leaves nothing behind on its stream', async () => {
    const { asked, file } = manyPages(60);
    const before = file.listenerCount('close') + file.listenerCount('error');
    let most = 0;
    let size = 0;
    for await (const piece of file) {
      size += (piece as Buffer).length;
      most = Math.max(most, file.listenerCount('close') + file.listenerCount('error') + file.listenerCount('drain'));
      await setImmediate();
    }
    expect(asked).toEqual({ pages: 60, isOver: true });
    expect(size).toBeGreaterThan(10 * file.readableHighWaterMark);
    expect(most).toBeLessThan(before + 12);
  });

  it('reads no page more once nobody waits for the file', async () => {
    const { asked, file } = manyPages(10_000);
    file.on('error', () => undefined);
    await new Promise((read) => file.once('readable', read));
    file.destroy();
    while (!asked.isOver) await setImmediate();
    expect(asked.pages).toBeLessThan(10_000);
  });
});
