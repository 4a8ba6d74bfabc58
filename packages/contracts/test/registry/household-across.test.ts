import { DecideHousehold, HouseholdPair, JoinedMember } from '../../src/registry/household-across';
import { anId, aTime, describeBody, longer } from '../support/bodies';

describeBody("a person's word about two households (IBR-009)", DecideHousehold, {
  good: { otherId: anId, decision: 'apart', purpose: 'correction', reason: 'two hearths' },
  closed: true,
  also: [
    ['decision', 'same'],
    ['decision', 'rule'],
  ],
  bad: [
    ['otherId', 'h-1'],
    ['decision', 'merge'],
    ['purpose', 'fun'],
    ['reason', 'ok'],
    ['reason', longer(500)],
  ],
});

describeBody('why two households are one (IBR-030)', HouseholdPair, {
  good: {
    ...{ householdId: anId, source: 'openimis', people: 2, otherId: anId, otherSource: 'mis', otherPeople: 3 },
    ...{ shared: 2, score: 0.67, evidence: ['head-same'], isOne: true, by: 'decision', version: 1 },
    decided: { decision: 'same', by: 'supervisor', at: aTime, reason: 'one hearth' },
  },
  closed: false,
  optional: ['decided', 'decided.reason'],
  bad: [
    ['shared', 1.5],
    ['by', 'identifier'],
    ['decided.decision', 'rule'],
    ['decided.at', undefined],
  ],
});

describeBody('a member whom several systems name (IBR-030)', JoinedMember, {
  good: { personId: anId, data: {}, said: [{ householdId: anId, source: 'mis', role: 'head', recipient: 'primary' }] },
  closed: false,
  optional: ['personId', 'data', 'said.0.role', 'said.0.recipient'],
  bad: [
    ['said.0.role', 'chief'],
    ['said.0.source', undefined],
  ],
});
