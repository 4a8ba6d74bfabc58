import { createHash, createHmac } from 'node:crypto';
import { toDecimal } from '../../src/payments/money.js';
import type { BenefitInputs } from '../../src/payments/decide-benefit.js';
import type { Hmac, Sha256 } from '../../src/payments/hashing.js';
import type { PaymentLine, PaymentTerms } from '../../src/payments/line.js';
import type { LineEvidence, LineFacts, LineSaid } from '../../src/payments/line-state.js';
import type { CreditTransferFile } from '../../src/payments/formats/pain-001-001-09.js';
import { lineIdsOf } from '../../src/payments/ids.js';

export const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
export const hmac: Hmac = (text) => createHmac('sha256', 'a key of the tests').update(text).digest();

export const terms: PaymentTerms = {
  categoryPurpose: 'SSBE',
  chargeBearer: 'SLEV',
  serviceLevel: 'NURG',
  executionDate: '2026-11-26',
};

export const aLine = (over: Partial<PaymentLine> = {}): PaymentLine => {
  const entitlementId = over.entitlementId ?? 'entitlement-1';
  const attempt = over.attempt ?? 1;
  return {
    entitlementId,
    attempt,
    ...lineIdsOf(hmac, 'batch-1', entitlementId, attempt),
    amountMinor: 200_000,
    currency: 'KES',
    creditorAgent: 'DEMOKENA',
    account: '01100152872',
    payeeName: 'Mercy Omondi',
    purpose: 'SSBE',
    remittance: 'OAA 2026-11',
    ...over,
  };
};

export const aFile = (over: Partial<CreditTransferFile> = {}): CreditTransferFile => ({
  messageId: 'M0123456789abcdef0123456789abcdef',
  paymentInfoId: 'P0123456789abcdef0123456789abcdef',
  createdAt: '2026-11-24T08:00:00Z',
  currency: 'KES',
  debtorName: 'Ministry of Social Welfare',
  debtorId: 'MSW',
  debtorAccount: '0001112223334',
  debtorAgent: 'DEMOKENA',
  terms,
  ...over,
});

export const facts = (over: Partial<LineFacts> = {}): LineFacts => ({
  amountMinor: 200_000,
  currency: 'KES',
  sealed: true,
  sending: true,
  cancelled: false,
  otherAttemptLive: false,
  ...over,
});

let serial = 0;
/** Evidence with a key of its own; later ones are of a later time. */
export const evidence = (said: LineSaid, over: Partial<LineEvidence> = {}): LineEvidence => {
  serial += 1;
  return { key: `key-${serial}`, at: new Date(Date.UTC(2026, 10, 24) + serial * 1000).toISOString(), said, ...over };
};
export const status = (code: string, reason?: string) =>
  evidence({ rank: 2, kind: 'status', status: code, ...(reason !== undefined && { reason }) });
export const debit = (amountMinor = 200_000, currency = 'KES') =>
  evidence({ rank: 3, kind: 'debit', amountMinor, currency });
export const returned = (amountMinor = 200_000) =>
  evidence({ rank: 3, kind: 'return', amountMinor, currency: 'KES', reason: 'AC04' });
export const returnNotice = () => evidence({ rank: 2, kind: 'return-notice', reason: 'AC04' });
export const receipt = () => evidence({ rank: 1, kind: 'receipt' });
export const noAnswer = () => evidence({ rank: 1, kind: 'no-answer' });

/** What is known of a benefit that nothing speaks against. */
export const aBenefit = (amountMinor = 200_000, over: Partial<BenefitInputs> = {}): BenefitInputs => ({
  ...{ ruleSetVersion: '2026-1', currency: 'KES', programme: 'OAA', cycle: '2026-11', executionDate: '2026-11-26' },
  benefit: {
    ...{ benefitId: 'b', code: 'BEN-1', isCodeUnique: true, isCodeWritable: true, status: 'ACCEPTED' },
    ...{ hasReceipt: false, amount: toDecimal({ minor: amountMinor, currency: 'KES' }) },
  },
  person: {
    ...{ individualId: 'mercy', givenName: 'Mercy', surname: 'Omondi' },
    account: { provider: 'DEMOKENA', number: '01100152872' },
  },
  account: { outcome: 'verified', reasons: [], checkedAt: '2026-11-24T08:00:00.000Z' },
  identifiers: [],
  ...over,
});

/** A file as the text that it is. */
export const inText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
