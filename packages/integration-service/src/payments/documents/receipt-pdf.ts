import { INNER_WIDTH, MARGIN, openSheet } from './sheet.js';
import { wordsIn, type DocumentLanguage } from './texts.js';

/** What was paid, to whom and how; signed as a whole. */
export interface ReceiptContent {
  /** EndToEndId of the payment. */
  readonly number: string;
  readonly name: string;
  readonly programme: string;
  readonly paidBy: string;
  readonly benefitCode: string;
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
  /** Day of the evidence that the money arrived, `YYYY-MM-DD`. */
  readonly paidOn: string;
  readonly way:
    | { readonly kind: 'account'; readonly end: string }
    | { readonly kind: 'cash' | 'cashProxy'; readonly point: string };
}

export interface ReceiptDocument {
  readonly receipt: ReceiptContent;
  readonly signature: string;
  readonly sha256: string;
  readonly language: DocumentLanguage;
}

const LABEL = 130;
const SIZE = 12;

/** One page for the person who was paid. */
export async function receiptPdf({ receipt, signature, sha256, language }: ReceiptDocument): Promise<Buffer> {
  const say = wordsIn(language);
  const title = `${say('receipt')} ${receipt.number}`;
  const sheet = await openSheet({
    title,
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    at: new Date(`${receipt.paidOn}T00:00:00Z`),
    footer: (page, pages) => say('page', { title, page, pages }),
  });
  const { way } = receipt;
  const rows = [
    [say('receiptNumber'), receipt.number],
    [say('paid'), receipt.name],
    [say('amount'), `${receipt.amount} ${receipt.currency}`],
    [say('programme'), receipt.programme],
    [say('benefit'), receipt.benefitCode],
    [say('paidOn'), receipt.paidOn],
    [say('paidBy'), receipt.paidBy],
    [say('way'), way.kind === 'account' ? say('account', { end: way.end }) : say(way.kind, { point: way.point })],
  ] as const;
  const wide = { x: MARGIN, width: INNER_WIDTH };
  let y = MARGIN;
  y += sheet.text(say('receipt'), { ...wide, y, size: 18 }) + 12;
  for (const [label, value] of rows) {
    sheet.text(label, { x: MARGIN, width: LABEL - 8, y, size: SIZE });
    y += sheet.text(value, { x: MARGIN + LABEL, width: INNER_WIDTH - LABEL, y, size: SIZE }) + 4;
  }
  sheet.rule(y + 6);
  y += 14;
  y += sheet.text(say('keep'), { ...wide, y, size: 9 }) + 8;
  const proof = { x: MARGIN + 84, width: INNER_WIDTH - 84, size: 7 };
  sheet.qr(`interlink:receipt:${receipt.number}:${sha256}`, { x: MARGIN, y, width: 72 });
  y += sheet.text(`SHA-256: ${sha256}`, { ...proof, y });
  sheet.text(say('signatureOfReceipt', { signature }), { ...proof, y });
  return sheet.end();
}
