import type { AnswerSet } from '@interlink/contracts/social-registry/questionnaire';
import { numberMembers } from '@interlink/domain/social-registry/member-numbers';
import fc from 'fast-check';
import { modelled } from './builders.js';

const number = (before: readonly AnswerSet[], members: readonly AnswerSet[], last = before.length) =>
  numberMembers(
    modelled,
    before.map((answers, at) => ({ number: at + 1, answers })),
    last,
    members,
  );

const amina = { given_name: 'Amina', surname: 'Otieno', birth_date: '1950-03-02', sex: 'female', national_id: 'AB-1' };
const juma = { given_name: 'Juma', surname: 'Otieno', birth_date: '1948-01-01', sex: 'male' };
const baraka = { given_name: 'Baraka', surname: 'Otieno', birth_date: '2015-06-01', sex: 'male' };

describe('who of a household is whom of its answers before', () => {
  it('SR-008: numbers the members of a new household in their order', () => {
    expect(number([], [amina, juma])).toEqual({ numbers: [1, 2], last: 2 });
  });

  it('SR-008: knows everybody again in another order', () => {
    expect(number([amina, juma, baraka], [baraka, amina, juma]).numbers).toEqual([3, 1, 2]);
  });

  it('SR-008: gives who came a number that nobody had, also when somebody left', () => {
    const born = { given_name: 'Neema', surname: 'Otieno', birth_date: '2026-01-01', sex: 'female' };
    expect(number([amina, juma], [amina, born], 7)).toEqual({ numbers: [1, 8], last: 8 });
  });

  it.each<[string, AnswerSet]>([
    ['the surname was mended', { ...amina, national_id: null, surname: 'Wanjiru' }],
    ['the given name was mended', { ...amina, national_id: null, given_name: 'Aminah' }],
    ['the birth date was mended', { ...amina, national_id: null, birth_date: '1950-02-03' }],
    ['all but the identifier was mended', { given_name: 'A.', surname: 'O.', birth_date: '1951', national_id: 'ab-1' }],
  ])('SR-008: knows somebody again when %s', (_what, mended) => {
    expect(number([juma, amina], [mended, juma]).numbers).toEqual([2, 1]);
  });

  it('does not guess between twins whose names were both left out', () => {
    const twin = { birth_date: '2015-06-01', sex: 'male' };
    expect(number([baraka, { ...baraka, given_name: 'Daudi' }], [twin, twin]).numbers).toEqual([3, 4]);
  });

  it('tells an identifier that two members share from one that is somebody’s', () => {
    const twice = [{ ...amina }, { ...juma, national_id: 'AB-1' }];
    expect(number(twice, [twice[1] as AnswerSet, twice[0] as AnswerSet]).numbers).toEqual([2, 1]);
  });

  const member = fc.record({
    given_name: fc.constantFrom('Amina', 'Juma', 'Neema', 'Ali'),
    surname: fc.constantFrom('Otieno', 'Wanjiru'),
    birth_date: fc.constantFrom('1950-03-02', '1980-01-01', '2015-06-01'),
    sex: fc.constantFrom('female', 'male'),
    national_id: fc.option(fc.constantFrom('AB-1', 'AB-2', 'AB-3')),
  });

  it('gives no number twice and never less than the last', () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 8 }), fc.array(member, { maxLength: 8 }), (before, now) => {
        const { numbers, last } = number(before, now);
        expect(new Set(numbers).size).toBe(now.length);
        expect(last).toBe(Math.max(before.length, ...numbers));
      }),
    );
  });

  it('changes nothing when different people come again in any order', () => {
    const people = fc.uniqueArray(member, { maxLength: 6, selector: (one) => `${one.given_name}${one.birth_date}` });
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.nat()), (before, dice) => {
        const named = before.map((one, at) => ({ ...one, national_id: `ID-${at}` }));
        const shuffled = named
          .map((one) => [dice.next().value as number, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        const { numbers } = number(named, shuffled);
        expect(numbers).toEqual(shuffled.map((one) => named.indexOf(one) + 1));
      }),
    );
  });
});
