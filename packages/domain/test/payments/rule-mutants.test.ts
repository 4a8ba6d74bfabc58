import fc from 'fast-check';
import { isApproved, type Approval, type ApprovalSubject } from '../../src/payments/approvals.js';
import { decideBenefit, type BenefitInputs, type BenefitOutcome } from '../../src/payments/decide-benefit.js';
import { foldBatch, type BatchFact, type BatchStanding } from '../../src/payments/fold-batch.js';
import { pain00100109 } from '../../src/payments/formats/pain-001-001-09.js';
import { linesRoot, type PaymentLine } from '../../src/payments/line.js';
import { sumOf, type Money } from '../../src/payments/money.js';
import { aBenefit, aFile, aLine, inText, sha256, terms } from './builders.js';

/** Whether a rule holds of an implementation: the real one must pass, each named mutant must be noticed. */
const holds = (property: () => void): boolean => {
  try {
    property();
    return true;
  } catch {
    return false;
  }
};

const someLines = fc
  .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 8 })
  .map((amounts) => amounts.map((amountMinor, at) => aLine({ entitlementId: `e-${at}`, amountMinor })));
const forLines = (check: (lines: PaymentLine[]) => boolean) => () => fc.assert(fc.property(someLines, check));

type Write = (lines: readonly PaymentLine[]) => string;
const write: Write = (lines) => inText(pain00100109(aFile(), lines));
const amountsIn = (xml: string) => [...xml.matchAll(/<InstdAmt[^>]*>([\d.]+)</g)].map(([, text]) => cents(text));
const cents = (text = '') => Number(text.replace('.', ''));
const saidIn = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}>([\\d.]+)<`, 'g'))].map(([, text]) => text);

/** Sum and count are those of the lines, at both levels. */
const i2 = (writer: Write) =>
  forLines((lines) => {
    const xml = writer(lines);
    const amounts = amountsIn(xml);
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    const sums = saidIn(xml, 'CtrlSum').map(cents);
    const counts = saidIn(xml, 'NbOfTxs').map(Number);
    return (
      amounts.length === lines.length &&
      [sums, counts].every((said) => said.length === 2) &&
      sums.every((one) => one === sum) &&
      counts.every((one) => one === amounts.length)
    );
  });

/** The file says of each line what the line is, and the same lines are the same bytes. */
const i11 = (writer: Write) =>
  forLines((lines) => {
    const xml = writer(lines);
    const named = lines.every(
      ({ instrId, account }) => xml.includes(`<InstrId>${instrId}</InstrId>`) && xml.includes(account),
    );
    return named && writer([...lines].reverse()) === xml;
  });

const subject: ApprovalSubject = { makerId: 'pam', payeeIds: [], statementHash: 'h', totalMinor: 2000 };
const limits = { limit1Minor: 1000, limit2Minor: 5000 };
const now = '2026-11-24T08:00:00.000Z';
type Approves = (approvals: readonly Approval[]) => boolean;
const approves: Approves = (approvals) => isApproved(approvals, subject, limits, now);
const i6 = (rule: Approves) => () => {
  const people = fc.array(fc.constantFrom('pam', 'ana', 'abe'), { maxLength: 4 });
  fc.assert(
    fc.property(people, (who) => {
      const others = new Set(who.filter((one) => one !== 'pam'));
      return rule(who.map((approverId) => ({ approverId, statementHash: 'h', at: now }))) === others.size >= 2;
    }),
  );
};

type Root = (lines: readonly PaymentLine[]) => string;
const root: Root = (lines) => linesRoot(lines, terms, sha256);
const i7 = (seal: Root) =>
  forLines((lines) => {
    const sealed = seal(lines);
    const [first, ...rest] = lines as [PaymentLine, ...PaymentLine[]];
    const forged = Object.keys(first).map((name) => {
      const value = first[name as keyof PaymentLine];
      return { ...first, [name]: typeof value === 'number' ? value + 1 : `${value}x` };
    });
    return forged.every((line) => seal([line, ...rest]) !== sealed) && seal(rest) !== sealed;
  });

/** Benefits of a payroll, of which about half have something against them. */
const somePayroll = fc
  .array(
    fc.record({
      amountMinor: fc.integer({ min: 1, max: 1_000_000 }),
      over: fc.constantFrom<Partial<BenefitInputs>>(
        ...[{}, {}, {}, { person: undefined }, { reissue: 'quiet-period' }, { hold: 'check-missing' as const }],
        { account: undefined },
      ),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((all) => all.map(({ amountMinor, over }) => ({ amountMinor, inputs: aBenefit(amountMinor, over) })));
type Decide = (inputs: BenefitInputs) => BenefitOutcome | undefined;
/** All benefits are the batch's total and those that are left out, each with its reason. */
const i10 = (decide: Decide) => () => {
  fc.assert(
    fc.property(somePayroll, (benefits) => {
      const decided = benefits.map(({ amountMinor, inputs }) => ({ amountMinor, is: decide(inputs) }));
      const total = decided.reduce((sum, { is }) => sum + (is?.outcome === 'paid' ? is.amountMinor : 0), 0);
      const leftOut = decided.filter(({ is }) => is?.outcome === 'left-out' && is.reason !== '');
      const explained = leftOut.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      return benefits.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === total + explained;
    }),
  );
};

type Fold = (standing: BatchStanding) => string;
const i9 = (fold: Fold) => () => {
  const others: BatchFact[] = ['validated', 'approved', 'sealed', 'transmitting', 'transmitted', 'cancelled', 'voided'];
  const standing = fc.record({
    facts: fc.subarray(others).map((list) => new Set<BatchFact>([...list, 'closed'])),
    tally: fc.record({
      lines: fc.nat(5),
      settled: fc.nat(5),
      failed: fc.nat(5),
      reported: fc.nat(5),
      proven: fc.nat(5),
    }),
    held: fc.boolean(),
    unexplained: fc.boolean(),
  });
  fc.assert(fc.property(standing, (one) => fold(one) === 'CLOSED'));
};

type Sum = (amounts: readonly Money[], currency: string) => Money;
const i12 = (add: Sum) => () => {
  expect(add([{ minor: 1, currency: 'KES' }], 'KES')).toEqual({ minor: 1, currency: 'KES' });
  expect(() =>
    add(
      [
        { minor: 1, currency: 'KES' },
        { minor: 1, currency: 'UGX' },
      ],
      'KES',
    ),
  ).toThrow(RangeError);
};

describe('the rules of a payment hold of what is built', () => {
  it.each([
    ['I2', i2(write)],
    ['I6', i6(approves)],
    ['I7', i7(root)],
    ['I9', i9(foldBatch)],
    ['I10', i10(decideBenefit)],
    ['I11', i11(write)],
    ['I12', i12(sumOf)],
  ])('%s', (_rule, property) => {
    expect(holds(property)).toBe(true);
  });
});

const withoutAccount = (lines: readonly PaymentLine[]) => lines.map((line) => ({ ...line, account: '1' }));

const onlyPaid = (is: BenefitOutcome) => (is.outcome === 'paid' ? is : undefined);
const withoutReason = (is: BenefitOutcome) => (is.outcome === 'paid' ? is : { ...is, reason: '' });
const lessACent = (is: BenefitOutcome) => (is.outcome === 'paid' ? { ...is, amountMinor: is.amountMinor - 1 } : is);

describe('the tests of a rule notice the mutant', () => {
  it.each([
    [
      'I2: a line falls out after the totals were made',
      i2((lines) => write(lines).replace(/<CdtTrfTxInf>.*?<\/CdtTrfTxInf>/, '')),
    ],
    ['I2: a total is one cent off', i2((lines) => write(lines).replace(/<CtrlSum>(\d+)\./, '<CtrlSum>1$1.'))],
    ['I6: the maker counts', i6((approvals) => new Set(approvals.map(({ approverId }) => approverId)).size >= 2)],
    [
      'I6: one person counts twice',
      i6((approvals) => approvals.filter(({ approverId }) => approverId !== 'pam').length >= 2),
    ],
    ['I7: the account is not sealed', i7((lines) => root(withoutAccount(lines)))],
    ['I7: a line that is gone is not missed', i7((lines) => root(lines.slice(-1)))],
    ['I9: a closed batch moves when it is held', i9((one) => (one.held ? 'EXCEPTION' : foldBatch(one)))],
    ['I9: a closed batch is opened by what comes later', i9((one) => foldBatch({ ...one, facts: new Set() }))],
    ['I10: what is not paid falls out', i10((inputs) => onlyPaid(decideBenefit(inputs)))],
    ['I10: what is left out has no reason', i10((inputs) => withoutReason(decideBenefit(inputs)))],
    ['I10: a cent of a benefit is lost', i10((inputs) => lessACent(decideBenefit(inputs)))],
    [
      'I11: the file follows the order in which lines came',
      i11((lines) => lines.map(({ instrId, account }) => `<InstrId>${instrId}</InstrId>${account}`).join('')),
    ],
    ['I11: every line goes to one account', i11((lines) => write(withoutAccount(lines)))],
    [
      'I12: amounts of two currencies are added',
      i12((amounts, currency) => ({ minor: amounts.reduce((sum, { minor }) => sum + minor, 0), currency })),
    ],
  ])('%s', (_mutant, property) => {
    expect(holds(property)).toBe(false);
  });
});
