import type { PayList } from '@interlink/contracts/payments/pay-point';
import { payListPdf } from '../../src/payments/documents/pay-list-pdf.js';
import { receiptPdf, type ReceiptContent } from '../../src/payments/documents/receipt-pdf.js';
import { runsOf } from '../../src/payments/documents/text-runs.js';
import type { DocumentLanguage } from '../../src/payments/documents/texts.js';
import { readPdf } from './read-pdf.js';

jest.setTimeout(60_000);

const SHA = 'ab'.repeat(32);
const SIGNATURE = `head..${'s'.repeat(86)}`;
const aList = (names: readonly string[], point = 'Shangani market'): PayList => ({
  ...{ number: 7, batchId: '01900000-0000-7000-8000-0000000000b9', point, programme: 'OAA' },
  ...{ executionDate: '2026-11-25', currency: 'KES', total: '6000.00', signature: SIGNATURE },
  lines: names.map((name, at) => ({ instrId: `I${at}`, reference: `REF${at}`, name, amount: `${2000 + at}.00` })),
});
const pdfOf = (list: PayList, language: DocumentLanguage = 'en') =>
  payListPdf({ list, language, sha256: SHA, issuedAt: new Date('2026-11-24T08:00:00Z') });
/** A line may be broken where there is room for no more. */
const flat = (text: string) => text.replaceAll(/\s+/g, '');

describe('the pay-list as PDF', () => {
  it('holds the names and amounts of all pages, page numbers, totals, hash and signature, as pdf.js reads them', async () => {
    const names = Array.from({ length: 60 }, (_none, at) => `Person Number${at} Omondi`);
    const { pages, title, lang } = readPdf(await pdfOf(aList(names)));
    expect([pages.length, title, lang]).toEqual([4, 'Pay-list 7 · OAA · Shangani market', 'en']);
    const whole = flat(pages.join(''));
    names.forEach((name, at) => expect(whole).toContain(flat(`${at + 1} REF${at} ${name} ${2000 + at}.00`)));
    pages.forEach((page, at) => {
      expect(page).toContain(`page ${at + 1} of 4`);
      expect(page).toContain('60 payments');
      expect(page).toContain('6000.00 KES');
    });
    pages.slice(0, -1).forEach((page) => expect(flat(page)).toContain('Camebyproxy'));
    const last = flat(pages.at(-1) ?? '');
    for (const proof of [SHA, SIGNATURE, 'Manager', 'Witness']) expect(last).toContain(proof);
  });

  it('embeds a font for each script and shows names in all of them, Arabic in the order in which it is read', async () => {
    const { pages, fonts } = readPdf(await pdfOf(aList(['Wanjikũ Élodie', 'محمد عبد الله', 'አበበ ገብሬ'])));
    const names = fonts.map(({ name }) => name.replace(/^[^+]*\+/, ''));
    expect(names.sort()).toEqual(['IBMPlexSansArabic-Regular', 'NotoSans-Regular', 'NotoSansEthiopic-Regular']);
    expect(fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
    const [page = ''] = pages;
    for (const name of ['Wanjikũ Élodie', 'محمد عبد الله', 'አበበ ገብሬ']) expect(flat(page)).toContain(flat(name));
  });

  it('IBR-019: is in Arabic from right to left, and in French, when asked', async () => {
    const ar = readPdf(await pdfOf(aList(['Mercy Omondi']), 'ar'));
    expect(ar.lang).toBe('ar');
    for (const word of ['كشف', 'المبلغ', 'الشاهد', 'Mercy Omondi']) expect(ar.pages[0]).toContain(word);
    const fr = readPdf(await pdfOf(aList(['Mercy Omondi']), 'fr'));
    expect(fr.pages[0]).toContain('page 1 sur 1');
  });

  it('is the same bytes when it is made again, and others when an amount differs', async () => {
    const list = aList(['Mercy Omondi', 'محمد عبد الله']);
    const once = await pdfOf(list);
    expect(Buffer.compare(once, await pdfOf(list))).toBe(0);
    const [first] = list.lines;
    const other = { ...list, lines: [{ ...first, amount: '9.00' }] } as PayList;
    expect(Buffer.compare(once, await pdfOf(other))).not.toBe(0);
  });

  it('leaves nothing of a name out, however long it is and whatever stands in it', async () => {
    const long = `${'Wolde'.repeat(28)} (son of) x`;
    const { pages } = readPdf(await pdfOf(aList([long, ''])));
    expect(flat(pages.join(''))).toContain(flat(long));
  });
});

describe('the receipt as PDF', () => {
  const receipt: ReceiptContent = {
    ...{ number: '01JD8W0Z3K6Q9V2T5R7X4Y1M8N-01', name: 'Mercy Omondi', programme: 'OAA', paidBy: 'Ministry' },
    ...{ benefitCode: 'BEN-A0', amount: '2000.00', currency: 'KES', paidOn: '2026-11-25' },
    way: { kind: 'account', end: '0001' },
  };

  it.each([
    ['an account', receipt.way, 'To the account ending in 0001'],
    ['cash', { kind: 'cash', point: 'Shangani' } as const, 'In cash at the payment point Shangani'],
    ['a proxy', { kind: 'cashProxy', point: 'Shangani' } as const, 'to somebody whom the person sent'],
  ])('says on one page who was paid what by whom, and how: %s', async (_what, way, words) => {
    const bytes = await receiptPdf({ receipt: { ...receipt, way }, signature: SIGNATURE, sha256: SHA, language: 'en' });
    const { pages, fonts } = readPdf(bytes);
    expect(pages).toHaveLength(1);
    const parts = [receipt.number, 'Mercy Omondi', '2000.00 KES', '2026-11-25', 'Ministry', 'BEN-A0', words, SHA];
    for (const part of parts) expect(flat(pages[0] ?? '')).toContain(flat(part));
    expect(fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
  });
});

describe('a line of text in several scripts', () => {
  const shown = (line: string, direction: 'ltr' | 'rtl') => runsOf(line, direction).map(({ text }) => text);

  it.each([
    ['abc 12', 'ltr', ['abc 12']],
    ['محمد علي', 'ltr', ['علي', ' ', 'محمد']],
    ['List محمد', 'ltr', ['List ', 'محمد']],
    ['محمد 12', 'rtl', ['12', ' ', 'محمد']],
    ['محمد (x)', 'rtl', ['(', 'x', ')', ' ', 'محمد']],
  ] as const)('puts %s into the order of UAX #9 (%s)', (line, direction, order) => {
    expect(shown(line, direction)).toEqual(order);
  });
});
