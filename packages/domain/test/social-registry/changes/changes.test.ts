import fc from 'fast-check';
import type { BeginChange, Change, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import { changeMistake, earliest, joinMistake } from '../../../src/social-registry/changes/check.js';
import { effectsOn, fieldEffects } from '../../../src/social-registry/changes/effects.js';
import { homesOf, isEmpty } from '../../../src/social-registry/changes/homes.js';

const PLACE = { locationId: '00000000-0000-4000-8000-00000000e001', name: 'Kibera' };
const changes: readonly Change[] = [
  { event: 'account', account: { provider: 'DEMOBANK', number: '0001234567' } },
  { event: 'birth', givenName: 'Zuri', sex: 'female' },
  { event: 'contact', phone: '+254710000001' },
  { event: 'death' },
  { event: 'marriage', maritalStatus: 'M' },
  { event: 'move', village: 'R1D1W1V1', addressLine: 'By the well', withHousehold: true },
];
const anyChange = fc.constantFrom(...changes);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe('A life event that cannot be right', () => {
  const TODAY = '2026-11-24';
  const mistake = (over: Partial<BeginChange>, known = {}, needs: LifeEvent[] = []) =>
    changeMistake({ change: { event: 'death' }, happenedOn: '2026-11-20', evidence: [], ...over }, known, TODAY, needs);

  it('SR-027: has not happened yet', () => {
    expect(mistake({ happenedOn: '2026-11-25' })).toBe('date-in-future');
    expect(mistake({ happenedOn: TODAY })).toBeUndefined();
  });

  it('SR-027: was before the person was born, as early as that can have been', () => {
    const born = (precision: 'day' | 'month' | 'year') => ({ birthDate: { date: '1950-12-31', precision } });
    expect(mistake({ happenedOn: '1950-12-30' }, born('day'))).toBe('before-birth');
    expect(mistake({ happenedOn: '1950-12-01' }, born('month'))).toBeUndefined();
    expect(mistake({ happenedOn: '1950-11-30' }, born('month'))).toBe('before-birth');
    expect(mistake({ happenedOn: '1950-01-01' }, born('year'))).toBeUndefined();
    expect(mistake({ happenedOn: '1949-12-31' }, born('year'))).toBe('before-birth');
  });

  it('SR-027: comes after death, unless it is a birth', () => {
    const dead = { deathDate: { date: '2026-01-01', precision: 'day' as const } };
    for (const change of changes) {
      expect(mistake({ change }, dead)).toBe(change.event === 'birth' ? undefined : 'already-dead');
    }
  });

  it('SR-027: has no paper where the deployment asks for one', () => {
    expect(mistake({}, {}, ['death'])).toBe('evidence-missing');
    expect(mistake({ evidence: [{ kind: 'certificate', reference: 'D-1' }] }, {}, ['death'])).toBeUndefined();
    expect(mistake({ change: { event: 'contact', phone: '+254710000001' } }, {}, ['death'])).toBeUndefined();
  });

  it('is never earlier than the first day that a partial date can mean, nor that later than the date', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('day', 'month', 'year'), (date, precision) => {
        const first = earliest({ date, precision });
        expect(first <= date).toBe(true);
        expect(first.slice(0, 4)).toBe(date.slice(0, 4));
      }),
    );
  });
});

describe('SR-027: a marriage that joins two households', () => {
  const person = { personId: 'p', householdId: 'one' };
  const spouse = { personId: 's', householdId: 'other' };
  const dead = { deathDate: { date: '2026-01-01', precision: 'day' as const } };

  it.each([
    ['of two who live apart', 'M', spouse, undefined],
    ['of somebody who is not married', 'W', spouse, 'not-married'],
    ['with oneself', 'M', { ...spouse, personId: 'p' }, 'spouse-self'],
    ['with the dead', 'M', { ...spouse, ...dead }, 'spouse-dead'],
    ['with somebody of no household of ours', 'M', { ...spouse, householdId: null }, 'spouse-without-household'],
    ['within one household', 'M', { ...spouse, householdId: 'one' }, 'spouse-in-household'],
  ] as const)('is judged: %s', (_what, status, other, mistake) => {
    expect(joinMistake(status, person, other)).toBe(mistake);
  });

  it('takes the person to the village of the spouse, where openIMIS or the registry holds it', () => {
    const marriage = { event: 'marriage', maritalStatus: 'M', joins: 's' } as const;
    expect(homesOf(marriage, '2026-11-20', true, PLACE)).toEqual({
      registry: { maritalStatus: 'M' },
      openimis: { locationId: PLACE.locationId },
    });
    expect(homesOf(marriage, '2026-11-20', false, PLACE).registry).toEqual({ maritalStatus: 'M', place: PLACE });
    expect(effectsOn(marriage, { status: 'active', unit: 'person' }, true)).toEqual(['district-changes']);
  });
});

describe('Where a change belongs', () => {
  it('SR-027: sends village and telephone of somebody whom openIMIS has there, and does not write past it', () => {
    const move = homesOf(changes[5] as Change, '2026-11-20', true, PLACE);
    expect(move).toEqual({
      openimis: { locationId: PLACE.locationId },
      registry: { addresses: [{ line1: 'By the well' }] },
    });
    expect(homesOf(changes[2] as Change, '2026-11-20', true)).toEqual({
      openimis: { mobile: '+254710000001' },
      registry: {},
    });
  });

  it('SR-027: keeps them here for somebody whom openIMIS does not have', () => {
    expect(homesOf(changes[5] as Change, '2026-11-20', false, PLACE).registry).toMatchObject({ place: PLACE });
    expect(homesOf(changes[2] as Change, '2026-11-20', false).registry).toEqual({ phones: ['+254710000001'] });
  });

  it('S15: never sends an account, whatever the person', () => {
    fc.assert(
      fc.property(anyChange, fc.boolean(), day, (change, isInOpenImis, on) => {
        const { openimis, registry } = homesOf(change, on, isInOpenImis, PLACE);
        expect(JSON.stringify(openimis)).not.toContain('0001234567');
        if (change.event === 'account') expect(registry.accounts).toEqual([change.account]);
        // A field has one home.
        expect(Boolean(openimis.mobile) && Boolean(registry.phones)).toBe(false);
        expect(Boolean(openimis.locationId) && Boolean(registry.place)).toBe(false);
      }),
    );
  });

  it('knows a part without fields', () => {
    expect([isEmpty({}), isEmpty({ a: 1 })]).toEqual([true, false]);
  });
});

describe('What a change means for an enrolment', () => {
  const on = (event: LifeEvent, unit = 'person', districtChanges = false, status = 'active') =>
    effectsOn(changes.find((one) => one.event === event) as Change, { status, unit }, districtChanges);

  it.each([
    ['death', 'person', false, ['enrolment-to-decide']],
    ['death', 'household', false, ['household-changes', 'recipient-to-name']],
    ['account', 'person', false, ['account-to-verify']],
    ['contact', 'household', false, ['messages-to-new-number']],
    ['birth', 'person', false, ['none']],
    ['birth', 'household', false, ['household-changes']],
    ['marriage', 'household', false, ['household-changes']],
    ['marriage', 'person', false, ['none']],
    ['move', 'person', false, ['none']],
    ['move', 'person', true, ['district-changes']],
  ] as const)(
    'SR-027: %s in a programme of a %s (another district: %s) means %j',
    (event, unit, district, expected) => {
      expect(on(event, unit, district)).toEqual(expected);
    },
  );

  it('SR-027: changes a household’s members when somebody leaves it alone', () => {
    const alone: Change = { event: 'move', village: 'V', withHousehold: false };
    expect(effectsOn(alone, { status: 'active', unit: 'household' }, true)).toEqual([
      'district-changes',
      'household-changes',
    ]);
  });

  it('SR-027: says something of every enrolment, and nothing but “nothing” of one that ended', () => {
    const statuses = fc.constantFrom('potential', 'active', 'suspended', 'graduated', 'deceased', 'exited');
    fc.assert(
      fc.property(
        anyChange,
        statuses,
        fc.constantFrom('person', 'household'),
        fc.boolean(),
        (change, status, unit, d) => {
          const effects = effectsOn(change, { status, unit }, d);
          expect(effects.length).toBeGreaterThan(0);
          expect(new Set(effects).size).toBe(effects.length);
          if (['graduated', 'deceased', 'exited'].includes(status)) expect(effects).toEqual(['none']);
        },
      ),
    );
  });
});

describe('What an approver is shown', () => {
  it('SR-027: names each field with what it is now, what it will be and who holds it', () => {
    const before = { place: { locationId: 'x', name: 'Mathare' }, addresses: [{ line1: 'Old road' }] };
    expect(fieldEffects(changes[5] as Change, '2026-11-20', before as never, true, PLACE)).toEqual([
      { field: 'addresses', home: 'registry', before: 'Old road', after: 'By the well' },
      { field: 'place', home: 'openimis', before: 'Mathare', after: 'Kibera' },
    ]);
  });

  it('S15: shows of an account its last four figures', () => {
    const [effect] = fieldEffects(changes[0] as Change, '2026-11-20', {} as never, false);
    expect(effect).toEqual({ field: 'accounts', home: 'registry', after: 'DEMOBANK ••••4567' });
  });

  it('SR-027: says when somebody died and what the marital status is', () => {
    expect(fieldEffects({ event: 'death' }, '2026-11-20', {} as never, true)).toEqual([
      { field: 'deathDate', home: 'registry', after: '2026-11-20' },
    ]);
    expect(fieldEffects(changes[4] as Change, '2026-11-20', { maritalStatus: 'S' } as never, true)).toEqual([
      { field: 'maritalStatus', home: 'registry', before: 'S', after: 'M' },
    ]);
  });

  it('changes no field of the person by a birth: the child is a person of its own', () => {
    expect(fieldEffects(changes[1] as Change, '2026-11-20', {} as never, true)).toEqual([]);
  });
});
