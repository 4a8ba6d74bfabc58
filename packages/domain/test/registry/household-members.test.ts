import type { HouseholdData, MembershipData } from '@interlink/contracts/registry/household';
import fc from 'fast-check';
import type { Statement } from '../../src/registry/bitemporal.js';
import type { RecordHistory } from '../../src/registry/fold-person.js';
import { formerMembers, isMemberOn, membersAt } from '../../src/registry/household-members.js';
import { day, moment, painted, statementsOf } from './bitemporal-kit.js';

const household = (statements: readonly Statement<HouseholdData>[]): RecordHistory<'household'> => ({
  ...{ recordId: 'h', subjectId: 'h', kind: 'household', source: 'mis', key: 'h-1', statements },
});
const someDay = fc.option(fc.integer({ min: 0, max: 40 }).map(day), { nil: undefined });
const someMembers: fc.Arbitrary<MembershipData[]> = fc.array(
  fc.record({ personKey: fc.constantFrom('amina', 'juma', 'zuri'), from: someDay, to: someDay }),
  { maxLength: 4 },
) as never;
const said = statementsOf(someMembers.map((members): HouseholdData => ({ members })));

/** The naive model: go through the days of each membership that is painted on the day, or on the first one. */
function livedThere(all: readonly Statement<HouseholdData>[], asOf: string, known: number): Set<string> {
  const days = painted(all, known);
  const [first = asOf] = [...days.keys()].sort();
  const isBefore = asOf < first;
  const there = new Set<string>();
  for (const { personKey, from, to } of days.get(isBefore ? first : asOf)?.members ?? []) {
    if (isBefore && from === undefined) continue;
    for (let at = -10; at < 60; at += 1) {
      if (day(at) === asOf && day(at) >= (from ?? day(-10)) && day(at) < (to ?? day(60))) there.add(personKey);
    }
  }
  return there;
}

describe('the members of a household', () => {
  it('IBR-030: are on every day and as known at every moment whom a naive model finds, each once', () => {
    fc.assert(
      fc.property(said, fc.integer({ min: -5, max: 45 }), fc.integer({ min: 0, max: 35 }), (all, asOf, known) => {
        const found = membersAt(household(all), { asOf: day(asOf), knownAt: moment(known) });
        const keys = found.map(({ personKey }) => personKey);
        expect(new Set(keys)).toEqual(livedThere(all, day(asOf), known));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('are nobody for days before it is known, but for whom it says since when', () => {
    const statements = [
      {
        seq: 1,
        recordedAt: moment(9),
        data: { members: [{ personKey: 'amina' }, { personKey: 'juma', from: day(2) }] },
      },
    ];
    const at = (n: number) =>
      membersAt(household(statements), { asOf: day(n), knownAt: moment(20) }).map(({ personKey }) => personKey);
    expect([at(1), at(2), at(9)]).toEqual([[], ['juma'], ['amina', 'juma']]);
  });

  it('belong to it from their first day until the day before their end', () => {
    const member = { from: day(3), to: day(5) };
    expect([2, 3, 4, 5].map((at) => isMemberOn(member, day(at)))).toEqual([false, true, true, false]);
    expect(isMemberOn({ from: null, to: null }, day(0))).toBe(true);
  });

  it('are former ones, or named by what holds now, whoever was ever named', () => {
    fc.assert(
      fc.property(said, (all) => {
        const now = { asOf: day(45), knownAt: moment(45) };
        const present = painted(all, 45).get(now.asOf)?.members ?? [];
        const keysOf = (members: readonly MembershipData[]) => members.map(({ personKey }) => personKey);
        const ever = all.flatMap(({ data }) => keysOf(data?.members ?? []));
        const former = formerMembers(household(all), now);
        expect(new Set([...former, ...keysOf(present)])).toEqual(new Set(ever));
        expect(former.filter((key) => keysOf(present).includes(key))).toEqual([]);
      }),
    );
  });
});
