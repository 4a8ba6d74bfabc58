import type { DelimitedFormat, FixedWidthFormat, WalletTerms } from '@interlink/contracts/payments/file-format';

/** A format of each kind with hardly more than it must have. */
export const aDelimited = (over: Partial<DelimitedFormat> = {}): DelimitedFormat => ({
  kind: 'delimited',
  delimiter: ',',
  quote: 'when-needed',
  newline: 'lf',
  decimals: 'point',
  dates: 'YYYY-MM-DD',
  letters: 'as-is',
  header: [{ text: 'H' }, { field: 'messageId' }, { field: 'executionDate' }, { field: 'count' }, { field: 'total' }],
  columns: [
    { title: 'no', field: 'place' },
    { title: 'id', field: 'instrId' },
    { title: 'amount', field: 'amount' },
    { title: 'account', field: 'account' },
    { title: 'name', field: 'payeeName' },
  ],
  trailer: [{ text: 'T' }, { field: 'count' }, { field: 'total' }],
  ...over,
});

const text = (width: number, align: 'left' | 'right' = 'left') => ({ width, align, pad: ' ' as const });
const number = (width: number) => ({ width, align: 'right' as const, pad: '0' as const });

export const aFixedWidth = (over: Partial<FixedWidthFormat> = {}): FixedWidthFormat => ({
  kind: 'fixed-width',
  newline: 'lf',
  decimals: 'minor',
  dates: 'DDMMYYYY',
  letters: 'as-is',
  header: [
    { text: 'HD', ...text(2) },
    { field: 'messageId', ...text(34) },
    { field: 'executionDate', ...text(8) },
    { field: 'count', ...number(5) },
  ],
  columns: [
    { text: 'PY', ...text(2) },
    { field: 'instrId', ...text(35) },
    { field: 'amount', ...number(12) },
    { field: 'account', ...text(20, 'right') },
    { field: 'payeeName', ...text(30) },
  ],
  trailer: [
    { text: 'TR', ...text(2) },
    { field: 'count', ...number(5) },
    { field: 'total', ...number(17) },
  ],
  ...over,
});

export const aWallet = (over: Partial<WalletTerms> = {}): WalletTerms => ({
  currency: 'KES',
  maxTransferMinor: 300_000,
  fees: {
    bearer: 'payer',
    bands: [
      { upToMinor: 100_000, feeMinor: 500 },
      { upToMinor: 300_000, feeMinor: 900 },
    ],
  },
  ...over,
});
