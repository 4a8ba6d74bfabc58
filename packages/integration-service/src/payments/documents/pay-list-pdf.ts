import type { PayList } from '@interlink/contracts/payments/pay-point';
import { INNER_WIDTH, MARGIN, openSheet, type Sheet } from './sheet.js';
import { wordsIn, type DocumentLanguage, type Say } from './texts.js';

export interface PayListDocument {
  readonly list: PayList;
  readonly issuedAt: Date;
  /** SHA-256 of the signed bytes of the list, hex. */
  readonly sha256: string;
  readonly language: DocumentLanguage;
}

const SIZE = 9;
const SMALL = 7;
/** Room for a thumb. */
const ROW = 30;

const COLUMNS = [
  { key: 'number', x: 0, width: 28 },
  { key: 'reference', x: 32, width: 68 },
  { key: 'name', x: 104, width: 145 },
  { key: 'amount', x: 253, width: 66, align: 'end' },
  { key: 'proxy', x: 329, width: 96 },
  { key: 'mark', x: 429, width: 86 },
] as const;

/** The numbered, signed list of a payment point, to print and sign on. The same list is always the same bytes. */
export async function payListPdf({ list, issuedAt, sha256, language }: PayListDocument): Promise<Buffer> {
  const say = wordsIn(language);
  const title = `${say('list', { number: list.number })} · ${list.programme} · ${list.point}`;
  const sheet = await openSheet({
    title,
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    at: issuedAt,
    footer: (page, pages) => `${say('page', { title, page, pages })} · ${sha256.slice(0, 16)}`,
  });
  let y = drawHead(sheet, say, list);
  for (const [at, line] of list.lines.entries()) {
    const cells = [String(at + 1), line.reference, line.name, line.amount];
    const height = rowHeight(sheet, cells);
    if (y + height > sheet.bottom) {
      sheet.newPage();
      y = drawHead(sheet, say, list);
    }
    drawRow(sheet, cells, y);
    y += height;
    sheet.rule(y);
    await sheet.breathe();
  }
  drawEnd(sheet, say, { list, sha256, y });
  return sheet.end();
}

/** Title, what the list is about, its totals and the names of its columns. Gives where the rows begin. */
function drawHead(sheet: Sheet, say: Say, list: PayList): number {
  const { number, point, programme, executionDate, lines, total, currency } = list;
  const wide = { x: MARGIN, width: INNER_WIDTH };
  let y = MARGIN;
  y += sheet.text(`${say('list', { number })} · ${point}`, { ...wide, y, size: 15 });
  const about = [
    `${say('programme')}: ${programme}`,
    `${say('date')}: ${executionDate}`,
    say('count', { count: lines.length }),
    `${say('total')}: ${total} ${currency}`,
  ];
  y += sheet.text(about.join(' · '), { ...wide, y, size: 10 }) + 6;
  const titles = COLUMNS.map(({ key }) => say(key));
  const height = rowHeight(sheet, titles, 0);
  sheet.rule(y);
  drawRow(sheet, titles, y);
  sheet.rule(y + height);
  return y + height;
}

const rowHeight = (sheet: Sheet, cells: readonly string[], least = ROW): number =>
  Math.max(least, ...COLUMNS.map(({ width }, at) => sheet.heightOf(cells[at] ?? '', { width, size: SIZE }) + 6));

function drawRow(sheet: Sheet, cells: readonly string[], y: number): void {
  COLUMNS.forEach(({ x, ...column }, at) => {
    sheet.text(cells[at] ?? '', { ...column, x: MARGIN + x, y: y + 3, size: SIZE });
  });
}

const END = 190;

interface End {
  readonly list: PayList;
  readonly sha256: string;
  readonly y: number;
}

/** Total, who signs, and what proves that the list is ours. */
function drawEnd(sheet: Sheet, say: Say, { list, sha256, y: after }: End): void {
  let y = after + 10;
  if (y + END > sheet.bottom) {
    sheet.newPage();
    y = MARGIN;
  }
  const { number, batchId, lines, total, currency, signature } = list;
  const wide = { x: MARGIN, width: INNER_WIDTH };
  const sum = `${say('total')}: ${say('count', { count: lines.length })}, ${total} ${currency}`;
  y += sheet.text(sum, { ...wide, y, size: 11 }) + 24;
  const third = INNER_WIDTH / 3;
  (['manager', 'witness', 'date'] as const).forEach((who, at) =>
    sheet.text(`${say(who)} ____________________`, { x: MARGIN + at * third, y, width: third, size: SIZE }),
  );
  y += 28;
  const proof = { x: MARGIN + 84, width: INNER_WIDTH - 84, size: SMALL };
  sheet.qr(`interlink:pay-list:${number}:${batchId}:${sha256}`, { x: MARGIN, y, width: 72 });
  y += sheet.text(`SHA-256: ${sha256}`, { ...proof, y });
  sheet.text(say('signature', { signature }), { ...proof, y });
}
