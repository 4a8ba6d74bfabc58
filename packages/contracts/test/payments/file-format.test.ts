import { Value } from 'typebox/value';
import {
  DelimitedFormat,
  FixedWidthFormat,
  FormatName,
  StatusFormat,
  WalletTerms,
  type FileFormat,
} from '../../src/payments/file-format';
import type { Json } from '../exchange/examples';
import { describeBody, longer } from '../support/bodies';

const wallet = {
  currency: 'KES',
  maxTransferMinor: 15_000_000,
  maxDayMinor: 30_000_000,
  maxBalanceMinor: 50_000_000,
  fees: { bearer: 'payer', bands: [{ upToMinor: 15_000_000, feeMinor: 0 }] },
};
const status = {
  delimiter: ';',
  columns: ['messageId', 'instrId', 'status', 'reason'],
  statuses: { PAID: 'ACSC', FAILED: 'RJCT' },
  reasons: { NO_SUCH_ACCOUNT: 'AC01' },
  trailer: 'END',
};
const delimited: Json = {
  kind: 'delimited',
  delimiter: ';',
  quote: 'never',
  newline: 'crlf',
  decimals: 'comma',
  dates: 'DD/MM/YYYY',
  letters: 'upper',
  wallet,
  status,
  header: [{ text: 'H' }, { field: 'messageId', maxLength: 35 }],
  columns: [{ field: 'instrId', title: 'id' }, { field: 'amount' }, { field: 'account' }],
  trailer: [{ text: 'T' }, { field: 'count' }, { field: 'total' }],
};
const fixed: Json = {
  kind: 'fixed-width',
  newline: 'lf',
  decimals: 'minor',
  dates: 'YYYYMMDD',
  letters: 'as-is',
  wallet,
  status,
  header: [{ text: 'H', width: 1, align: 'left', pad: ' ' }],
  columns: [
    { field: 'instrId', width: 35, align: 'left', pad: ' ' },
    { field: 'amount', width: 12, align: 'right', pad: '0' },
    { field: 'account', width: 34, align: 'left', pad: ' ' },
  ],
  trailer: [{ text: 'T', width: 1, align: 'left', pad: ' ' }],
};
const many = <T>(length: number, one: T) => Array.from({ length }, () => one);

describeBody('a payment file of cells between delimiters', DelimitedFormat, {
  good: delimited,
  closed: true,
  optional: ['wallet', 'status', 'header', 'trailer'],
  also: [
    ['delimiter', '\t'],
    ['quote', 'always'],
    ['columns', many(60, { field: 'amount' })],
    ['columns.0.maxLength', 140],
    ['columns.0', { text: '' }],
    ['columns.0', { text: 'x'.repeat(140) }],
  ],
  bad: [
    ['kind', 'csv'],
    ['delimiter', ':'],
    ['delimiter', ',,'],
    ['quote', 'sometimes'],
    ['newline', '\n'],
    ['decimals', 'none'],
    ['dates', 'MM/DD/YYYY'],
    ['letters', 'lower'],
    ['header', []],
    ['trailer', []],
    ['columns', many(2, { field: 'amount' })],
    ['columns', many(61, { field: 'amount' })],
    ['columns.0.field', 'nationalId'],
    ['columns.0.title', ''],
    ['columns.0.title', 'identité'],
    ['columns.0.title', longer(60)],
    ['columns.0.maxLength', 0],
    ['columns.0.maxLength', 141],
    // A line break in a cell would be a record of its own.
    ['columns.0', { text: 'a\nb' }],
    ['columns.0', { text: longer(140) }],
    // A cell of this kind takes the room that it needs.
    ['columns.0', { field: 'instrId', width: 35 }],
  ],
});

describeBody('a payment file of cells of fixed widths', FixedWidthFormat, {
  good: fixed,
  closed: true,
  optional: ['wallet', 'status', 'header', 'trailer'],
  also: [
    ['columns.0.width', 1],
    ['columns.0.width', 140],
  ],
  bad: [
    ['kind', 'delimited'],
    ['columns.0.width', 0],
    ['columns.0.width', 141],
    ['columns.0.width', 3.5],
    ['columns.0.width', undefined],
    ['columns.0.align', 'centre'],
    ['columns.0.pad', '*'],
    ['columns.0.title', 'id'],
    ['header', []],
    ['trailer', many(61, { text: 'T', width: 1, align: 'left', pad: ' ' })],
    // There is nothing between these cells.
    ['delimiter', ','],
    ['quote', 'never'],
  ],
});

describeBody('fees and limits of an operator of wallets', WalletTerms, {
  good: wallet,
  closed: true,
  optional: ['maxDayMinor', 'maxBalanceMinor'],
  also: [
    ['fees.bearer', 'payee'],
    ['fees.bands', many(50, { upToMinor: 1, feeMinor: 0 })],
  ],
  bad: [
    ['currency', 'Kes'],
    ['maxTransferMinor', 0],
    ['maxTransferMinor', 0.5],
    ['maxDayMinor', 0],
    ['maxBalanceMinor', -1],
    ['fees.bearer', 'nobody'],
    ['fees.bands', []],
    ['fees.bands', many(51, { upToMinor: 1, feeMinor: 0 })],
    ['fees.bands.0.upToMinor', 0],
    ['fees.bands.0.feeMinor', -1],
    ['fees.bands.0.percent', 1],
  ],
});

describeBody('a status file of the other side (A1.4)', StatusFormat, {
  good: status,
  closed: true,
  also: [
    ['reasons', {}],
    ['statuses.En cours', 'PDNG'],
    ['columns', many(40, 'ignored')],
    ['trailer', 'x'.repeat(35)],
  ],
  bad: [
    ['columns', many(3, 'instrId')],
    ['columns', many(41, 'ignored')],
    ['columns.0', 'name'],
    // Each word is a status of ISO 20022, and any other is evidence of nothing.
    ['statuses.PAID', 'PAID'],
    ['statuses.PAID', 'acsc'],
    // Where the other side says nothing at all, it does not say that it paid.
    ['statuses', { '': 'ACSC' }],
    ['statuses', { 'PAID\nFAILED': 'ACSC' }],
    ['reasons', { '': 'AC01' }],
    ['reasons.NO_SUCH_ACCOUNT', 'AC1'],
    ['reasons.NO_SUCH_ACCOUNT', 'no such account'],
    ['trailer', ''],
    ['trailer', 'END;'],
    ['trailer', longer(35)],
  ],
});

describe('a format', () => {
  const minimal = { columns: [{ field: 'instrId' }, { field: 'amount' }, { field: 'account' }] };
  const widths = { columns: minimal.columns.map((cell) => ({ ...cell, width: 35 })) };

  it.each([
    [DelimitedFormat, { kind: 'delimited', ...minimal }, { delimiter: ',', quote: 'when-needed' }],
    [FixedWidthFormat, { kind: 'fixed-width', ...widths }, {}],
  ] as const)('may be as short as its columns: %# says the rest by itself', (schema, format, own) => {
    const whole = Value.Default(schema, structuredClone(format)) as FileFormat;
    expect(Value.Check(schema, whole)).toBe(true);
    const rest = { newline: 'lf', decimals: 'point', dates: 'YYYY-MM-DD', letters: 'as-is' };
    expect(whole).toMatchObject({ ...rest, ...own });
  });

  it.each(['a', 'equity-bulk-2', `x${'1'.repeat(39)}`])('may be called %s', (name) => {
    expect(Value.Check(FormatName, name)).toBe(true);
  });

  it.each(['', 'A', '1', '-a', 'a_b', 'a b', 'a/../b', 'a\n', `x${'1'.repeat(40)}`])('is not called %j', (name) => {
    expect(Value.Check(FormatName, name)).toBe(false);
  });
});
