import { Value } from 'typebox/value';
import { AccountAnswer, AccountQuestion } from '../../src/verification/account-answer';
import { VerificationResult } from '../../src/verification/result';
import { ExpiringVerifications, PersonVerifications, VerificationRun, VerifyPeople } from '../../src/verification/runs';
import { VerificationSettings } from '../../src/verification/settings';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const result = {
  id: anId,
  kind: 'civil-status',
  outcome: 'mismatch',
  reasons: ['birth-date-differs'],
  source: 'civil-registry',
  checkedAt: aTime,
  expiresAt: aTime,
  tookMs: 12,
  reused: false,
  evidence: { sha256: aHash, signature: 'verified' },
};

describeBody('people to verify', VerifyPeople, {
  good: { nationalIds: ['12345678'], programme: 'OAA', kinds: ['account', 'civil-status'] },
  closed: true,
  optional: ['programme', 'kinds'],
  bad: [
    ['nationalIds', []],
    ['nationalIds', ['123']],
    ['nationalIds', ['12345678', '12345678']],
    ['nationalIds', ['1234\u0000678']],
    ['nationalIds', Array.from({ length: 501 }, (_, at) => `1234${at}`)],
    ['programme', ''],
    ['programme', longer(40)],
    ['kinds', []],
    ['kinds', ['account', 'account']],
    // The identity is confirmed at the desk, with the person there.
    ['kinds', ['identity']],
  ],
});

describeBody('a kept answer', VerificationResult, {
  good: result,
  closed: false,
  bad: [
    ['kind', 'weather'],
    ['outcome', 'maybe'],
    ['reasons', ['because']],
    ['tookMs', -1],
    ['evidence', {}],
    ['evidence.signature', 'looks-good'],
    ['expiresAt', 'never'],
  ],
});

describeBody('what came of a run', VerificationRun, {
  good: {
    items: [
      {
        nationalId: '****5678',
        individualId: anId,
        name: 'A',
        verdict: 'review',
        results: [result],
        notAsked: ['account'],
      },
    ],
  },
  closed: false,
  bad: [
    ['items.0.verdict', 'fine'],
    ['items.0.results', undefined],
    ['items.0.notAsked', ['identity']],
  ],
});

describeBody('every answer about a person', PersonVerifications, {
  good: { individualId: anId, name: 'Amina', results: [result] },
  closed: false,
  bad: [
    ['individualId', 'amina'],
    ['results', [{}]],
  ],
});

describeBody('what ends soon', ExpiringVerifications, {
  good: {
    items: [{ individualId: anId, name: 'A', kind: 'account', source: 'bank', checkedAt: aTime, expiresAt: aTime }],
  },
  closed: false,
  bad: [
    ['items.0.kind', 'x'],
    ['items.0.checkedAt', undefined],
  ],
});

describeBody('what a bank answers about an account', AccountAnswer, {
  good: { requestId: 'r', result: 'CLOSE_MATCH', accountStatus: 'OPEN', reference: '' },
  closed: false,
  also: [
    ['result', 'NOT_POSSIBLE'],
    ['accountStatus', 'BLOCKED'],
  ],
  bad: [
    ['result', 'match'],
    ['accountStatus', 'DORMANT'],
    ['requestId', ''],
    ['reference', longer(100)],
  ],
});

describeBody('what a bank is asked about an account', AccountQuestion, {
  good: { accountNumber: '0110', accountName: 'Mercy Omondi', requestId: 'r' },
  closed: true,
  bad: [
    ['accountNumber', '011'],
    ['accountNumber', longer(34)],
    ['accountName', ''],
    ['requestId', longer(100)],
  ],
});

describe('the settings of verification', () => {
  const defaults = () => Value.Default(VerificationSettings, {}) as VerificationSettings;

  it('ask the civil registry and the bank, and stop for the dead and for a blocked account', () => {
    expect(Value.Check(VerificationSettings, defaults())).toBe(true);
    expect(defaults().general).toEqual({
      checks: ['civil-status', 'account'],
      stopOn: ['deceased', 'account-blocked'],
    });
  });

  it('S13: use a confirmation again for a day, of an account for a month, of enrolments for an hour', () => {
    expect(defaults().validity).toEqual({ identity: 86_400, civilStatus: 86_400, account: 2_592_000, enrolment: 3600 });
  });

  it('give a programme its own policy with the same defaults', () => {
    const filled = Value.Default(VerificationSettings, { programmes: { OAA: { checks: ['account'] } } });
    expect((filled as VerificationSettings).programmes['OAA']).toEqual({
      checks: ['account'],
      stopOn: ['deceased', 'account-blocked'],
    });
  });

  it.each<[string, unknown]>([
    ['general', { checks: ['identity'], stopOn: [] }],
    ['general', { checks: ['account', 'account'], stopOn: [] }],
    ['general', { checks: [], stopOn: ['bad-mood'] }],
    ['identity', { verifier: '', partner: 'x' }],
    ['accounts', { '*': { verifier: 'bank-account' } }],
    ['accounts', { '': { verifier: 'bank-account', partner: 'bank' } }],
    ['accounts', { 'DEMO\nKENA': 'anything' }],
    ['programmes', { '': { checks: [], stopOn: [] } }],
    ['programmes', { 'OAA\n': { checks: ['identity'], stopOn: [] } }],
    ['validity', { identity: -1, civilStatus: 1, account: 1 }],
    ['surprise', true],
  ])('are refused when %s is %j', (name, value) => {
    expect(Value.Check(VerificationSettings, { ...defaults(), [name]: value })).toBe(false);
  });
});
