import { Agreement, AgreementTerms, ElementPath } from '../../src/interconnection/agreement';
import { PartnerSettings } from '../../src/interconnection/partner';
import {
  ActOnAgreement,
  AddAddress,
  AddCertificate,
  AddKeys,
  ChangeStatus,
} from '../../src/interconnection/partner-commands';
import {
  AddPartner,
  PartnerCertificateView,
  PartnerKeyView,
  Quota,
} from '../../src/interconnection/registered-partner';
import { Value } from 'typebox/value';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const terms = {
  purpose: 'benefit-overlap',
  direction: 'out',
  mode: 'query',
  recordTypes: ['Member'],
  elements: ['demographic_info.birth_date'],
  legalBasis: 'Social Protection Act, section 12',
  consentRequired: false,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  dailyRecords: 1000,
  exactCounts: false,
  retentionDays: 90,
  breachContact: 'dpo@example.org',
};

describeBody('a registration of a partner', AddPartner, {
  good: {
    id: 'civil-registry-2',
    name: 'Civil Registry',
    environment: 'test',
    dciId: 'crvs.example.org',
    ownDciId: 'spmis.example.org',
    signature: 'required',
    dialect: 'detached-jws',
    encryption: 'none',
    lenient: false,
    contacts: [{ role: 'breach', name: 'Data protection', email: 'dpo@example.org' }],
    quotas: { default: { perSecond: 5, perDay: 1000 }, search: { perSecond: 1, perDay: 1 } },
    certificateSha256: aHash,
  },
  closed: true,
  optional: ['certificateSha256'],
  also: [
    ['contacts', []],
    ['quotas', {}],
    ['environment', 'production'],
    ['dialect', 'signature-string-utf8'],
  ],
  bad: [
    ['id', 'X'],
    ['id', 'Civil Registry'],
    ['id', '-registry'],
    ['id', longer(40)],
    ['name', ''],
    ['environment', 'staging'],
    ['dciId', longer(255)],
    ['signature', 'sometimes'],
    ['dialect', 'pgp'],
    ['encryption', true],
    ['lenient', 'yes'],
    ['contacts', [{ role: 'friend', name: 'x', email: 'a@b' }]],
    ['contacts', [{ role: 'legal', name: 'x' }]],
    ['quotas', { default: { perSecond: 0, perDay: 1 } }],
    ['quotas', { default: { perSecond: 1 } }],
    ['quotas', { 'Not An Operation': { perSecond: 1, perDay: 1 } }],
    ['certificateSha256', 'AA:BB'],
  ],
});

describeBody('a quota (S12)', Quota, {
  good: { perSecond: 1, perDay: 1 },
  closed: true,
  bad: [
    ['perSecond', 10_001],
    ['perSecond', 1.5],
    ['perDay', 0],
    ['perDay', 100_000_001],
  ],
});

describeBody('keys of a partner', AddKeys, {
  good: { jwks: { keys: [{ kty: 'EC', kid: 'k1' }] }, notBefore: aTime, notAfter: aTime },
  closed: true,
  optional: ['notBefore', 'notAfter'],
  bad: [
    ['jwks', { keys: [] }],
    ['jwks', { keys: ['a key'] }],
    ['jwks', { keys: Array.from({ length: 21 }, () => ({})) }],
    ['jwks', []],
    ['notBefore', '2026-01-01'],
    // No key may begin at a time that nobody can read: it would neither begin nor end.
    ['notBefore', '2026-01-01T00:00:00Z[u-ca=hebrew]'],
    ['notAfter', '2016-12-31T23:59:60Z'],
    ['notAfter', 'never'],
  ],
});

describeBody('an address of a partner (S16)', AddAddress, {
  good: { kind: 'callback', url: 'https://partner.example.org/on-search' },
  closed: true,
  also: [
    ['kind', 'api'],
    ['kind', 'jwks'],
    ['kind', 'notify'],
  ],
  bad: [
    ['kind', 'home'],
    ['url', 'a.org'],
    ['url', longer(500)],
  ],
});

describeBody('a change of a partner’s status', ChangeStatus, {
  good: { status: 'suspended' },
  closed: true,
  also: [['status', 'active']],
  bad: [
    ['status', 'draft'],
    ['status', 'deleted'],
  ],
});

describeBody('the terms of an agreement', AgreementTerms, {
  good: terms,
  closed: true,
  optional: ['dailyRecords'],
  also: [
    ['recordTypes', []],
    ['direction', 'in'],
    ['mode', 'event'],
    ['mode', 'file'],
    ['retentionDays', 0],
  ],
  bad: [
    ['validFrom', '0000-01-01'],
    ['purpose', 'Benefit overlap'],
    ['purpose', 'x'],
    ['purpose', longer(60)],
    ['direction', 'both'],
    ['mode', 'post'],
    ['recordTypes', ['']],
    ['elements', []],
    ['elements', ['*']],
    ['elements', Array.from({ length: 301 }, () => 'name')],
    ['legalBasis', ''],
    ['legalBasis', longer(300)],
    ['consentRequired', 'no'],
    ['validFrom', '2026-02-30'],
    ['validUntil', 'ever'],
    ['dailyRecords', 0],
    ['exactCounts', 1],
    ['retentionDays', -1],
    ['retentionDays', 36_501],
    ['breachContact', ''],
  ],
});

describeBody('an agreement', Agreement, {
  good: {
    id: anId,
    partner: 'mis',
    status: 'approved',
    ...terms,
    madeBy: 'ima',
    madeAt: aTime,
    approvedBy: 'ian',
    approvedAt: aTime,
  },
  closed: false,
  optional: ['dailyRecords', 'approvedBy', 'approvedAt'],
  bad: [
    ['status', 'expired'],
    ['madeAt', 'today'],
  ],
});

describeBody('an act on an agreement', ActOnAgreement, {
  good: { action: 'approve' },
  closed: true,
  also: [
    ['action', 'activate'],
    ['action', 'suspend'],
    ['action', 'terminate'],
  ],
  bad: [['action', 'delete']],
});

describeBody('a key as it is shown', PartnerKeyView, {
  good: {
    id: anId,
    kid: 'k1',
    thumbprint: 't',
    use: 'sig',
    alg: 'ES256',
    source: 'upload',
    notBefore: aTime,
    notAfter: aTime,
    revokedAt: aTime,
    proposedBy: 'ima',
    proposedAt: aTime,
    confirmedBy: 'ian',
    confirmedAt: aTime,
  },
  closed: false,
  optional: ['revokedAt', 'confirmedBy', 'confirmedAt'],
  bad: [
    ['use', 'wrap'],
    ['source', 'mail'],
    ['proposedAt', undefined],
  ],
});

describeBody('a system that Interlink asks', PartnerSettings, {
  good: {
    url: 'https://crvs.example.org',
    clientId: 'interlink',
    clientSecretFile: 'crvs-secret',
    tokenPath: '/oauth2/token',
    jwksFile: 'crvs.jwks.json',
    dciId: 'crvs',
    ownDciId: 'spmis',
    signature: 'required',
    dialect: 'attached-jws',
    clientCertificate: { certificateFile: 'c.pem', keyFile: 'k.pem', authorityFile: 'a.pem' },
    timeoutMs: 5000,
    connections: 8,
    allowPrivateAddresses: false,
  },
  closed: true,
  optional: [
    'clientSecretFile', 'tokenPath', 'jwksFile', 'dciId', 'ownDciId', 'signature', 'dialect', 'clientCertificate',
    'timeoutMs', 'connections', 'allowPrivateAddresses',
  ], // prettier-ignore
  bad: [
    ['url', ''],
    ['tokenPath', 'https://elsewhere.example.org/token'],
    ['clientCertificate.keyFile', undefined],
    ['clientCertificate.password', 'x'],
    ['timeoutMs', 99],
    ['timeoutMs', 60_001],
    ['connections', 0],
    ['connections', 257],
    ['allowPrivateAddresses', 'true'],
  ],
});

describe('an element of the unified model', () => {
  it.each(['name', 'demographic_info.birth_date', 'a.b.c.d', 'Name1'])('may be named %s', (path) => {
    expect(Value.Check(ElementPath, path)).toBe(true);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', 'a b', '*', 'a.*', '1a', 'a-b', '__proto__', 'a[0]', longer(200)])(
    'is never named %j',
    (path) => {
      expect(Value.Check(ElementPath, path)).toBe(false);
    },
  );
});

describeBody('a client certificate of a partner (S16)', AddCertificate, {
  good: { sha256: aHash },
  closed: true,
  bad: [
    ['sha256', 'AA:BB'],
    ['sha256', longer(64)],
  ],
});

describeBody('a client certificate as it is shown', PartnerCertificateView, {
  good: {
    ...{ id: anId, sha256: aHash, revokedAt: aTime },
    ...{ proposedBy: 'ima', proposedAt: aTime, confirmedBy: 'ian', confirmedAt: aTime },
  },
  closed: false,
  optional: ['revokedAt', 'confirmedBy', 'confirmedAt'],
  bad: [
    ['id', 'x'],
    ['revokedAt', 'yesterday'],
  ],
});
