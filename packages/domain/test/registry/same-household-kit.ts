import fc from 'fast-check';
import { pairOf, type HouseholdDecision, type Known, type SourceHousehold } from '../../src/registry/same-household.js';

export const policy = { shared: 0.75, sharedWithHead: 0.6 };

/** A household named `<source><number>`: `a1` is one of source `a`. The first member is its head. */
export const household = (householdId: string, ...members: readonly string[]): SourceHousehold => ({
  householdId,
  source: householdId.slice(0, 1),
  members: new Set(members),
  ...(members[0] !== undefined && { head: members[0] }),
});

/** Few people in many households of three systems, and words of people about some of them. */
export const someWorld: fc.Arbitrary<Known> = fc
  .uniqueArray(
    fc.record({
      id: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 4 })).map((name) => name.join('')),
      members: fc.uniqueArray(fc.constantFrom('amina', 'juma', 'zuri', 'otieno', 'neema'), { maxLength: 4 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 9 },
  )
  .chain((named) => {
    const ids = named.map(({ id }) => id);
    const word = fc
      .record({
        householdId: fc.constantFrom(...ids),
        otherId: fc.constantFrom(...ids),
        decision: fc.constantFrom<HouseholdDecision['decision'][]>('apart', 'same'),
      })
      .filter(({ householdId, otherId }) => householdId !== otherId);
    const words = ids.length < 2 ? fc.constant([]) : fc.uniqueArray(word, { selector: nameOf, maxLength: 3 });
    return words.map((decisions) => ({
      decisions,
      households: named.map(({ id, members }) => household(id, ...members)),
    }));
  });

const nameOf = ({ householdId, otherId }: HouseholdDecision) => pairOf(householdId, otherId);
