import { Value } from 'typebox/value';
import {
  AnswerProblem,
  AnswerValue,
  HouseholdAnswers,
  Question,
  Questionnaire,
} from '../../src/social-registry/questionnaire';
import { BeginUpload, CHUNK_BYTES, Upload, UploadProblems } from '../../src/social-registry/upload';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

const wording = { en: 'Rooms', fr: 'Pièces', ar: 'غرف' };
const question = {
  code: 'rooms',
  type: 'integer',
  label: wording,
  help: wording,
  required: true,
  minimum: 0,
  maximum: 40,
  maxLength: 2,
  pattern: '^[0-9]+$',
  choices: [{ code: 'one', label: wording }],
  showWhen: { question: 'has_house', in: [true] },
  element: 'birthDate',
};

describeBody('a question', Question, {
  good: question,
  closed: true,
  optional: ['help', 'required', 'minimum', 'maximum', 'maxLength', 'pattern', 'choices', 'showWhen', 'element'],
  bad: [
    ['code', 'Rooms'],
    ['code', longer(40)],
    ['type', 'video'],
    ['label.fr', ''],
    ['label', 'Rooms'],
    ['maxLength', 501],
    ['maxLength', 0],
    ['choices', [{ code: '', label: wording }]],
    ['showWhen', { question: 'has_house', in: [] }],
    ['showWhen', { question: 'has_house', in: [1] }],
    ['element', ''],
  ],
});

describeBody('a questionnaire', Questionnaire, {
  good: {
    code: 'household',
    version: 1,
    title: wording,
    sections: [{ code: 's', title: wording, of: 'member', questions: [question] }],
  },
  closed: true,
  bad: [
    ['version', 0],
    ['version', 1.5],
    ['sections', []],
    ['sections.0.of', 'village'],
    ['sections.0.questions', []],
    ['title.en', undefined],
  ],
});

describeBody('the answers of a household', HouseholdAnswers, {
  good: { household: { rooms: 2, roof: 'grass', electricity: false, note: null }, members: [{ name: 'Amina' }] },
  closed: true,
  also: [['household', {}]],
  bad: [
    ['members', []],
    ['members', Array.from({ length: 61 }, () => ({}))],
    ['household', { rooms: [2] }],
    ['household', { rooms: { count: 2 } }],
    // The name of a question has no line break: behind one anything could stand and nobody would look at it.
    ['household', { 'rooms\nof': { count: 2 } }],
    ['members.0', { 'name\u2028': ['Amina'] }],
    ['members.0', { name: longer(500) }],
  ],
});

describeBody('what is wrong with an answer', AnswerProblem, {
  good: { question: 'rooms', member: 0, code: 'too-large' },
  closed: false,
  optional: ['member'],
  bad: [
    ['code', 'odd'],
    ['member', -1],
  ],
});

describe('the value of an answer', () => {
  it.each(['', 'grass', 0, -1.5, true, null])('may be %j', (value) => {
    expect(Value.Check(AnswerValue, value)).toBe(true);
  });

  it.each([undefined, [], {}, Number.NaN, Number.POSITIVE_INFINITY, longer(500)])('is never %j', (value) => {
    expect(Value.Check(AnswerValue, value)).toBe(false);
  });
});

describeBody('the start of an upload', BeginUpload, {
  good: { fileName: 'Kibera 2026.csv', size: 1, sha256: aHash, questionnaire: 'household', mostProblemPercent: 0 },
  closed: true,
  also: [
    ['fileName', 'أسر.csv'],
    ['size', 2_000_000_000],
    ['mostProblemPercent', 50],
  ],
  bad: [
    ['fileName', ''],
    ['fileName', '../../etc/passwd'],
    ['fileName', 'a\\b.csv'],
    ['fileName', 'a\u0000.csv'],
    ['fileName', longer(200)],
    ['size', 0],
    ['size', 2_000_000_001],
    ['sha256', 'x'],
    ['questionnaire', ''],
    ['mostProblemPercent', 51],
    ['mostProblemPercent', -1],
    ['mostProblemPercent', 2.5],
  ],
});

describeBody('an upload', Upload, {
  good: {
    id: anId,
    state: 'refused',
    fileName: 'a.csv',
    size: 1,
    questionnaire: 'household',
    questionnaireVersion: 1,
    mostProblemPercent: 5,
    chunks: 1,
    progress: { done: 1, of: 1 },
    rows: 1,
    households: 1,
    members: 1,
    householdsWithProblems: 1,
    problems: { missing: 2 },
    created: 0,
    changed: 0,
    unchanged: 0,
    refusal: 'too-many-problems',
    refusalDetails: [],
    makerLogin: 'sam',
    createdAt: aTime,
    updatedAt: aTime,
  },
  closed: false,
  optional: ['refusal', 'refusalDetails'],
  bad: [
    ['state', 'lost'],
    ['chunks', -1],
    ['refusal', 'mood'],
    ['problems', { missing: 'two' }],
  ],
});

describeBody('problems of an upload', UploadProblems, {
  good: { items: [{ row: 2, column: 'rooms', code: 'too-large' }], next: '2' },
  closed: false,
  optional: ['next'],
  bad: [
    ['items.0.row', 'second'],
    ['items.0.code', undefined],
  ],
});

describe('a chunk of an upload', () => {
  it('SR-020: is half a megabyte, so that a weak network loses little, and below what a request may be', () => {
    expect(CHUNK_BYTES).toBe(2 ** 19);
    expect(CHUNK_BYTES).toBeLessThan(1_048_576);
  });
});
