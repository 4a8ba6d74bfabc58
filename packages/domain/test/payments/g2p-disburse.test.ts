import { DisburseMessage } from '@interlink/contracts/payments/g2p-connect';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { readDisbursed } from '../../src/payments/disburse-status.js';
import { disburseHeadFits, g2pDisburse, refuseForDisburse } from '../../src/payments/formats/g2p-disburse.js';
import { aFile, aLine } from './builders.js';

const messageOf = (...lines: ReturnType<typeof aLine>[]) => JSON.parse(g2pDisburse(aFile(), lines)) as DisburseMessage;

describe('a list of payments as a disburse message', () => {
  it('A2: says of each who pays whom, how much, when and why', () => {
    expect(messageOf(aLine({ instrId: 'I1' }))).toEqual({
      transaction_id: aFile().messageId,
      disbursements: [
        {
          reference_id: 'I1',
          payer_fa: 'account:0001112223334@DEMOKENA',
          payee_fa: 'account:01100152872@DEMOKENA',
          amount: '2000.00',
          currency_code: 'KES',
          scheduled_timestamp: '2026-11-26T00:00:00Z',
          payer_name: 'Ministry of Social Welfare',
          payee_name: 'Mercy Omondi',
          purpose: 'SSBE',
          note: 'OAA 2026-11',
        },
      ],
    });
  });

  it('A1.5: is the same bytes whatever the order of its lines', () => {
    const lines = ['I3', 'I1', 'I2'].map((instrId) => aLine({ instrId, entitlementId: instrId }));
    expect(g2pDisburse(aFile(), lines)).toBe(g2pDisburse(aFile(), [...lines].reverse()));
    expect(messageOf(...lines).disbursements.map(({ reference_id: id }) => id)).toEqual(['I1', 'I2', 'I3']);
  });

  it('A2: pays a number with its country to a wallet', () => {
    expect(messageOf(aLine({ account: '+254700000001', creditorAgent: 'mno' })).disbursements[0]?.payee_fa).toBe(
      'mobile:+254700000001@mno',
    );
  });

  it('A2: writes two digits also for a currency that has none', () => {
    const line = aLine({ currency: 'UGX', amountMinor: 50_000 });
    const message = JSON.parse(g2pDisburse(aFile({ currency: 'UGX' }), [line])) as DisburseMessage;
    expect(message.disbursements[0]?.amount).toBe('50000.00');
  });

  it('I12: mixes no currencies', () => {
    expect(() => g2pDisburse(aFile(), [aLine({ currency: 'USD' })])).toThrow(RangeError);
  });

  it('A2: is of the published form for whatever payment it does not refuse', () => {
    const text = fc.string({ maxLength: 40 });
    const line = fc.record({
      account: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9]{1,34}$/)),
      creditorAgent: fc.oneof(text, fc.stringMatching(/^[A-Z0-9]{1,20}$/)),
      amountMinor: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      remittance: fc.string({ minLength: 1, maxLength: 140 }),
    });
    let taken = 0;
    fc.assert(
      fc.property(line, (over) => {
        const one = aLine(over);
        if (refuseForDisburse(one) !== undefined) return;
        taken += 1;
        const message = messageOf(one);
        expect(Value.Check(DisburseMessage, message)).toBe(true);
        const [said] = message.disbursements;
        expect(said?.payee_fa.endsWith(`:${over.account}@${over.creditorAgent}`)).toBe(true);
        expect(Number(said?.amount.replace('.', ''))).toBe(over.amountMinor);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(10);
  });

  it.each([
    ['an account with a sign of addresses', { account: '0110@0015' }, 'text-not-writable'],
    ['an account with a blank', { account: '0110 0015' }, 'text-not-writable'],
    ['a keeper with a colon', { creditorAgent: 'DEMO:KENA' }, 'text-not-writable'],
    ['an address that is too long', { creditorAgent: 'K'.repeat(99) }, 'text-not-writable'],
    ['a note of a hundred letters', { remittance: 'x'.repeat(100) }, 'text-not-writable'],
    ['an amount of fourteen digits', { amountMinor: 1_000_000_000_000_000 }, 'amount-not-exact'],
    ['a currency of three digits', { currency: 'TND' }, 'amount-not-exact'],
  ])('A2: leaves out a payment with %s', (_what, over, reason) => {
    expect(refuseForDisburse(aLine(over))).toBe(reason);
    expect(refuseForDisburse(aLine())).toBeUndefined();
  });

  it.each([
    ['KES', '0001112223334', true],
    ['UGX', '0001112223334', true],
    ['TND', '0001112223334', false],
    ['CLF', '0001112223334', false],
    ['KES', '000 111', false],
  ])('A2: pays in %s from %s: %s', (currency, debtorAccount, fits) => {
    expect(disburseHeadFits(aFile({ currency, debtorAccount }))).toBe(fits);
  });
});

describe('what is told of a disbursement', () => {
  it.each([
    ['rcvd', undefined, { status: 'RCVD' }],
    ['pdng', null, { status: 'PDNG' }],
    ['succ', undefined, { status: 'ACSC' }],
    ['rjct', undefined, { status: 'RJCT' }],
    ['rjct', 'rjct.payee_fa.invalid', { status: 'RJCT', reason: 'AC01' }],
    ['rjct', 'rjct.amount.invalid', { status: 'RJCT', reason: 'AM09' }],
    ['rjct', 'rjct.currency_code.invalid', { status: 'RJCT', reason: 'CURR' }],
    ['rjct', 'rjct.schedule_ts.invalid', { status: 'RJCT', reason: 'CH03' }],
    ['rjct', 'AC04', { status: 'RJCT', reason: 'AC04' }],
    ['rjct', 'no such account', { status: 'RJCT', reason: 'NARR' }],
    ['rjct', 'constructor', { status: 'RJCT', reason: 'NARR' }],
  ])('A2: %s for the reason %s is %j in the words of ISO 20022', (status, code, said) => {
    expect(readDisbursed(status, code)).toEqual(said);
  });

  it('R5: a rejection as a duplicate rejects nothing: it proves that the payment is there', () => {
    expect(readDisbursed('rjct', 'rjct.reference_id.duplicate')).toEqual({ status: 'PDNG' });
  });

  it.each(['succ.fa.not_found', 'succ.fa.inactive', 'succ.fa.not_linked_to_id', 'succ.id.inactive'])(
    'A2: a success that says %s is no success',
    (code) => {
      expect(readDisbursed('succ', code)).toBeUndefined();
    },
  );

  it('A2: a word that nobody knows says nothing, whatever it is', () => {
    const known = ['rcvd', 'pdng', 'succ', 'rjct'];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'SUCC', 'paid')), (word) => {
        fc.pre(!known.includes(word));
        expect(readDisbursed(word, undefined)).toBeUndefined();
      }),
    );
  });
});
