import { Value } from 'typebox/value';
import {
  ActivateAuthenticator,
  ConfirmSession,
  NewAuthenticator,
  SessionConfirmed,
} from '../../src/platform/confirmation';
import { ParkedPage } from '../../src/platform/outbox';
import { GiveReason } from '../../src/platform/reason';
import { Permission, Session } from '../../src/platform/session';
import { anId, aTime, describeBody, longer } from '../support/bodies';

describeBody('a confirmation of the session (S7)', ConfirmSession, {
  good: { password: 'secret', code: '123456' },
  closed: true,
  optional: ['code'],
  bad: [
    ['password', ''],
    ['password', longer(200)],
    ['code', '12345'],
    ['code', '1234567'],
    ['code', '12345a'],
    ['code', '١٢٣٤٥٦'],
    ['code', 123_456],
  ],
});

describeBody('a confirmed session', SessionConfirmed, {
  good: { confirmedUntil: aTime, secondFactor: false },
  closed: false,
  bad: [
    ['confirmedUntil', 'soon'],
    ['secondFactor', 'no'],
  ],
});

describeBody('a new authenticator', NewAuthenticator, {
  good: { secret: 'JBSWY3DP', uri: 'otpauth://totp/x' },
  closed: false,
  bad: [['secret', 1]],
});

describeBody('the first code of an authenticator', ActivateAuthenticator, {
  good: { code: '000000' },
  closed: true,
  bad: [
    ['code', ''],
    ['code', '0'],
  ],
});

describeBody('a reason to look at more people (S12)', GiveReason, {
  good: { reason: 'Flood relief in Budalangi' },
  closed: true,
  bad: [
    ['reason', 'because'],
    ['reason', longer(500)],
  ],
});

describeBody('parked messages', ParkedPage, {
  good: {
    items: [
      {
        id: anId,
        stream: 's',
        seq: 1,
        kind: 'k',
        tries: 10,
        refusal: 'platform.openimis-refused',
        correlationId: 'c',
        createdAt: aTime,
      },
    ],
    next: 'x',
  },
  closed: false,
  optional: ['next'],
  bad: [
    ['items.0.tries', 'ten'],
    ['items.0.id', 'x'],
  ],
});

describeBody('who is signed in', Session, {
  good: {
    userId: 'u',
    loginName: 'ana',
    displayName: 'Ana',
    language: 'en',
    permissions: ['enrolment.read'],
    institution: 'MSW',
  },
  closed: false,
  optional: ['institution'],
  also: [['permissions', []]],
  bad: [
    ['permissions', ['everything']],
    ['permissions', ['*']],
    ['loginName', null],
  ],
});

describe('a permission (S8)', () => {
  const words = (Permission as unknown as { anyOf: { const: string }[] }).anyOf.map((literal) => literal.const);

  it('is named once, by capability and act, and the list is sorted', () => {
    expect(words).toEqual([...new Set(words)].sort());
    expect(words.filter((word) => !/^[a-z-]+\.[a-z-]+$/.test(word))).toEqual([]);
  });

  it('S9: to approve is another one than to make', () => {
    for (const [make, approve] of [
      ['payments.make', 'payments.approve'],
      ['enrolment.create', 'enrolment.approve'],
      ['interconnection.manage', 'interconnection.approve'],
      ['social-registry.assess', 'social-registry.approve'],
    ] as const) {
      expect(Value.Check(Permission, make) && Value.Check(Permission, approve)).toBe(true);
    }
  });
});
