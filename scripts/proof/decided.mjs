import { toDecimal } from '@interlink/domain/payments/money';

/** A benefit of a payroll that nothing speaks against but, perhaps, what became of the attempts before (`reissue`). */
export const benefitOf = (payee, money, day, reissue) => ({
  ...{ ruleSetVersion: '', currency: money.currency, programme: 'OAA', cycle: '2026-01', executionDate: day },
  benefit: {
    ...{ benefitId: payee, code: payee, isCodeUnique: true, isCodeWritable: true, status: 'ACCEPTED' },
    ...{ hasReceipt: false, amount: toDecimal(money) },
  },
  person: {
    ...{ individualId: payee, givenName: payee, surname: 'Otieno' },
    account: { provider: 'DEMOKENA', number: '01100000001' },
  },
  account: { outcome: 'verified', reasons: [], checkedAt: day },
  identifiers: [],
  reissue,
});

/** Minor units of the benefits that were looked at: what openIMIS granted, what became attempts, what was left out. */
export const nothingDecided = () => ({ granted: 0, made: 0, leftOut: 0 });

/** I10, by what is written down: what is left out without a reason is nowhere. */
export function noteDecided(sums, granted, { outcome, amountMinor, reason }) {
  sums.granted += granted;
  if (outcome === 'paid') sums.made += amountMinor;
  else if (reason) sums.leftOut += granted;
}
