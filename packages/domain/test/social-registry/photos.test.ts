import * as fc from 'fast-check';
import type { HouseholdAnswers, Question, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { answersOf } from '../../src/social-registry/intake.js';
import { fitWithin, photosOf, PHOTO_EDGE, withoutPhotos } from '../../src/social-registry/photos.js';
import { mistakesOf, problemsOf } from '../../src/social-registry/questionnaire.js';
import { columnsOf, headerProblem } from '../../src/social-registry/template.js';

const label = { en: 'x', fr: 'x', ar: 'x' };
const photo = (code: string, over: Partial<Question> = {}): Question => ({ code, type: 'photo', label, ...over });
const ask = (household: Question[], member: Question[]): Questionnaire => ({
  code: 'q',
  version: 1,
  title: label,
  sections: [
    { code: 'home', title: label, of: 'household', questions: household },
    { code: 'people', title: label, of: 'member', questions: member },
  ],
});
const questionnaire = ask([photo('front'), { code: 'roof', type: 'text', label }], [photo('card')]);
const [A, B, C] = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000001`) as [
  string,
  string,
  string,
];

describe('SR-008: the photographs of a household', () => {
  it('are those that its answers name, of the household and of each member, each once', () => {
    const answers: HouseholdAnswers = {
      household: { front: A, roof: B },
      members: [{ card: B }, {}, { card: C }, { card: C }],
    };
    expect(photosOf(questionnaire, answers)).toEqual([
      { id: A, question: 'front' },
      { id: B, question: 'card', member: 0 },
      { id: C, question: 'card', member: 2 },
    ]);
    expect(photosOf(questionnaire, { household: { front: null }, members: [{}] })).toEqual([]);
  });

  it('are named by ids and nothing else', () => {
    const problems = (front: string) =>
      problemsOf(questionnaire, { household: { front }, members: [{}] }, '2026-11-29').map(({ code }) => code);
    expect(problems(A)).toEqual([]);
    for (const wrong of ['yes', `${A}/..`, A.toUpperCase(), 'data:image/png;base64,AAAA']) {
      expect(problems(wrong)).toEqual(['wrong-form']);
    }
    expect(answersOf(questionnaire, { household: { front: A }, members: [] }).household).toEqual({ front: A });
  });

  it('can be taken out of the answers of the household without touching the others', () => {
    expect(withoutPhotos(questionnaire, { front: A, roof: 'thatch' })).toEqual({ roof: 'thatch' });
  });

  it('are in no file, and so cannot be required, and are no element of a person', () => {
    expect(columnsOf(questionnaire)).toEqual(['household', 'roof']);
    expect(headerProblem(questionnaire, ['household', 'roof', 'front'])).toMatchObject({ unknown: ['front'] });
    const strange = ask([photo('front', { required: true })], [photo('card', { element: 'photo' })]);
    expect(mistakesOf(strange)).toEqual([
      'front is a photograph, which cannot be required',
      'card is a photograph, which is no element',
    ]);
    expect(mistakesOf(questionnaire)).toEqual([]);
  });
});

describe('SR-008: a photograph is scaled down', () => {
  it('to the longer edge, and never up', () => {
    expect(fitWithin({ width: 4000, height: 3000 }, PHOTO_EDGE)).toEqual({ width: 1600, height: 1200 });
    expect(fitWithin({ width: 300, height: 4000 }, PHOTO_EDGE)).toEqual({ width: 120, height: 1600 });
    expect(fitWithin({ width: 640, height: 480 }, PHOTO_EDGE)).toEqual({ width: 640, height: 480 });
  });

  it('to whole pixels within the edge, keeping its shape to half a pixel', () => {
    const edge = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(edge, edge, (width, height) => {
        const fitted = fitWithin({ width, height }, PHOTO_EDGE);
        const factor = Math.min(1, PHOTO_EDGE / Math.max(width, height));
        for (const [now, before] of [
          [fitted.width, width],
          [fitted.height, height],
        ] as const) {
          expect(Number.isInteger(now)).toBe(true);
          expect(now).toBeGreaterThanOrEqual(1);
          expect(now).toBeLessThanOrEqual(Math.min(before, PHOTO_EDGE));
          expect(Math.abs(now - Math.max(1, before * factor))).toBeLessThanOrEqual(0.5);
        }
      }),
    );
  });
});
