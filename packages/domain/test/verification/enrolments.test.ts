import type { EnrolmentView } from '@interlink/contracts/registry/view';
import fc from 'fast-check';
import { judgeEnrolments, judgeOwnEnrolments } from '../../src/verification/enrolments.js';

const record = (over: object = {}) => ({
  member: { member_identifier: [{ identifier_type: 'NID', identifier_value: '1' }] },
  programme_identifier: [{ programme_identifier: 'RELIEF', programme_name: 'Food relief' }],
  enrollment_date: '2025-01-10T00:00:00Z',
  enrollment_status: '1',
  ...over,
});
const found = (...records: object[]) => ({ kind: 'records', records, total: records.length }) as never;

describe('SR-009: what another beneficiary registry says about double enrolment', () => {
  it('says that a live enrolment is one, and which', () => {
    expect(judgeEnrolments('1', found(record()))).toEqual({
      outcome: 'mismatch',
      reasons: ['enrolled-elsewhere'],
      attributes: { enrolments: [{ programme: 'RELIEF', status: 'active', since: '2025-01-10' }] },
    });
  });

  it.each([
    ['suspended', record({ enrollment_status: '4' })],
    ['of a status that the standard does not know', record({ enrollment_status: '9' })],
    ['without a programme', record({ programme_identifier: undefined })],
    ['of nobody by name', record({ member: {} })],
  ])('counts one that is %s as live', (_what, one) => {
    expect(judgeEnrolments('1', found(one))).toMatchObject({ outcome: 'mismatch', reasons: ['enrolled-elsewhere'] });
  });

  it('never throws, and never says "none" of a record whose status it cannot read', () => {
    const strange = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>({ toString: 'x', valueOf: 1 }, 'constructor', '__proto__'),
    );
    const members = fc.dictionary(
      fc.constantFrom('member', 'programme_identifier', 'enrollment_date', 'enrollment_status'),
      fc.oneof(strange, fc.array(strange, { maxLength: 3 })),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(members, strange, (given, code) => {
        const unread = { programme_identifier: [{ programme_identifier: code }], enrollment_status: {} };
        expect(judgeEnrolments('1', found(given, unread)).outcome).toBe('mismatch');
      }),
    );
  });

  it('tells of a programme by its name when its code is no text', () => {
    const programme_identifier = [{ programme_identifier: { toString: 'x' }, programme_name: 'Food relief' }];
    expect(judgeEnrolments('1', found(record({ programme_identifier })))).toMatchObject({
      attributes: { enrolments: [{ programme: 'Food relief' }] },
    });
  });

  it.each([[[]], [[record({ enrollment_status: '3' })]], [[record({ enrollment_status: 'inactive' })]]])(
    'says "none" of nothing, and of what has ended: %j',
    (records) => {
      expect(judgeEnrolments('1', found(...records))).toMatchObject({ outcome: 'verified', reasons: [] });
    },
  );

  it.each([
    [{ kind: 'unavailable', why: 'timed-out' }, 'unavailable', 'timed-out'],
    [{ kind: 'unavailable', why: 'unreachable' }, 'unavailable', 'unreachable'],
    [{ kind: 'pending' }, 'unavailable', 'timed-out'],
    [{ kind: 'refused', why: 'signature' }, 'refused', 'signature-invalid'],
    [{ kind: 'refused', why: 'foreign' }, 'refused', 'request-rejected'],
    [{ kind: 'refused', why: 'malformed' }, 'refused', 'request-rejected'],
    [{ kind: 'rejected', code: 'rjct.filter.invalid' }, 'refused', 'request-rejected'],
    [{ kind: 'unsupported' }, 'refused', 'request-rejected'],
    [{ kind: 'records', records: [], total: 7 }, 'ambiguous', 'several-records'],
    [
      found(record({ member: { member_identifier: [{ identifier_type: 'UIN', identifier_value: '2' }] } })),
      'mismatch',
      'person-differs',
    ],
  ] as const)('leaves it unknown, never "none": %j', (finding, outcome, reason) => {
    const judged = judgeEnrolments('1', finding as never);
    expect(judged).toEqual({ outcome, reasons: ['enrolments-unknown', reason] });
  });
});

describe('SR-009: what our own registry says about double enrolment', () => {
  const enrolment = (programme: string, over: Partial<EnrolmentView> = {}) => ({
    ...{ recordId: programme, source: 'openimis', programme, status: 'active' as const },
    ...over,
  });
  const excludes = (one: string, other: string) => one === 'OAA' && other === 'DIS';
  const judge = (programme: string | undefined, ...enrolments: ReturnType<typeof enrolment>[]) =>
    judgeOwnEnrolments({ enrolments, otherEnrolments: false }, programme, excludes);

  it.each([
    ['nothing', judge('OAA')],
    ['the one enrolment itself', judge('OAA', enrolment('OAA'))],
    ['one that goes with it', judge('OAA', enrolment('CHG'))],
    ['one that excludes it and has ended', judge('OAA', enrolment('DIS', { status: 'graduated' }))],
  ])('says "none" of %s', (_what, judged) => {
    expect(judged).toEqual({ outcome: 'verified', reasons: [] });
  });

  it.each([
    ['the same programme twice', judge(undefined, enrolment('OAA'), enrolment('OAA', { recordId: '2' }))],
    ['two that exclude each other', judge(undefined, enrolment('DIS'), enrolment('OAA'))],
    ['one that excludes what is asked for', judge('OAA', enrolment('DIS'))],
    ['one that what is asked for excludes', judge('DIS', enrolment('OAA'))],
    ['two systems at once', judge(undefined, enrolment('CHG'), enrolment('RELIEF', { source: 'relief-agency' }))],
  ])('says so of %s', (_what, judged) => {
    expect(judged).toEqual({ outcome: 'mismatch', reasons: ['enrolled-here'] });
  });

  it('S2: says that there are others without saying which', () => {
    expect(judgeOwnEnrolments({ enrolments: [], otherEnrolments: true }, 'OAA', excludes)).toEqual({
      outcome: 'mismatch',
      reasons: ['enrolments-hidden'],
    });
  });

  it('knows nothing of whom the registry does not have', () => {
    expect(judgeOwnEnrolments(undefined, 'OAA', excludes)).toEqual({
      outcome: 'unavailable',
      reasons: ['enrolments-unknown'],
    });
  });
});
