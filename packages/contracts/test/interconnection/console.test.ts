import { ConnectorHealth } from '../../src/interconnection/connectors';
import { CheckMessage, MessageCheck } from '../../src/interconnection/console';
import { OwnKeyFacts, RotateKey } from '../../src/interconnection/own-keys';
import { NewCredential } from '../../src/interconnection/partner-commands';
import { CredentialView } from '../../src/interconnection/registered-partner';
import { anId, aTime, describeBody, longer } from '../support/bodies';

describeBody('a new key of ours (S16)', RotateKey, {
  good: { purpose: 'message', from: aTime },
  closed: true,
  optional: ['from'],
  also: [
    ['purpose', 'token'],
    ['purpose', 'encryption'],
  ],
  bad: [
    // The one by which people are signed in is the national ID's to know first: it is renewed by hand.
    ['purpose', 'oidc'],
    ['purpose', ''],
    ['from', '2026-11-24'],
    // No time to the service, and so neither in the past nor too far ahead: the key would begin at once or never.
    ['from', '2026-11-24T08:00:00Z[Africa/Nairobi]'],
    ['from', '2016-12-31T23:59:60Z'],
    ['kid', 'mine'],
  ],
});

describeBody('a key of ours as it is shown', OwnKeyFacts, {
  good: {
    ...{ kid: 'k', purpose: 'oidc', alg: 'ES256', store: 'secrets folder', state: 'retired' },
    ...{ currentFrom: aTime, publishedUntil: aTime },
  },
  closed: false,
  optional: ['currentFrom', 'publishedUntil'],
  also: [['store', 'database, encrypted']],
  bad: [
    ['state', 'lost'],
    ['store', 'a drawer'],
  ],
});

describeBody('a message that is to be looked at', CheckMessage, {
  good: { message: '{}' },
  closed: true,
  also: [['message', 'x'.repeat(1_048_576)]],
  bad: [
    ['message', '{'],
    ['message', longer(1_048_576)],
    ['message', {}],
  ],
});

describeBody('what would become of it', MessageCheck, {
  good: {
    ...{ ok: false, refusal: 'err.signature.invalid', detail: 'no such key', signature: 'absent', encrypted: false },
    knownKeys: ['k1'],
  },
  closed: false,
  optional: ['refusal', 'detail', 'signature', 'encrypted'],
  bad: [
    // One that does not verify is a refusal, and no state of a message that would be taken.
    ['signature', 'invalid'],
    ['knownKeys', 'k1'],
  ],
});

describeBody('a credential that is shown once', NewCredential, {
  good: { clientId: 'mis', clientSecret: 'word', notAfter: aTime },
  closed: false,
  bad: [['notAfter', 'never']],
});

describeBody('a credential as it is shown ever after', CredentialView, {
  good: { id: anId, notAfter: aTime, madeBy: 'ima', madeAt: aTime, revokedAt: aTime },
  closed: false,
  optional: ['revokedAt'],
  bad: [['id', 'mis']],
});

describe('S13: a credential', () => {
  it('shows its secret in the answer to its making alone', () => {
    expect(Object.keys(NewCredential.properties)).toContain('clientSecret');
    expect(Object.keys(CredentialView.properties)).toEqual(['id', 'notAfter', 'madeBy', 'madeAt', 'revokedAt']);
  });
});

describeBody('how a system does that we ask', ConnectorHealth, {
  good: {
    ...{
      partner: 'bank',
      host: 'bank.example.org',
      state: 'troubled',
      calls: 10,
      failures: 1,
      medianMs: 40,
      p95Ms: 90,
    },
    ...{ lastAnsweredAt: aTime, lastFailure: { at: aTime, result: 'timed-out' }, timeoutMs: 5000, connections: 8 },
  },
  closed: false,
  optional: ['medianMs', 'p95Ms', 'lastAnsweredAt', 'lastFailure'],
  also: [
    ['state', 'unused'],
    ['state', 'down'],
    ['state', 'well'],
  ],
  bad: [
    ['state', 'ill'],
    ['failures', 0.5],
    ['lastFailure', { at: 'yesterday', result: '503' }],
  ],
});
