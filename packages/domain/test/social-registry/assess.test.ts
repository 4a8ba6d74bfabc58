import fc from 'fast-check';
import type { AnswerSet } from '@interlink/contracts/social-registry/questionnaire';
import { ageOf, assess, passes, valueOf } from '@interlink/domain/social-registry/assess';
import { affordableCutOff, effectOf } from '@interlink/domain/social-registry/cut-off';
import { formula, household, TODAY } from './builders.js';

const points = (over: Parameters<typeof household>[0], day = TODAY) =>
  Object.fromEntries(assess(formula, household(over), day).contributions.map((one) => [one.term, one.points]));

describe('the assessment of a household', () => {
  it('SR-013: explains its score term by term, in millionths', () => {
    const answers = household({
      household: { roof: 'thatch', owns_land: false },
      members: [
        { given_name: 'Amina', birth_date: '1950-03-02', income: 100 },
        { given_name: 'Juma', birth_date: '2015' },
      ],
    });
    const result = assess(formula, answers, TODAY);
    expect(result.contributions).toEqual([
      { term: 'thatch', value: 1_000_000, weight: 10_000_000, points: 10_000_000 },
      { term: 'members', value: 2_000_000, weight: 2_000_000, points: 4_000_000 },
      { term: 'old', value: 1_000_000, weight: 5_000_000, points: 5_000_000 },
      { term: 'income', value: 50_000_000, weight: -10_000, points: -500_000 },
    ]);
    expect(result.score).toBe(19_500_000);
    expect(result.mayQualifyFor).toEqual(['OAA']);
  });

  it('SR-013: counts an age on the day of the assessment, not on the day of the answer', () => {
    const members = [{ given_name: 'Amina', birth_date: '1961-11-25' }];
    expect(points({ members }, '2026-11-24')['old']).toBe(0);
    expect(points({ members }, '2026-11-25')['old']).toBe(5_000_000);
  });

  it('SR-013: takes the latest possible date of a birth of which only the year is known', () => {
    expect(ageOf('1961', '2026-12-30')).toBe(64);
    expect(ageOf('1961', '2026-12-31')).toBe(65);
    expect(ageOf('never', TODAY)).toBeUndefined();
    expect(ageOf(null, TODAY)).toBeUndefined();
  });

  it('SR-013: counts a child whose year or month of birth has only begun among the youngest', () => {
    expect([ageOf('2026', TODAY), ageOf('2026-11', TODAY), ageOf('2026-10', TODAY)]).toEqual([0, 0, 0]);
    const young = { kind: 'members-aged', question: 'birth_date', from: 0, to: 4 } as const;
    const answers = household({ members: [{ birth_date: '2026' }, { birth_date: '2026-11' }, { birth_date: '2021' }] });
    expect(valueOf(young, answers, TODAY)).toBe(3_000_000);
    // Who is born after the day of the assessment is not in the household yet.
    expect(valueOf(young, household({ members: [{ birth_date: '2027' }, { birth_date: '2026-12' }] }), TODAY)).toBe(0);
  });

  it('SR-013: makes nobody younger by knowing more of a birth date, and nobody older by knowing less', () => {
    const born = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-24'), noInvalidDate: true });
    fc.assert(
      fc.property(born, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [byYear = -1, byMonth = -1, byDay = -1] = [4, 7, 10].map((length) => ageOf(day.slice(0, length), TODAY));
        expect(byYear).toBeGreaterThanOrEqual(0);
        expect(byMonth).toBeGreaterThanOrEqual(byYear);
        expect(byDay).toBeGreaterThanOrEqual(byMonth);
        expect(byDay - byYear).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('SR-013: puts an answer that cannot be right at the end of the list instead of failing for all', () => {
    const anyNumber = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, 1e21, -0),
    );
    const weight = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    const variables = [
      { kind: 'household-number', question: 'acres' },
      { kind: 'members-sum', question: 'income', perHead: false },
      { kind: 'members-sum', question: 'income', perHead: true },
    ] as const;
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 5 }), weight, (numbers, each) => {
        const terms = variables.map((variable, at) => ({
          ...formula.terms[0],
          code: `t${at}`,
          variable,
          weight: each,
        }));
        const answers = household({
          household: { acres: numbers[0] ?? 0 },
          members: numbers.map((income) => ({ income })),
        });
        const { score, contributions } = assess({ ...formula, terms } as typeof formula, answers, TODAY);
        for (const { value, points: given } of contributions) {
          expect([value, given].every(Number.isSafeInteger)).toBe(true);
        }
        expect(Number.isSafeInteger(score)).toBe(true);
      }),
    );
    const rich = household({ members: [{ given_name: 'x', income: Number.MAX_VALUE }] });
    expect(assess(formula, rich, TODAY).score).toBeLessThan(assess(formula, household({}), TODAY).score);
  });

  it('SR-013: counts members only up to the most that the formula names', () => {
    const members = Array.from({ length: 12 }, () => ({ given_name: 'x' }) satisfies AnswerSet);
    expect(points({ members })['members']).toBe(16_000_000);
  });

  it('SR-013: counts members by an answer, and takes the number of the household up to a most', () => {
    const answers = household({ household: { acres: 7.5 }, members: [{ in_school: true }, { in_school: false }, {}] });
    expect(valueOf({ kind: 'members-with', question: 'in_school', in: [true] }, answers, TODAY)).toBe(1_000_000);
    expect(valueOf({ kind: 'household-number', question: 'acres' }, answers, TODAY)).toBe(7_500_000);
    expect(valueOf({ kind: 'household-number', question: 'acres', atMost: 5 }, answers, TODAY)).toBe(5_000_000);
    expect(valueOf({ kind: 'household-number', question: 'rooms' }, answers, TODAY)).toBe(0);
    expect(valueOf({ kind: 'members-sum', question: 'income', perHead: false }, answers, TODAY)).toBe(0);
  });

  it('SR-013: gives the same result for the same answers, and a score that is the sum of what it explains', () => {
    const member = fc.record({
      income: fc.integer({ min: 0, max: 10_000_000 }),
      birth_date: fc.constantFrom('1940', '2020'),
    });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 20 }), fc.boolean(), (members, thatch) => {
        const answers = household({ household: { roof: thatch ? 'thatch' : 'iron' }, members });
        const result = assess(formula, answers, TODAY);
        expect(assess(formula, answers, TODAY)).toEqual(result);
        expect(result.contributions.reduce((sum, one) => sum + one.points, result.intercept)).toBe(result.score);
        expect(Number.isSafeInteger(result.score)).toBe(true);
      }),
    );
  });

  it('SR-013: does not depend on the order of the members', () => {
    const member = fc.record({
      income: fc.integer({ min: 0, max: 1000 }),
      birth_date: fc.constantFrom('1940', '2020'),
    });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 9 }), (members) => {
        const score = (list: typeof members) => assess(formula, household({ members: list }), TODAY).score;
        expect(score([...members].reverse())).toBe(score(members));
      }),
    );
  });
});

describe('a cut-off', () => {
  const counts = [
    { score: 5, households: 10, members: 40 },
    { score: 7, households: 20, members: 60 },
    { score: 9, households: 5, members: 30 },
  ];
  const cutOff = { programme: 'CHG', comparison: 'at-least', score: 7 } as const;

  it('SR-013: says how many it reaches and what that costs a month', () => {
    expect(effectOf(counts, cutOff, 2_000)).toEqual({ score: 7, households: 25, members: 90, costMinor: 50_000 });
  });

  it('SR-013: includes the score at its edge, from either side', () => {
    expect(passes(cutOff, 7)).toBe(true);
    expect(passes(cutOff, 6)).toBe(false);
    expect(passes({ ...cutOff, comparison: 'at-most' }, 7)).toBe(true);
    expect(passes({ ...cutOff, comparison: 'at-most' }, 8)).toBe(false);
  });

  it('SR-013: is the most generous that the budget pays, and never divides those who are equally poor', () => {
    const budget = (budgetMinor: number) => ({ budgetMinor, benefitMinor: 1 });
    expect(affordableCutOff(counts, 'at-least', budget(24))).toBe(9);
    expect(affordableCutOff(counts, 'at-least', budget(25))).toBe(7);
    expect(affordableCutOff(counts, 'at-most', budget(30))).toBe(7);
    expect(affordableCutOff(counts, 'at-least', budget(4))).toBeUndefined();
  });

  it('SR-013: never costs more than the budget, and the next score would', () => {
    const count = fc.record({
      score: fc.integer({ min: 0, max: 50 }),
      households: fc.integer({ min: 1, max: 99 }),
      members: fc.constant(1),
    });
    const distinct = fc.uniqueArray(count, { selector: ({ score }) => score, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(distinct, fc.integer({ min: 0, max: 2000 }), (all, budgetMinor) => {
        const score = affordableCutOff(all, 'at-most', { budgetMinor, benefitMinor: 1 });
        const cost = (limit: number) =>
          effectOf(all, { programme: 'P', comparison: 'at-most', score: limit }, 1).costMinor;
        if (score !== undefined) expect(cost(score)).toBeLessThanOrEqual(budgetMinor);
        const next = all.map((one) => one.score).filter((one) => score === undefined || one > score);
        if (next.length > 0) expect(cost(Math.min(...next))).toBeGreaterThan(budgetMinor);
      }),
    );
  });
});
