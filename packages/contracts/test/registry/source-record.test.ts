import { Value } from 'typebox/value';
import { BenefitData, EnrolmentData, PaymentData } from '../../src/registry/enrolment';
import { IngestResult, SourceRecord, Tombstone } from '../../src/registry/source-record';
import { changed, type Json } from '../exchange/examples';
import { anId, describeBody, longer } from '../support/bodies';

const enrolment = {
  programme: 'OAA',
  status: 'active',
  enrolledOn: '2025-01-01',
  endsOn: '2027-01-01',
  statusHistory: [{ status: 'potential', on: '2024-12-01' }],
  additional: { ward: 4 },
};
const benefit = {
  programme: 'OAA',
  enrolmentKey: 'e1',
  type: 'cash',
  status: 'approved',
  period: '2026-11',
  dueOn: '2026-11-26',
  amount: { minor: 200_000, currency: 'KES' },
  quantity: 0,
  description: 'allowance',
  batchKey: 'payroll-1',
};
const payment = {
  programme: 'OAA',
  benefitKey: 'b1',
  amount: { minor: 200_000, currency: 'KES' },
  paidOn: '2026-11-26',
  status: 'paid',
  channel: 'bank',
  receipt: 'R1',
  period: '2026-11',
};

describeBody('an enrolment', EnrolmentData, {
  good: enrolment,
  closed: true,
  optional: ['enrolledOn', 'endsOn', 'statusHistory', 'additional'],
  bad: [
    ['status', 'ACTIVE'],
    ['programme', ''],
    ['enrolledOn', 'last year'],
    ['statusHistory', [{ status: 'active' }]],
    ['statusHistory', Array.from({ length: 201 }, () => ({ status: 'active', on: '2025-01-01' }))],
    ['additional', { [longer(100)]: 1 }],
  ],
});

describeBody('a benefit', BenefitData, {
  good: benefit,
  closed: true,
  optional: ['enrolmentKey', 'period', 'dueOn', 'amount', 'quantity', 'description', 'batchKey'],
  bad: [
    ['type', 'money'],
    ['status', 'done'],
    ['amount', 200_000],
    ['amount', { minor: 1.5, currency: 'KES' }],
    ['quantity', -1],
    ['description', longer(500)],
  ],
});

describeBody('a payment', PaymentData, {
  good: payment,
  closed: true,
  optional: ['benefitKey', 'channel', 'receipt', 'period'],
  bad: [
    ['status', 'SETTLED'],
    ['paidOn', '2026-11-31'],
    ['amount.currency', 'ksh'],
    ['receipt', longer(120)],
  ],
});

describeBody('a tombstone', Tombstone, {
  good: { kind: 'benefit', key: 'b1', subject: { kind: 'person', key: 'p1' }, deleted: true, validFrom: '2026-01-01' },
  closed: true,
  optional: ['subject', 'validFrom'],
  bad: [
    ['deleted', false],
    ['kind', 'programme'],
    ['subject.kind', 'village'],
  ],
});

describeBody('what came of a feed', IngestResult, {
  good: { received: 3, added: 1, changed: 1, deleted: 0, unchanged: 1, people: [anId] },
  closed: false,
  bad: [
    ['received', 1.5],
    ['people', ['Amina']],
  ],
});

describe('a record of a source', () => {
  const subject = { kind: 'person', key: 'p1' };
  const records: Record<string, Json>[] = [
    { kind: 'person', key: 'p1', validFrom: '2025-01-01', data: {} },
    { kind: 'household', key: 'h1', data: { members: [] } },
    { kind: 'enrolment', key: 'e1', subject, firstFrom: '2025-01-01', data: enrolment },
    { kind: 'benefit', key: 'b1', subject, validTo: '2027-01-01', data: benefit },
    { kind: 'payment', key: 'x1', subject, data: payment },
    { kind: 'person', key: 'p1', deleted: true },
  ];
  const takes = (record: unknown) => Value.Check(SourceRecord, record);

  it.each(records)('may be of a $kind', (record) => {
    expect(takes(record)).toBe(true);
  });

  it.each(records)('of a $kind is refused without a key, with a key that is too long, or with more', (record) => {
    expect(takes(changed(record, 'key'))).toBe(false);
    expect(takes(changed(record, 'key', longer(120)))).toBe(false);
    expect(takes(changed(record, 'colour', 'blue'))).toBe(false);
  });

  it.each(['enrolment', 'benefit', 'payment'])('of a %s is refused without its subject', (kind) => {
    const record = records.find((one) => one['kind'] === kind);
    expect(takes(changed(record ?? {}, 'subject'))).toBe(false);
  });

  it('is not of one kind with the data of another', () => {
    expect(takes({ kind: 'person', key: 'p1', data: enrolment })).toBe(false);
    expect(takes({ kind: 'payment', key: 'p1', subject, data: benefit })).toBe(false);
    expect(takes({ kind: 'rumour', key: 'p1', data: {} })).toBe(false);
  });

  it('both states something and is deleted never', () => {
    expect(takes({ kind: 'person', key: 'p1', deleted: true, data: {} })).toBe(false);
  });
});
