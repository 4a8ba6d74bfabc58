import { Value } from 'typebox/value';
import * as pack from '../../src/payments/evidence-pack';
import { aHash, anId, aTime, describeBody } from '../support/bodies';

const approval = {
  type: 'approval',
  approverId: 'ana',
  approverLogin: 'ana',
  statementHash: aHash,
  at: aTime,
  assurance: 'signed',
  attested: '{}',
  attestation: 'a..b',
  assertion: {
    credentialId: 'AQ',
    publicKey: 'pQ',
    authenticatorData: 'SZ',
    clientDataJson: 'ey',
    signature: 'ME',
    nonce: aHash,
    expiry: aTime,
  },
};

describeBody('the head of an evidence pack', pack.PackHead, {
  good: {
    type: 'pack',
    version: pack.EVIDENCE_PACK_VERSION,
    deployment: 'demo',
    batchId: anId,
    payrollId: anId,
    programme: 'OAA',
    state: 'RECONCILED',
    makerId: 'pam',
    makerLogin: 'pam',
    exportedAt: aTime,
    statement: '{}',
    statementHash: aHash,
  },
  closed: false,
  bad: [
    ['type', 'end'],
    ['version', 'interlink-evidence-pack-2'],
    ['statementHash', 'abc'],
    ['exportedAt', 'today'],
  ],
});

describeBody('a leaf of an evidence pack', pack.PackLeaf, {
  good: {
    type: 'leaf',
    index: 0,
    instrId: 'I1',
    entitlementId: 'e',
    attempt: 1,
    hash: aHash,
    amountMinor: 1,
    currency: 'KES',
    part: 0,
    state: 'SETTLED',
    netMinor: 1,
  },
  closed: false,
  bad: [
    ['index', -1],
    ['attempt', 0],
    ['part', -1],
    ['amountMinor', 1.5],
    ['hash', aHash.toUpperCase()],
  ],
});

describeBody('an approval of an evidence pack', pack.PackApproval, {
  good: approval,
  closed: false,
  optional: ['assertion'],
  also: [['assurance', 'attested']],
  bad: [
    ['assurance', 'said'],
    ['assertion.nonce', undefined],
    ['assertion.expiry', 'never'],
    ['statementHash', ''],
  ],
});

describeBody('a file of an evidence pack', pack.PackFile, {
  good: {
    type: 'file',
    part: 1,
    messageId: 'M1',
    format: 'pain.001.001.09',
    sha256: aHash,
    size: 10,
    count: 1,
    totalMinor: 1,
    manifest: '{}',
    manifestSignature: 'a..b',
    bodySignature: 'a..b',
    bytes: 'PD94bWw=',
    at: aTime,
  },
  closed: false,
  optional: ['bytes'],
  bad: [
    ['part', 0],
    ['size', 0],
    ['count', 0],
    ['sha256', 'x'],
    ['totalMinor', '1'],
  ],
});

describeBody('a recall of an evidence pack', pack.PackRecall, {
  good: {
    ...{ type: 'recall', id: anId, messageId: 'R1', channel: 'https', reason: 'UPAY', instrIds: ['I1'] },
    ...{ decisionId: anId, sha256: aHash, bytes: 'PA==', signature: 'a..b', at: aTime },
  },
  closed: false,
  also: [['instrIds', ['I1', 'I2']]],
  bad: [
    ['instrIds', []],
    ['sha256', 'abc'],
    ['at', 'today'],
  ],
});

describeBody('what was heard of a recall in an evidence pack', pack.PackRecallWord, {
  good: {
    ...{ type: 'recall-word', recallId: anId, key: 'k', said: 'RJCR', reason: 'LEGL', instrId: 'I1' },
    ...{ receivedId: anId, at: aTime },
  },
  optional: ['reason', 'instrId', 'receivedId'],
  closed: false,
  bad: [['at', 'today']],
});

describeBody('the end of an evidence pack', pack.PackEnd, {
  good: { type: 'end', records: 1, sha256: aHash },
  closed: false,
  bad: [
    ['records', 0],
    ['sha256', ''],
    ['type', 'finish'],
  ],
});

describe('a record of an evidence pack', () => {
  const records = [
    { type: 'keys', jwks: { keys: [{ kty: 'EC' }] } },
    { type: 'removal', index: 3, instrId: 'I4', reason: 'fraud-F02', evidence: {}, at: aTime },
    { type: 'transmission', part: 1, number: 1, channel: 'bank', messageId: 'M1', sha256: aHash, at: aTime },
    { type: 'journal', entry: { seq: 1 } },
    { type: 'received', id: anId, kind: 'camt.053', source: 'bank', sha256: aHash, at: aTime },
    { type: 'evidence', instrId: 'I1', key: 'k', at: aTime, said: { rank: 3 } },
    { type: 'adjustment', instrId: 'I1', key: 'k', at: aTime, said: { rank: 3 }, receivedId: anId },
    {
      type: 'statement',
      account: 'a',
      sequence: 1,
      statementId: 's',
      openingMinor: 0,
      closingMinor: -1,
      currency: 'KES',
      receivedId: anId,
    },
    {
      type: 'decision',
      id: anId,
      kind: 'release-hold',
      target: 't',
      details: {},
      proposedBy: 'pam',
      proposedAt: aTime,
    },
    { type: 'audit', shard: 1, seq: 1, header: {}, commitment: 'c', prevHash: aHash, hash: aHash },
    { type: 'tree-head', head: {}, hash: aHash, signature: 's', keyId: 'k' },
    approval,
  ];

  it.each(records)('may be of type $type', (record) => {
    expect(Value.Check(pack.EvidencePackRecord, record)).toBe(true);
  });

  it.each(records)('is not of type $type without what belongs to it', ({ type, ...rest }) => {
    const [first] = Object.keys(rest);
    expect(Value.Check(pack.EvidencePackRecord, { type, ...rest, [first ?? '']: undefined })).toBe(false);
    expect(Value.Check(pack.EvidencePackRecord, { type })).toBe(false);
  });

  it('has one of the known types', () => {
    expect(Value.Check(pack.EvidencePackRecord, { type: 'rumour', index: 1 })).toBe(false);
  });
});
