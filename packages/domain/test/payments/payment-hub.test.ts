import { BatchTransactions, type BatchTransaction } from '@interlink/contracts/payments/payment-hub';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { govstackBatch, refuseForGovstack, requestIdOf } from '../../src/payments/formats/govstack-batch.js';
import { addsUp, readHubStatus } from '../../src/payments/hub-status.js';
import { aFile, aLine } from './builders.js';

const listOf = (...lines: ReturnType<typeof aLine>[]) =>
  JSON.parse(govstackBatch(aFile(), lines)) as readonly BatchTransaction[];

describe('a list of payments for a payment hub', () => {
  it('A3: is the same list as the golden one', () => {
    const line = aLine({ instrId: `I${'0a'.repeat(16)}` });
    expect(govstackBatch(aFile(), [line])).toBe(
      '[\n{"requestId":"I0a0a0a0a0a0a0a0","creditParty":[{"key":"accountnumber","value":"01100152872"},' +
        '{"key":"agent","value":"DEMOKENA"}],"debitParty":[{"key":"accountnumber","value":"0001112223334"},' +
        '{"key":"agent","value":"DEMOKENA"}],"paymentMode":"ACCOUNT","amount":2000.00,"currency":"KES",' +
        '"descriptionText":"OAA 2026-11"}\n]\n',
    );
  });

  it('A1.5: is the same bytes whatever the order of its lines', () => {
    const lines = ['e3', 'e1', 'e2'].map((entitlementId) => aLine({ entitlementId }));
    expect(govstackBatch(aFile(), lines)).toBe(govstackBatch(aFile(), [...lines].reverse()));
    expect(listOf(...lines).map(({ requestId }) => requestId)).toEqual(
      lines.map(({ instrId }) => requestIdOf(instrId)).sort(),
    );
  });

  it('I12: mixes no currencies', () => {
    expect(() => govstackBatch(aFile(), [aLine({ currency: 'USD' })])).toThrow(RangeError);
  });

  it('A3: is of the published form, and exact, for whatever payment it does not refuse', () => {
    const line = fc.record({
      account: fc.stringMatching(/^[A-Za-z0-9 ]{1,34}$/),
      amountMinor: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      remittance: fc.string({ minLength: 1, maxLength: 60 }),
    });
    fc.assert(
      fc.property(line, (over) => {
        const one = aLine(over);
        if (refuseForGovstack(one) !== undefined) return;
        const list = listOf(one);
        expect(Value.Check(BatchTransactions, list)).toBe(true);
        expect(Math.round((list[0]?.amount ?? 0) * 100)).toBe(over.amountMinor);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['an account of more than twenty letters', { account: '0'.repeat(21) }, 'text-not-writable'],
    ['a keeper of the account of more than twenty', { creditorAgent: 'D'.repeat(21) }, 'text-not-writable'],
    ['a description of more than fifty', { remittance: 'x'.repeat(51) }, 'text-not-writable'],
    ['an amount that no number of the wire holds', { amountMinor: 1_000_000_000_000_000 }, 'amount-not-exact'],
  ])('A3: leaves out a payment with %s', (_what, over, reason) => {
    expect(refuseForGovstack(aLine(over))).toBe(reason);
    expect(refuseForGovstack(aLine())).toBeUndefined();
  });
});

describe('what a payment hub says of a payment', () => {
  it.each([
    ['COMPLETED', undefined, { status: 'ACSC' }],
    ['ONGOING', null, { status: 'PDNG' }],
    ['IN_PROGRESS', undefined, { status: 'PDNG' }],
    ['FAILED', '3204', { status: 'RJCT', reason: 'AC01' }],
    ['FAILED', 4001, { status: 'RJCT', reason: 'AM04' }],
    ['FAILED', '5400', { status: 'RJCT', reason: 'AC06' }],
    ['FAILED', 'AC04', { status: 'RJCT', reason: 'AC04' }],
  ])('A3: %s with %s is %j in the words of ISO 20022', (status, code, said) => {
    expect(readHubStatus(status, code)).toEqual(said);
  });

  it.each(['1001', '2001', '2003', 2005, '', undefined, null, 'timeout', 'constructor'])(
    'R5: a failure with %s proves nothing: the payment may have been made, and is not made again',
    (code) => {
      expect(readHubStatus('FAILED', code)).toEqual({ status: 'PDNG' });
    },
  );

  it.each(['completed', 'DONE', '', 'constructor', '__proto__'])('A3: %j says nothing', (word) => {
    expect(readHubStatus(word, '3204')).toBeUndefined();
  });

  it('A3: totals add up when their parts do, and by one more or less they do not', () => {
    const parts = fc.array(fc.nat(1_000_000), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(parts, fc.integer({ min: -1, max: 1 }), (some, off) => {
        const total = some.reduce((sum, part) => sum + part, 0) + off;
        expect(addsUp({ total, parts: some })).toBe(off === 0);
      }),
    );
  });
});
