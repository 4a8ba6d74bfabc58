import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import fc from 'fast-check';
import {
  findEvent,
  isFired,
  isTrueOf,
  programmesOf,
  type EventFacts,
  type WatchedEvent,
} from '../../src/exchange/subscription/event-type.js';

type Change = Parameters<typeof isFired>[1] & Parameters<typeof programmesOf>[1];
const change = (over: Partial<Change> = {}): Change => ({
  version: 2,
  kinds: ['person'],
  fields: [],
  programmes: [],
  ...over,
});

describe('what a subscriber can ask to be told of', () => {
  it.each<[DciRole, string, WatchedEvent | undefined]>([
    ['crvs', 'BIRTH', 'birth'],
    ['crvs', 'LiveBirth', 'birth'],
    ['crvs', 'DEATH', 'death'],
    ['crvs', 'Death', 'death'],
    ['crvs', 'Marriage', 'marriage'],
    ['crvs', 'Divorce', 'divorce'],
    ['dr', 'REGISTER', 'disability'],
    ['dr', 'UPDATE', 'disability'],
    ['fr', 'REGISTER', undefined],
    ['ibr', 'enrollement', 'enrolled'],
    ['ibr', 'enrollment', 'enrolled'],
    ['ibr', 'enrollement_status_change', 'enrolment-changed'],
    ['sr', 'NewHouseHoldMember', 'household-joined'],
    ['sr', 'UPDATE', 'updated'],
    ['sr', 'ns:org:EventType:REGISTER', 'registered'],
    ['sr', 'DEATH', undefined],
    ['ibr', 'BIRTH', undefined],
    ['crvs', 'birth', undefined],
    ['crvs', 'constructor', undefined],
    ['crvs', 'x:toString', undefined],
    ['crvs', '', undefined],
  ])('SR-025: in the role %s by the word %j is %s', (role, word, event) => {
    expect(findEvent(role, word)).toBe(event);
  });
});

describe('whether a change of the registry is such an event', () => {
  it.each<[WatchedEvent, Partial<Change>, boolean]>([
    ['birth', { version: 1 }, true],
    ['birth', { version: 2 }, false],
    ['death', { fields: ['deathDate'] }, true],
    ['death', { fields: ['birthDate'] }, false],
    ['disability', { fields: ['disability', 'sex'] }, true],
    ['disability', { fields: [] }, false],
    ['divorce', { fields: ['maritalStatus'] }, true],
    ['marriage', { fields: ['maritalStatus'] }, true],
    ['marriage', { fields: ['name'] }, false],
    ['enrolled', { enrolled: ['OAA'] }, true],
    ['enrolled', { kinds: ['enrolment'], programmes: ['OAA'], enrolled: [], statusChanged: [] }, false],
    ['enrolled', { kinds: ['enrolment'], programmes: ['OAA'], statusChanged: ['OAA'] }, false],
    ['enrolment-changed', { statusChanged: ['OAA'] }, true],
    ['enrolment-changed', { kinds: ['enrolment', 'benefit'], programmes: ['OAA'], statusChanged: [] }, false],
    ['enrolment-changed', { kinds: ['enrolment'], programmes: ['OAA'], enrolled: ['OAA'] }, false],
    ['household-joined', { kinds: ['household'] }, true],
    ['household-joined', { kinds: ['person'] }, false],
    ['registered', { version: 1 }, true],
    ['registered', { version: 7 }, false],
    ['updated', { fields: ['name'] }, true],
    ['updated', { fields: [] }, false],
    ['updated', { version: 1, fields: ['name'] }, false],
  ])('SR-025: %s, for %j: %s', (event, over, expected) => {
    expect(isFired(event, change(over))).toBe(expected);
  });

  it.each<[WatchedEvent, EventFacts['data'], boolean]>([
    ['birth', { birthDate: { date: '2025-01-01', precision: 'day' } }, true],
    ['birth', { birthDate: { date: '2024-12-31', precision: 'day' } }, false],
    ['birth', {}, false],
    ['death', { deathDate: { date: '2026-11-20', precision: 'day' } }, true],
    ['death', {}, false],
    ['marriage', { maritalStatus: 'M' }, true],
    ['marriage', { maritalStatus: 'W' }, false],
    ['divorce', { maritalStatus: 'D' }, true],
    ['divorce', { maritalStatus: 'M' }, false],
    ['updated', {}, true],
  ])('SR-025: and whether it happened: %s to %j: %s', (event, data, expected) => {
    expect(isTrueOf(event, { data, households: [] }, '2026-11-24')).toBe(expected);
  });

  it('SR-025: nobody has joined a household who is in none', () => {
    expect(isTrueOf('household-joined', { data: {}, households: [] }, '2026-11-24')).toBe(false);
    expect(isTrueOf('household-joined', { data: {}, households: [{}] }, '2026-11-24')).toBe(true);
  });

  it('SR-025: is of the programmes in which it happened', () => {
    const given = change({ programmes: ['A', 'B', 'C'], enrolled: ['A'], statusChanged: ['B'] });
    expect(programmesOf('enrolled', given)).toEqual(['A']);
    expect(programmesOf('enrolment-changed', given)).toEqual(['B']);
    expect(programmesOf('updated', given)).toEqual(['A', 'B', 'C']);
    expect(programmesOf('enrolled', change({ programmes: ['A'] }))).toEqual([]);
  });

  it('is never both new and an update: a subscriber of both is told once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.constantFrom('name', 'sex')), (version, fields) => {
        const given = change({ version, fields });
        expect(isFired('registered', given) && isFired('updated', given)).toBe(false);
      }),
    );
  });
});
