import { CountCash, IssuePayList, PayMark, PayMarks } from '../../src/payments/pay-point';
import { AnswerSample, DrawSample } from '../../src/payments/sample';
import { aTime, describeBody, longer } from '../support/bodies';

const mark = { instrId: 'I1', mark: 'paid', at: aTime, place: 'Kisumu post office', proof: 'thumb print 12' };

describeBody('a list for a payment point', IssuePayList, {
  good: { point: 'Kisumu post office' },
  closed: true,
  also: [
    ['point', 'KE'],
    ['point', 'x'.repeat(100)],
  ],
  bad: [
    ['point', 'K'],
    ['point', longer(100)],
    ['point', null],
  ],
});

describeBody('what happened at a payment point', PayMark, {
  good: mark,
  closed: true,
  optional: ['proof'],
  also: [
    ['mark', 'absent'],
    ['mark', 'proxy'],
    ['mark', 'refused'],
    ['at', '2026-11-24T11:00:00+03:00'],
    ['instrId', 'x'.repeat(35)],
  ],
  bad: [
    // A mark is of a line: an empty id is none.
    ['instrId', ''],
    ['instrId', longer(35)],
    ['mark', 'settled'],
    // Of which zone would it be?
    ['at', '2026-11-24T11:00:00'],
    ['at', '2026-11-31T11:00:00Z'],
    ['at', '2026-11-24T11:00:00Z[Africa/Nairobi]'],
    ['at', '2026-11-24T11:00:60Z'],
    ['place', ''],
    ['place', longer(100)],
    ['proof', ''],
    ['proof', longer(300)],
    ['amountMinor', 100],
  ],
});

describeBody('the marks of one afternoon', PayMarks, {
  good: { marks: [mark] },
  closed: true,
  also: [['marks', Array.from({ length: 2000 }, () => mark)]],
  bad: [
    ['marks', []],
    ['marks', Array.from({ length: 2001 }, () => mark)],
    ['marks.0.mark', 'lost'],
    ['marks.0.who', 'somebody'],
  ],
});

describeBody('a count of the cash', CountCash, {
  good: { day: '2026-11-24', advanceMinor: 500_000, returnedMinor: 0, isLast: true },
  closed: true,
  optional: ['isLast'],
  also: [['advanceMinor', Number.MAX_SAFE_INTEGER]],
  bad: [
    ['day', '24 November'],
    ['day', '2026-11-31'],
    ['day', '0000-11-24'],
    ['advanceMinor', -1],
    ['advanceMinor', 10.5],
    ['advanceMinor', Number.MAX_SAFE_INTEGER + 1],
    ['returnedMinor', '0'],
    ['isLast', 'yes'],
    // What was paid follows from the marks, and nobody states it.
    ['paidMinor', 1],
  ],
});

describeBody('a draw of people to be asked whether the money came', DrawSample, {
  good: { confidence: 95, marginPercent: 5 },
  closed: true,
  also: [
    ['confidence', 90],
    ['confidence', 99],
    ['marginPercent', 1],
    ['marginPercent', 20],
  ],
  bad: [
    ['confidence', 100],
    ['confidence', '95'],
    ['confidence', 0.95],
    ['marginPercent', 0],
    ['marginPercent', 21],
    ['marginPercent', 2.5],
    // Who draws must not choose whom: the seed is the service's.
    ['seed', '0'.repeat(64)],
  ],
});

describeBody('what somebody who was asked says', AnswerSample, {
  good: { answer: 'less', receivedMinor: 100 },
  closed: true,
  optional: ['receivedMinor'],
  also: [
    ['answer', 'received'],
    ['answer', 'not-received'],
    ['answer', 'not-found'],
    ['answer', 'refused'],
    ['receivedMinor', 0],
  ],
  bad: [
    ['answer', 'more'],
    ['receivedMinor', -1],
    ['receivedMinor', 0.5],
    ['receivedMinor', '100'],
    ['receivedMinor', 2 ** 53],
  ],
});
