import { householdsAsOne, mayBeOne, sameHousehold, type Known } from '@interlink/domain/registry/same-household';
import fc from 'fast-check';
import { knownOf, lookAround, type LookNear, type Word } from '../../src/registry/around.js';
import { household, policy, someWorld } from '../../../domain/test/registry/same-household-kit.js';

/** The world as the database answers: the households asked for, whoever shares somebody with them, and words on them. */
const nearIn =
  ({ households, decisions }: Known, asked: string[][] = []): LookNear =>
  async (ids) => {
    asked.push([...ids]);
    const words = decisions.filter(({ householdId, otherId }) => ids.includes(householdId) || ids.includes(otherId));
    const named = [...ids, ...words.flatMap(({ householdId, otherId }) => [householdId, otherId])];
    const own = households.filter(({ householdId }) => ids.includes(householdId));
    const near = households.filter(
      ({ householdId, members }) =>
        named.includes(householdId) || own.some((one) => [...one.members].some((member) => members.has(member))),
    );
    return { households: near, words: words as unknown as Word[] };
  };

describe('IBR-030: looking around a household', () => {
  it('finds as much as whoever knows every household', async () => {
    await fc.assert(
      fc.asyncProperty(someWorld, async (world) => {
        for (const { householdId } of world.households) {
          const known = knownOf(await lookAround([householdId], nearIn(world), policy));
          expect(sameHousehold(householdId, known, policy)).toEqual(sameHousehold(householdId, world, policy));
        }
      }),
    );
  });

  it('finds of several at once what it finds of each', async () => {
    await fc.assert(
      fc.asyncProperty(someWorld, fc.integer({ min: 1, max: 4 }), async (world, count) => {
        const ids = world.households.slice(0, count).map(({ householdId }) => householdId);
        const found = householdsAsOne(knownOf(await lookAround(ids, nearIn(world), policy)), policy);
        for (const id of ids) expect(found.get(id)).toEqual(sameHousehold(id, world, policy));
      }),
    );
  });

  it('asks once of a household that is like no other, and once more of all that may be one with it', async () => {
    const asked: string[][] = [];
    const world: Known = {
      decisions: [],
      households: [
        household('a1', 'amina'),
        household('b1', 'amina'),
        household('c1', 'amina'),
        household('a2', 'juma'),
      ],
    };
    await lookAround(['a2'], nearIn(world, asked), policy);
    await lookAround(['a1'], nearIn(world, asked), policy);
    expect(asked).toEqual([['a2'], ['a1'], ['b1', 'c1']]);
    expect(mayBeOne(['a1'], world, policy)).toEqual(['a1', 'b1', 'c1']);
  });
});
