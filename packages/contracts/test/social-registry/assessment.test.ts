import { Value } from 'typebox/value';
import { AssessmentResult, CutOff, Formula, Term, Variable } from '../../src/social-registry/assessment';
import { BeginRun, Run, Simulation, SimulationQuery } from '../../src/social-registry/run';
import { anId, aTime, describeBody } from '../support/bodies';

const wording = { en: 'Roof of grass', fr: 'Toit de paille', ar: 'سقف من القش' };
const variable = { kind: 'household-is', question: 'roof', in: ['grass'] };
const term = { code: 'grass_roof', label: wording, variable, weight: 250_000 };
const cutOff = { programme: 'OAA', comparison: 'at-most', score: -1 };

describeBody('a formula (SR-013)', Formula, {
  good: {
    code: 'pmt_2026',
    version: 1,
    kind: 'proxy-means',
    title: wording,
    questionnaire: 'household',
    effectiveFrom: '2026-01-01',
    effectiveTo: '2026-12-31',
    intercept: 0,
    terms: [term],
    cutOffs: [cutOff],
  },
  closed: true,
  optional: ['effectiveTo'],
  also: [
    ['kind', 'categorical'],
    ['cutOffs', []],
    ['intercept', -1_000_000],
  ],
  bad: [
    ['code', 'PMT 2026'],
    ['code', '2026_pmt'],
    ['version', 0],
    // More than the database counts to.
    ['version', 2_147_483_648],
    ['kind', 'guess'],
    ['title.ar', undefined],
    ['title.sw', 'x'],
    ['effectiveFrom', '2026-02-30'],
    ['effectiveTo', 'later'],
    ['intercept', 0.5],
    ['intercept', 1_000_000_000_001],
    ['terms', []],
    ['terms', Array.from({ length: 201 }, () => term)],
    ['cutOffs', [{ ...cutOff, score: 'low' }]],
  ],
});

describeBody('a term of a formula', Term, {
  good: term,
  closed: true,
  bad: [
    ['weight', 0.25],
    ['label.en', ''],
    ['variable', { kind: 'script', code: 'process.exit()' }],
  ],
});

describeBody('a cut-off', CutOff, {
  good: cutOff,
  closed: true,
  also: [['comparison', 'at-least']],
  bad: [
    ['comparison', 'about'],
    ['programme', ''],
    ['score', 1.5],
  ],
});

describe('a variable of a formula', () => {
  it.each([
    { kind: 'household-is', question: 'roof', in: ['grass', true] },
    { kind: 'household-number', question: 'rooms', atMost: 4.5 },
    { kind: 'members' },
    { kind: 'members', atMost: 1 },
    { kind: 'members-with', question: 'disabled', in: [true] },
    { kind: 'members-aged', question: 'birth', from: 0, to: 5 },
    { kind: 'members-sum', question: 'income', perHead: true },
  ])('may be %j', (variable) => {
    expect(Value.Check(Variable, variable)).toBe(true);
  });

  it.each([
    { kind: 'household-is', question: 'roof', in: [] },
    { kind: 'household-is', question: 'roof', in: [1] },
    { kind: 'household-number', question: 'How many rooms?' },
    { kind: 'members', atMost: 0 },
    { kind: 'members', question: 'x' },
    { kind: 'members-aged', question: 'birth', from: -1, to: 5 },
    { kind: 'members-aged', question: 'birth', from: 0 },
    { kind: 'members-sum', question: 'income' },
    { kind: 'eval', question: 'x' },
    {},
  ])('is never %j', (variable) => {
    expect(Value.Check(Variable, variable)).toBe(false);
  });
});

describeBody('a result', AssessmentResult, {
  good: {
    formula: 'pmt_2026',
    version: 1,
    day: '2026-11-24',
    score: -250_000,
    intercept: 0,
    contributions: [{ term: 'grass_roof', value: 1_000_000, weight: -250_000, points: -250_000 }],
    mayQualifyFor: ['OAA'],
  },
  closed: false,
  bad: [
    ['score', 0.5],
    ['day', '2026-11-31'],
    ['contributions.0.points', '1'],
  ],
});

describeBody('the start of a run', BeginRun, {
  good: { formula: 'pmt_2026', day: '2026-11-24' },
  closed: true,
  optional: ['day'],
  bad: [
    ['formula', ''],
    ['day', '2026-11-31'],
    ['day', 'today'],
  ],
});

describeBody('a run', Run, {
  good: {
    id: anId,
    formula: 'pmt_2026',
    formulaVersion: 1,
    day: '2026-11-24',
    state: 'done',
    done: 10,
    total: 10,
    makerLogin: 'sam',
    createdAt: aTime,
    finishedAt: aTime,
  },
  closed: false,
  optional: ['finishedAt'],
  bad: [
    ['state', 'stuck'],
    ['done', -1],
  ],
});

describeBody('what somebody wants to simulate', SimulationQuery, {
  good: { programme: 'OAA', comparison: 'at-most', score: 100, benefitMinor: 200_000, budgetMinor: 0 },
  closed: true,
  optional: ['budgetMinor'],
  bad: [
    ['benefitMinor', 0],
    ['benefitMinor', 1_000_000_001],
    ['budgetMinor', -1],
    ['score', 'any'],
    // As a cut-off may be: no household has such a score.
    ['score', 1_000_000_000_001],
    ['score', -1e300],
    ['comparison', 'equal'],
  ],
});

describeBody('a simulation', Simulation, {
  good: {
    cutOff,
    households: 1,
    members: 4,
    costMinor: 1,
    affordableScore: 3,
    bars: [{ from: 0, upTo: 9, households: 1 }],
  },
  closed: false,
  optional: ['affordableScore'],
  bad: [
    ['households', -1],
    ['bars.0.households', 0.5],
    ['costMinor', null],
  ],
});
