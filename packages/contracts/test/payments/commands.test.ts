import { Assertion, AskJudgement, EnrolCredential, JudgeCredential } from '../../src/payments/approvers';
import { ApproveBatch, AskApproval, BatchLine, EditBatch, MakeBatch } from '../../src/payments/batch';
import { CheckReport } from '../../src/payments/check-report';
import { ProposeDecision } from '../../src/payments/decision';
import { Fence } from '../../src/payments/fence';
import { WhyAnswer } from '../../src/payments/why';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const assertion = {
  nonce: aHash,
  credentialId: 'AQIDBA',
  authenticatorData: 'SZYN5YgO',
  clientDataJson: 'eyJ0eXBlIjo',
  signature: 'MEUCIQ',
};

describeBody('a new batch', MakeBatch, {
  good: { payrollId: anId, executionDate: '2026-11-26' },
  closed: true,
  optional: ['executionDate'],
  bad: [
    ['payrollId', '17'],
    ['payrollId', ''],
    ['executionDate', '26.11.2026'],
    ['executionDate', '2026-11-26T08:00:00Z'],
    // No such day: the calendar of the bank must never be asked about it.
    ['executionDate', '2026-02-30'],
    ['executionDate', '2026-13-01'],
    ['executionDate', ''],
  ],
});

describeBody('an edit of a batch', EditBatch, {
  good: { leaveOut: ['I1'], reason: 'asked by the bank', executionDate: '2026-11-27' },
  closed: true,
  optional: ['leaveOut', 'reason', 'executionDate'],
  bad: [
    ['leaveOut', []],
    ['leaveOut', [1]],
    ['leaveOut', ['']],
    ['leaveOut', [longer(35)]],
    ['leaveOut', ['I1', 'I1']],
    ['leaveOut', Array.from({ length: 1001 }, (_, at) => `I${at}`)],
    ['reason', 'no'],
    ['reason', longer(200)],
    ['executionDate', '2026-11-31'],
  ],
});

describeBody('a request for a challenge (I7)', AskApproval, {
  good: { statementHash: aHash },
  closed: true,
  bad: [
    ['statementHash', ''],
    ['statementHash', aHash.slice(1)],
    ['statementHash', `${aHash.slice(1)}g`],
  ],
});

describeBody('an authenticator’s answer', Assertion, {
  good: assertion,
  closed: true,
  bad: [
    ['nonce', 'short'],
    ['credentialId', 'not base64url!'],
    ['credentialId', longer(1400)],
    ['authenticatorData', ''],
    ['authenticatorData', longer(2000)],
    ['clientDataJson', 'a+b/c='],
    ['clientDataJson', longer(4000)],
    ['signature', longer(2000)],
  ],
});

describeBody('an approval (S11)', ApproveBatch, {
  good: { statementHash: aHash, assertion },
  closed: true,
  optional: ['assertion'],
  bad: [
    ['statementHash', 'the batch'],
    ['assertion', null],
    ['assertion.signature', undefined],
    ['assertion.userHandle', 'YW5h'],
  ],
});

describeBody('a new credential', EnrolCredential, {
  good: {
    nonce: aHash,
    credentialId: 'AQIDBA',
    attestationObject: 'o2NmbXQ',
    clientDataJson: 'eyJ0eXBlIjo',
    transports: ['usb'],
    label: 'blue key',
    ceremonyCode: 'ABCD-1234',
    relatedIndividualIds: [anId],
  },
  closed: true,
  optional: ['ceremonyCode'],
  also: [
    ['relatedIndividualIds', []],
    ['transports', []],
  ],
  bad: [
    ['attestationObject', longer(20_000)],
    ['transports', Array.from({ length: 9 }, () => 'usb')],
    ['label', ''],
    ['label', longer(60)],
    ['ceremonyCode', longer(40)],
    ['relatedIndividualIds', ['somebody']],
    ['relatedIndividualIds', [anId, anId]],
  ],
});

describeBody('a word on another’s credential', JudgeCredential, {
  good: { credentialId: 'AQIDBA', judgement: 'endorsed', reason: 'seen with the passport', assertion },
  closed: true,
  optional: ['reason'],
  also: [
    ['judgement', 'objected'],
    ['judgement', 'revoked'],
  ],
  bad: [
    ['judgement', 'doubted'],
    ['assertion', {}],
    ['reason', longer(300)],
  ],
});

describeBody('a request for the challenge of a judgement', AskJudgement, {
  good: { credentialId: 'AQIDBA', judgement: 'revoked' },
  closed: true,
  bad: [
    ['credentialId', ''],
    ['judgement', ''],
  ],
});

describeBody('a proposal of what nobody may do alone', ProposeDecision, {
  good: {
    kind: 'line-not-received',
    target: `${anId}/I1`,
    note: 'letter of the bank of today',
    line: `${anId}/I2`,
    negativeAnswer: 'letter',
    recallReason: 'UPAY',
    instrIds: ['I1', 'I2'],
  },
  closed: true,
  optional: ['line', 'negativeAnswer', 'recallReason', 'instrIds'],
  also: [
    ['kind', 'release-fence'],
    ['kind', 'match-suspense'],
    ['negativeAnswer', 'status'],
    ['kind', 'recall-line'],
    ['kind', 'recall-lines'],
    ['instrIds', ['I1']],
    ['recallReason', 'DUPL'],
  ],
  bad: [
    ['kind', 'pay-again'],
    ['target', ''],
    ['target', longer(300)],
    ['note', 'ok'],
    ['note', longer(1000)],
    ['line', longer(100)],
    ['negativeAnswer', 'a feeling'],
    ['recallReason', 'NOAS'],
    ['instrIds', []],
    ['instrIds', ['I1', 'I1']],
    ['instrIds', [longer(35)]],
    ['instrIds', Array.from({ length: 501 }, (_one, at) => `I${at}`)],
  ],
});

describeBody('a line of a batch', BatchLine, {
  good: {
    instrId: 'I1',
    endToEndId: 'E1-01',
    uetr: anId,
    benefitCode: 'BEN-1',
    individualId: anId,
    attempt: 1,
    amountMinor: 200_000,
    currency: 'KES',
    accountEnd: '2872',
    state: 'SENT',
    exceptions: [],
    reason: 'AC04',
    writtenBackAt: aTime,
  },
  closed: false,
  optional: ['reason', 'writtenBackAt'],
  bad: [
    ['attempt', 0],
    ['attempt', 100],
    ['amountMinor', 20.5],
    ['amountMinor', -1],
    ['amountMinor', '200000'],
    ['amountMinor', Number.MAX_SAFE_INTEGER + 1],
    ['state', 'PAID'],
    ['writtenBackAt', 'yesterday'],
  ],
});

describeBody('the report before approval', CheckReport, {
  good: {
    revision: 1,
    at: aTime,
    passed: false,
    findings: [{ check: 'over-budget', severity: 'BLOCK', lines: [], count: 0, values: { total: '1' }, action: 'ask' }],
    leftOut: { 'account-missing': 2 },
    delta: { previousBatchId: anId, added: 1, changed: 0, ended: 0, unchanged: 5, hash: aHash },
  },
  closed: false,
  bad: [
    ['revision', 0],
    ['findings.0.severity', 'BAD'],
    ['findings.0.values', { total: 1 }],
    ['leftOut', { reason: 'two' }],
    ['delta.hash', undefined],
  ],
});

describeBody('the fence (R7)', Fence, {
  good: { fenced: true, reason: 'journal-ahead', gap: [{ messageId: 'M1', at: aTime }], fingerprint: 'f' },
  closed: false,
  optional: ['reason', 'fingerprint'],
  bad: [
    ['fenced', 'yes'],
    ['reason', 'weather'],
    ['gap', [{}]],
  ],
});

describeBody('an answer to "why was I not paid?"', WhyAnswer, {
  good: {
    batchId: anId,
    programme: 'OAA',
    cycle: '2026-11',
    executionDate: '2026-11-26',
    decidedAt: aTime,
    outcome: 'left-out',
    reason: 'account-missing',
    inputs: {},
    recomputed: { outcome: 'left-out', reason: 'account-missing' },
    identical: true,
    line: {
      instrId: 'I1',
      endToEndId: 'E1-01',
      amountMinor: 1,
      currency: 'KES',
      state: 'SENT',
      reason: 'AC04',
      evidence: [{ at: aTime, said: { rank: 1 } }],
    },
  },
  closed: false,
  optional: ['reason', 'inputs', 'recomputed', 'identical', 'line'],
  bad: [
    ['outcome', 'perhaps'],
    ['decidedAt', '24 November'],
    ['line.amountMinor', 0.5],
    ['recomputed.outcome', undefined],
  ],
});
