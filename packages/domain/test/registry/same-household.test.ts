import fc from 'fast-check';
import { compareHouseholds, sameHousehold, type HouseholdDecision } from '../../src/registry/same-household.js';
import { household, policy, someWorld } from './same-household-kit.js';

const one = (id: string, households: readonly ReturnType<typeof household>[], decisions: HouseholdDecision[] = []) =>
  sameHousehold(id, { households, decisions }, policy);
const word = (householdId: string, otherId: string, decision: HouseholdDecision['decision']) => ({
  ...{ householdId, otherId, decision },
});

describe('IBR-030: households of two systems', () => {
  it.each([
    ['the same people', ['amina', 'juma'], ['amina', 'juma'], true],
    ['somebody who lives alone in both', ['amina'], ['amina'], true],
    ['one person more in one, and the same head', ['amina', 'juma'], ['amina', 'juma', 'zuri'], true],
    ['one person more of three, and another head', ['amina', 'juma'], ['juma', 'amina', 'zuri'], false],
    ['one person more of four, and another head', ['amina', 'juma', 'zuri'], ['juma', 'amina', 'zuri', 'neema'], true],
    ['half of the people, and the same head', ['amina', 'juma'], ['amina', 'zuri'], false],
    ['nobody', [], [], false],
  ])('are alike or not by whom they share: %s', (_what, some, others, isAlike) => {
    expect(compareHouseholds(household('a1', ...some), household('b1', ...others), policy).isAlike).toBe(isAlike);
  });

  it('are alike both ways round, and never of one source', () => {
    fc.assert(
      fc.property(someWorld, ({ households }) => {
        for (const some of households) {
          for (const other of households) {
            const { isAlike, score, shared } = compareHouseholds(some, other, policy);
            const back = compareHouseholds(other, some, policy);
            expect([back.isAlike, back.score, back.shared]).toEqual([isAlike, score, shared]);
            expect(isAlike && some.source === other.source).toBe(false);
          }
        }
      }),
    );
  });

  it('say by which evidence', () => {
    const found = compareHouseholds(household('a1', 'amina', 'juma'), household('b1', 'juma', 'amina', 'zuri'), policy);
    expect([found.shared, found.evidence]).toEqual([2, ['members-some', 'head-differs']]);
  });
});

describe('IBR-030: one household across systems', () => {
  it('is the same whichever of its households is asked for', () => {
    fc.assert(
      fc.property(someWorld, (known) => {
        for (const { householdId } of known.households) {
          const same = sameHousehold(householdId, known, policy);
          expect(same).toContain(householdId);
          for (const other of same) expect(sameHousehold(other, known, policy)).toEqual(same);
        }
      }),
    );
  });

  it('holds by the rule no two of one source, and only such as one of the others is like', () => {
    fc.assert(
      fc.property(someWorld, ({ households }) => {
        for (const { householdId } of households) {
          const same = one(householdId, households);
          const own = households.filter((each) => same.includes(each.householdId));
          expect(new Set(own.map(({ source }) => source)).size).toBe(own.length);
          const isHeld = (each: (typeof own)[number]) =>
            own.some((other) => compareHouseholds(each, other, policy).isAlike);
          expect(own.length === 1 || own.every(isHeld)).toBe(true);
        }
      }),
    );
  });

  it('is never two of which a person said that they are not one, and always two of which one said so, if no word denies it', () => {
    fc.assert(
      fc.property(someWorld, (known) => {
        const hasApart = known.decisions.some(({ decision }) => decision === 'apart');
        for (const { householdId, otherId, decision } of known.decisions) {
          const isOne = sameHousehold(householdId, known, policy).includes(otherId);
          if (decision === 'apart') expect(isOne).toBe(false);
          if (decision === 'same' && !hasApart) expect(isOne).toBe(true);
        }
      }),
    );
  });

  it('is left to a person where a household is like two of one source', () => {
    const twice = [
      household('a1', 'amina', 'juma'),
      household('b1', 'amina', 'juma'),
      household('b2', 'amina', 'juma'),
    ];
    expect(one('a1', twice)).toEqual(['a1']);
    expect(one('a1', twice, [word('a1', 'b2', 'apart')])).toEqual(['a1', 'b1']);
    expect(one('a1', twice, [word('b1', 'b2', 'same')])).toEqual(['a1', 'b1', 'b2']);
  });

  it('does not drift from one household of a source to another over those between', () => {
    const chain = [
      household('a1', 'amina', 'juma', 'zuri', 'neema'),
      household('b1', 'amina', 'juma', 'zuri', 'otieno'),
      household('c1', 'amina', 'juma', 'otieno', 'baraka'),
      household('a2', 'amina', 'otieno', 'baraka', 'dalila'),
    ];
    expect(one('a2', chain)).not.toContain('a1');
    expect(one('a1', chain)).not.toContain('a2');
  });
});
