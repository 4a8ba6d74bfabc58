/**
 * `good`: what one wishes for. `typical`: a closed account comes back a day later. `worst`: everything that a bank may
 * do and still be a bank.
 */
export const BANK_PROFILES = ['good', 'typical', 'worst'] as const;
export type BankProfile = (typeof BANK_PROFILES)[number];

/** How a bank of this kind behaves when nobody told it to go wrong. */
export interface Traits {
  readonly profile: BankProfile;
  /** A message id is taken once; without, the same file is paid as often as it comes. */
  readonly refusesRepeats: boolean;
  readonly knowsClosedAtOnce: boolean;
  /** Ids of ours come back cut to this length. */
  readonly idLength: number;
  /** One debit for a whole file, without its lines, though `BtchBookg` says otherwise. */
  readonly booksInOneDebit: boolean;
  /** Bank days that a statement is late. */
  readonly statementsLateDays: number;
  /** Lists the last statement again and writes it as a duplicate. */
  readonly reissuesStatements: boolean;
  /** The answer can be fetched this long before the sender has his reply. */
  readonly holdsReplyMs: number;
  readonly statusVersion: '03' | '10' | '11';
  readonly statementVersion: '02' | '08';
}

const GOOD: Traits = {
  profile: 'good',
  refusesRepeats: true,
  knowsClosedAtOnce: true,
  idLength: 35,
  booksInOneDebit: false,
  statementsLateDays: 0,
  reissuesStatements: false,
  holdsReplyMs: 0,
  statusVersion: '11',
  statementVersion: '08',
};

export const TRAITS: Readonly<Record<BankProfile, Traits>> = {
  good: GOOD,
  typical: { ...GOOD, profile: 'typical', knowsClosedAtOnce: false, statusVersion: '10' },
  worst: {
    profile: 'worst',
    refusesRepeats: false,
    knowsClosedAtOnce: false,
    idLength: 20,
    booksInOneDebit: true,
    statementsLateDays: 1,
    reissuesStatements: true,
    holdsReplyMs: 150,
    statusVersion: '03',
    statementVersion: '02',
  },
};
