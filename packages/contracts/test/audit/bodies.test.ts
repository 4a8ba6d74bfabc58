import { AccessPage, AuditPage, AuditQuery } from '../../src/audit/entries';
import { SignedTreeHead, TreeHead } from '../../src/audit/tree-head';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const shards = Array.from({ length: 16 }, (_, shard) => ({ shard, size: 1, hash: aHash }));
const head = { version: 1, deployment: 'demo', size: 16, shards, previous: '0'.repeat(64), time: aTime };

describeBody('a question to the log', AuditQuery, {
  good: {
    stream: 'journey',
    subject: anId,
    action: 'enrolment.approved',
    actor: 'ana',
    from: aTime,
    to: aTime,
    cursor: anId,
    limit: 200,
  },
  closed: true,
  optional: ['stream', 'subject', 'action', 'actor', 'from', 'to', 'cursor', 'limit'],
  bad: [
    ['stream', ''],
    ['subject', longer(200)],
    ['from', '2026-11-24'],
    ['to', 'now'],
    ['cursor', '17'],
    ['limit', 0],
    ['limit', 201],
  ],
});

describeBody('a page of the log', AuditPage, {
  good: {
    items: [
      {
        id: anId,
        at: aTime,
        stream: 's',
        action: 'a',
        actorKind: 'operator',
        actorLogin: 'ana',
        onBehalfOf: 'x',
        subject: 's',
        correlationId: 'c',
        shard: 3,
        seq: 1,
        body: { any: 'thing' },
      },
    ],
    next: 'x',
  },
  closed: false,
  optional: ['next'],
  bad: [
    ['items.0.seq', 'first'],
    ['items.0.body', 'text'],
    ['items.0.actorLogin', undefined],
  ],
});

describeBody('looks at a person', AccessPage, {
  good: { items: [{ at: aTime, action: 'seen', by: 'ana', kind: 'operator', onBehalfOf: 'x' }], next: 'x' },
  closed: false,
  optional: ['next'],
  bad: [
    ['items.0.at', 'then'],
    ['items.0.by', undefined],
  ],
});

describeBody('a tree head (S5)', TreeHead, {
  good: head,
  closed: true,
  bad: [
    ['version', 2],
    ['size', -1],
    ['shards', shards.slice(1)],
    ['shards', [...shards, ...shards.slice(0, 1)]],
    ['shards.0.hash', 'x'],
    ['shards.0.more', 1],
    ['previous', aHash.slice(2)],
    ['time', 'noon'],
  ],
});

describeBody('a tree head as the witness keeps it', SignedTreeHead, {
  good: { head, signature: 'c2ln' },
  closed: false,
  bad: [
    ['signature', ''],
    ['head.deployment', undefined],
  ],
});
