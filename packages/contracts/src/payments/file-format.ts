import { Type, type Static } from 'typebox';

/** What a record may say of one payment. `place` counts the lines of the file from 1. */
export const LineField = Type.Enum([
  'place',
  'instrId',
  'endToEndId',
  'uetr',
  'amount',
  'creditorAgent',
  'account',
  'payeeName',
  'purpose',
  'remittance',
]);
export type LineField = Static<typeof LineField>;

/** What any record, and a header or trailer, may say of the whole file. */
export const FileField = Type.Enum([
  'messageId',
  'paymentInfoId',
  'createdAt',
  'executionDate',
  'currency',
  'count',
  'total',
  'debtorName',
  'debtorId',
  'debtorAccount',
  'debtorAgent',
  'categoryPurpose',
  'chargeBearer',
  'serviceLevel',
]);
export type FileField = Static<typeof FileField>;

const Constant = Type.String({ maxLength: 140, pattern: '^[ -~]*$' });
/** Exactly one of `field` and `text` (domain's `refuseFormat` says so). */
const content = { field: Type.Optional(Type.Union([LineField, FileField])), text: Type.Optional(Constant) };

const DelimitedCell = Type.Object(
  {
    ...content,
    /** Title of the column, when the format begins with a row of titles. */
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: '^[ -~]+$' })),
    /** Names are cut to it; a payment with any other longer text is left out. */
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 140 })),
  },
  { additionalProperties: false },
);

const FixedCell = Type.Object(
  {
    ...content,
    width: Type.Integer({ minimum: 1, maximum: 140 }),
    align: Type.Enum(['left', 'right'], { default: 'left' }),
    pad: Type.Enum([' ', '0'], { default: ' ' }),
  },
  { additionalProperties: false },
);
export type FixedCell = Static<typeof FixedCell>;

/** Fees and limits of a mobile-money operator; minor units of `currency`. */
export const WalletTerms = Type.Object(
  {
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    /**
     * Most that one transfer may be: a payment above it is left out with the reason `over-wallet-limit`, never split.
     */
    maxTransferMinor: Type.Integer({ minimum: 1 }),
    /** Most that a wallet takes on one day: more stops the batch before its approval. */
    maxDayMinor: Type.Optional(Type.Integer({ minimum: 1 })),
    /**
     * Most that a wallet may hold: so much at once never fits, whatever is in it; what is in it only the operator
     * knows.
     */
    maxBalanceMinor: Type.Optional(Type.Integer({ minimum: 1 })),
    fees: Type.Object(
      {
        /** `payer`: on top, and part of the budget. `payee`: taken from the benefit, so that less arrives. */
        bearer: Type.Enum(['payer', 'payee']),
        /** Of one transfer, by its amount; ascending, the last reaches `maxTransferMinor`. */
        bands: Type.Array(
          Type.Object(
            { upToMinor: Type.Integer({ minimum: 1 }), feeMinor: Type.Integer({ minimum: 0 }) },
            { additionalProperties: false },
          ),
          { minItems: 1, maxItems: 50 },
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type WalletTerms = Static<typeof WalletTerms>;

/** What a line can be said to be (spec A1.4); any other word would be evidence of nothing. */
const IsoStatus = Type.Enum(['RCVD', 'ACCP', 'ACSP', 'PDNG', 'ACSC', 'ACCC', 'RJCT', 'CANC']);

/** A word of the other side. An empty one says nothing, and must not be read as if it said something. */
const Word = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]+$' });

/** A status file of the other side: one row a payment, in this order of columns, after a row of titles. */
export const StatusFormat = Type.Object(
  {
    delimiter: Type.Enum([',', ';', '|', '\t'], { default: ',' }),
    columns: Type.Array(
      Type.Enum(['messageId', 'instrId', 'endToEndId', 'uetr', 'status', 'reason', 'amount', 'at', 'ignored']),
      { minItems: 4, maxItems: 40 },
    ),
    /** Words of the other side, each as a status of ISO 20022; what another word means people find out. */
    statuses: Type.Record(Word, IsoStatus, { additionalProperties: false }),
    /** Their reasons as reasons of ISO 20022; one that is not here is kept as it is. */
    reasons: Type.Record(Word, Type.String({ pattern: '^[A-Z0-9]{4}$' }), { additionalProperties: false, default: {} }),
    /** First cell of a last row whose second cell is the number of rows: a file without it was cut off. */
    trailer: Type.String({ minLength: 1, maxLength: 35, pattern: '^[A-Za-z0-9]+$' }),
  },
  { additionalProperties: false },
);
export type StatusFormat = Static<typeof StatusFormat>;

const common = {
  newline: Type.Enum(['lf', 'crlf'], { default: 'lf' }),
  /** How an amount is written; `minor`: in the smallest unit, without a mark. */
  decimals: Type.Enum(['point', 'comma', 'minor'], { default: 'point' }),
  dates: Type.Enum(['YYYY-MM-DD', 'YYYYMMDD', 'DDMMYYYY', 'DD/MM/YYYY'], { default: 'YYYY-MM-DD' }),
  /** Letters of names and remittances, as they are sent, hashed and approved. */
  letters: Type.Enum(['as-is', 'upper'], { default: 'as-is' }),
  wallet: Type.Optional(WalletTerms),
  /** Without it the other side answers by pain.002. */
  status: Type.Optional(StatusFormat),
};

/** Records of cells between delimiters. */
export const DelimitedFormat = Type.Object(
  {
    kind: Type.Literal('delimited'),
    delimiter: Type.Enum([',', ';', '|', '\t'], { default: ',' }),
    quote: Type.Enum(['when-needed', 'always', 'never'], { default: 'when-needed' }),
    ...common,
    header: Type.Optional(Type.Array(DelimitedCell, { minItems: 1, maxItems: 60 })),
    columns: Type.Array(DelimitedCell, { minItems: 3, maxItems: 60 }),
    trailer: Type.Optional(Type.Array(DelimitedCell, { minItems: 1, maxItems: 60 })),
  },
  { additionalProperties: false },
);
export type DelimitedFormat = Static<typeof DelimitedFormat>;

/** Records of cells of fixed widths. */
export const FixedWidthFormat = Type.Object(
  {
    kind: Type.Literal('fixed-width'),
    ...common,
    header: Type.Optional(Type.Array(FixedCell, { minItems: 1, maxItems: 60 })),
    columns: Type.Array(FixedCell, { minItems: 3, maxItems: 60 }),
    trailer: Type.Optional(Type.Array(FixedCell, { minItems: 1, maxItems: 60 })),
  },
  { additionalProperties: false },
);
export type FixedWidthFormat = Static<typeof FixedWidthFormat>;

/**
 * A payment file as data: a bank's or an operator's own format without code. `policies.payments.formats` of
 * interlink.json.
 */
export type FileFormat = DelimitedFormat | FixedWidthFormat;

export const FormatName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
