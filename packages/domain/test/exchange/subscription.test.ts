import fc from 'fast-check';
import type { EnrolmentView } from '@interlink/contracts/registry/view';
import { compileQuery } from '../../src/exchange/query/compile';
import type { Condition } from '../../src/exchange/query/condition';
import { findEvent, isFired } from '../../src/exchange/subscription/event-type';
import { enrolmentFacts, householdFacts, personFacts } from '../../src/exchange/subscription/facts';
import {
  attributesIn,
  blindCondition,
  blindFacts,
  isSatisfied,
  keysOf,
  keysOfFacts,
} from '../../src/exchange/subscription/match';

const blind = (attribute: string, value: string) => `#${attribute}:${value}#`;
const filter = (query: unknown) => compileQuery('Beneficiary', { queryType: 'expression', query });
const byNumber = (type: string, value: string) =>
  compileQuery('Beneficiary', { queryType: 'idtype-value', query: { type, value } });
const ada = personFacts({
  identifiers: [{ type: 'UIN', value: '880012' }],
  name: { givenName: 'Ada', surname: 'Okoro' },
  birthDate: { date: '1990-05-04', precision: 'day' },
  sex: 'female',
  addresses: [{ regionCode: 'N' }],
});
const inGrant = enrolmentFacts({ identifiers: [{ type: 'UIN', value: '880012' }] }, {
  programme: 'CG-01',
  status: 'active',
  enrolledOn: '2025-01-01',
} as EnrolmentView);

describe('a filter on changes', () => {
  it.each([
    ['the number of that type', byNumber('UIN', '880012'), true],
    ['the number of another type', byNumber('BRN', '880012'), false],
    ['another number', byNumber('UIN', '99'), false],
    ['the number of any type', filter({ member_identifier: '880012' }), true],
    ['a birth in the span', filter({ birth_date: { $ge: '1990-01-01', $lt: '1991-01-01' } }), true],
    ['a birth before the span', filter({ birth_date: { $gt: '1991-01-01' } }), false],
    ['one of the regions', filter({ region_code: { $in: ['E', 'N'] } }), true],
    ['another sex, negated', filter({ $not: { sex: 'male' } }), true],
    ['another sex by ne', filter({ sex: { $ne: 'male' } }), true],
    ['an attribute that is not known', filter({ marital_status: { $ne: 'M' } }), false],
    ['either of two', filter({ $or: [{ sex: 'male' }, { surname: 'Okoro' }] }), true],
    ['both of two', filter({ $and: [{ sex: 'male' }, { surname: 'Okoro' }] }), false],
  ] as const)('IBR-036: that asks for %s', (_what, condition, fits) => {
    const kept = blindCondition(condition as Condition, blind);
    expect(isSatisfied(kept, blindFacts(ada, blind))).toBe(fits);
  });

  it('S15: holds nothing that people bear in clear', () => {
    const kept = blindCondition(
      filter({ $and: [{ member_identifier: '880012' }, { $not: { surname: 'Okoro' } }] }),
      blind,
    );
    expect(JSON.stringify(kept)).not.toMatch(/"880012"|Okoro/);
  });

  it('is found by its numbers or programmes when every match must have one, else for everybody', () => {
    expect(keysOf(byNumber('UIN', '1'))).toEqual(['identifier|UIN|1']);
    expect(keysOf(filter({ programme_identifier: { $in: ['A', 'B'] } }))).toEqual(['programme|A', 'programme|B']);
    expect(keysOf(filter({ $and: [{ sex: 'male' }, { programme_identifier: 'A' }] }))).toEqual(['programme|A']);
    expect(keysOf(filter({ $or: [{ sex: 'male' }, { programme_identifier: 'A' }] }))).toEqual(['*', 'programme|A']);
    expect(keysOf(filter({ $not: { programme_identifier: 'A' } }))).toEqual(['*']);
    expect(attributesIn(filter({ $and: [{ sex: 'male' }, { sex: 'female' }] }))).toEqual(['sex']);
  });

  it('IBR-036: whatever fits is also found by its keys', () => {
    const leaf = fc.constantFrom<Condition>(
      byNumber('UIN', '880012'),
      byNumber('UIN', '7'),
      filter({ programme_identifier: 'CG-01' }),
      filter({ programme_identifier: 'X' }),
      filter({ enrollment_status: '1' }),
    );
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.record({
          kind: fc.constantFrom('all', 'any'),
          of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
        }) as fc.Arbitrary<Condition>,
        fc.record({ kind: fc.constant('not'), of: tie('tree') }) as fc.Arbitrary<Condition>,
      ),
    }));
    const facts = blindFacts(inGrant, blind);
    fc.assert(
      fc.property(tree, (condition) => {
        const kept = blindCondition(condition, blind);
        if (!isSatisfied(kept, facts)) return;
        expect(keysOf(kept).some((key) => keysOfFacts(facts).includes(key))).toBe(true);
      }),
    );
  });

  it('sees a household by its size and score', () => {
    const facts = householdFacts({ identifiers: [], size: 5, povertyScore: 2.5, addresses: [] } as never);
    const group = (query: unknown) => compileQuery('Group', { queryType: 'expression', query });
    expect(isSatisfied(group({ group_size: { $ge: 4 }, poverty_score: { $lt: 3 } }), facts)).toBe(true);
    expect(isSatisfied(group({ group_size: { $gt: 5 } }), facts)).toBe(false);
  });
});

describe('what a partner can be told of', () => {
  it.each([
    ['sr', 'REGISTER', 'registered'],
    ['sr', 'NewHouseHoldMember', 'household-joined'],
    ['ibr', 'enrollement', 'enrolled'],
    ['ibr', 'enrollement_status_change', 'enrolment-changed'],
    ['crvs', 'spdci-common:RegistryEventType:Death', 'death'],
    ['crvs', 'BIRTH', 'birth'],
    ['dr', 'REGISTER', 'disability'],
    ['sr', 'constructor', undefined],
    ['sr', 'Death', undefined],
    ['ibr', 'REGISTER', undefined],
  ] as const)('IBR-036: of role %s, %s is %s', (role, word, event) => {
    expect(findEvent(role, word)).toBe(event);
  });

  it.each([
    ['registered', { version: 1, kinds: ['person'], fields: ['name'] }, true],
    ['registered', { version: 2, kinds: ['person'], fields: ['name'] }, false],
    ['updated', { version: 2, kinds: ['person'], fields: ['name'] }, true],
    ['updated', { version: 2, kinds: ['benefit'], fields: [] }, false],
    ['death', { version: 3, kinds: ['person'], fields: ['deathDate'] }, true],
    ['enrolled', { version: 3, kinds: ['enrolment'], fields: [], enrolled: ['OAA'] }, true],
    ['household-joined', { version: 3, kinds: ['household'], fields: [] }, true],
    ['disability', { version: 3, kinds: ['person'], fields: ['name'] }, false],
  ] as const)('"%s" is fired by %j: %s', (event, change, isIt) => {
    expect(isFired(event, change)).toBe(isIt);
  });
});
