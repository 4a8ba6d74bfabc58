import fc from 'fast-check';
import { Value } from 'typebox/value';
import {
  BatchAnswers,
  BatchDetail,
  BatchSummary,
  BatchTransaction,
  BatchTransactions,
} from '../../src/payments/payment-hub';
import { describeBody, longer } from '../support/bodies';

const line = {
  requestId: '0123456789ABCDEF',
  creditParty: [{ key: 'accountnumber', value: '01100152872' }],
  debitParty: [{ key: 'accountnumber', value: '0001112223334' }],
  paymentMode: 'account',
  amount: 12.3,
  currency: 'KES',
  descriptionText: 'OAA 2026-11',
};

describeBody('a line of a bulk list (A3)', BatchTransaction, {
  good: line,
  closed: true,
  also: [
    ['requestId', 'x'],
    ['paymentMode', 'x'.repeat(20)],
    ['descriptionText', 'x'.repeat(50)],
    ['amount', 0.01],
  ],
  bad: [
    // The hub's own widths: what is longer would be cut, and two payments could be one.
    ['requestId', longer(16)],
    ['requestId', ''],
    ['creditParty', []],
    ['creditParty', {}],
    ['creditParty', [{ key: 'accountnumber' }]],
    ['creditParty', [{ key: 'accountnumber', value: '' }]],
    ['creditParty.0.value', longer(20)],
    ['debitParty', []],
    ['debitParty', [{ key: '', value: '1' }]],
    ['debitParty', [{ key: 'accountnumber', value: '1', more: 'x' }]],
    ['debitParty.0.value', longer(20)],
    ['paymentMode', longer(20)],
    ['amount', 0],
    ['amount', -1],
    ['amount', '12.30'],
    ['amount', null],
    ['currency', 'kes'],
    ['currency', 'KESX'],
    ['descriptionText', longer(50)],
  ],
});

const summary = {
  ...{ batchId: 'b', requestId: 'r', total: 3, ongoing: 1, failed: 1, successful: 1 },
  ...{ totalAmount: 36.9, pendingAmount: 12.3, failedAmount: 12.3, successfulAmount: 12.3 },
  generatedAt: '2026-11-24T08:00:00Z',
};

describeBody('where a batch stands, as a hub says it', BatchSummary, {
  good: summary,
  closed: false,
  also: [
    ['ongoing', 0],
    ['pendingAmount', 0],
    ['batchId', 'x'.repeat(50)],
  ],
  bad: [
    ['batchId', longer(50)],
    ['batchId', ''],
    ['requestId', ''],
    ['total', '3'],
    ['total', 2.5],
    ['failed', -1],
    ['successful', null],
    ['failedAmount', -0.01],
    ['totalAmount', '36.90'],
    ['generatedAt', ''],
  ],
});

describeBody('a page of what became of each payment', BatchDetail, {
  good: {
    content: [{ requestId: 'r', status: 'FAILED', amount: 12.3, errorCode: '3204', completedAt: 'now' }],
    last: true,
  },
  closed: false,
  also: [
    ['content', []],
    ['content.0.errorCode', 3204],
    ['content.0.errorCode', null],
    ['content.0.completedAt', null],
    ['content.0.somethingNew', {}],
  ],
  bad: [
    ['content', {}],
    ['content', null],
    ['content.0.requestId', ''],
    ['content.0.requestId', longer(99)],
    ['content.0.status', ''],
    ['content.0.status', 1],
    ['content.0.amount', '12.30'],
    ['content.0.errorCode', {}],
    // Without it nobody knows whether there is more, and what was not told would look as if it were not there.
    ['last', 'yes'],
  ],
});

describeBody('the answers that are kept as evidence', BatchAnswers, {
  good: { messageId: 'M1', summary: '{}', details: ['{}', '{}'] },
  closed: true,
  bad: [
    ['messageId', ''],
    ['summary', ''],
    ['summary', {}],
    ['details', []],
    ['details', ['']],
  ],
});

describe('a bulk list', () => {
  it('A3: has a payment, and takes as many as there are', () => {
    expect(Value.Check(BatchTransactions, [])).toBe(false);
    expect(
      Value.Check(
        BatchTransactions,
        Array.from({ length: 300 }, () => line),
      ),
    ).toBe(true);
  });

  it('A3: is refused for one line that is wrong among any number that are right', () => {
    const atAnyPlace = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(atAnyPlace, ([before, after]) => {
        const lines = Array.from({ length: before + after + 1 }, (_one, at) =>
          at === before ? { ...line, amount: 0 } : line,
        );
        expect(Value.Check(BatchTransactions, lines)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});
