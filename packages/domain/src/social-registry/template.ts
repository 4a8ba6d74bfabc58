import type {
  AnswerProblemCode,
  AnswerSet,
  AnswerValue,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import { withPoint } from '../platform/minor-units.js';
import { questionsOf } from './questionnaire.js';

/** Groups the rows of one household; any text that is unique in the file. */
export const HOUSEHOLD_COLUMN = 'household';

/**
 * SR-020: the columns of the upload template. One row a person; the first row of a household is its head. No cell holds
 * a photograph.
 */
export function columnsOf(questionnaire: Questionnaire): readonly string[] {
  const codes = (of: 'household' | 'member') =>
    questionsOf(questionnaire, of).flatMap(({ code, type }) => (type === 'photo' ? [] : [code]));
  return [HOUSEHOLD_COLUMN, ...codes('household'), ...codes('member')];
}

/** What is wrong with a file's first row; undefined when it names just the template's columns, in any order. */
export function headerProblem(
  questionnaire: Questionnaire,
  header: readonly string[],
):
  | { readonly missing: readonly string[]; readonly unknown: readonly string[]; readonly twice: readonly string[] }
  | undefined {
  const wanted = columnsOf(questionnaire);
  const missing = wanted.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !wanted.includes(column));
  const twice = header.filter((column, at) => header.indexOf(column) !== at);
  return missing.length + unknown.length + twice.length === 0 ? undefined : { missing, unknown, twice };
}

const YES = new Set(['yes', 'true', '1', 'oui', 'نعم']);
const NO = new Set(['no', 'false', '0', 'non', 'لا']);

/** A whole number with three zeroes behind a point may be thousands: nobody guesses. */
const NUMBERS = { decimal: /^-?\d{1,15}(?:\.\d{1,6})?$/, integer: /^-?\d{1,15}(?:\.0{1,2})?$/ } as const;

/**
 * A cell's text as an answer; undefined for an empty cell. What cannot be read stays text, so that the check names it.
 */
export function readCell({ type }: Question, cell: string): AnswerValue | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (type === 'boolean') return YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : text;
  if (type === 'integer' || type === 'decimal') {
    const number = withPoint(text);
    return NUMBERS[type].test(number) ? Number(number) : text;
  }
  return text;
}

export interface Row {
  /** From 1, the header row counted: as a spreadsheet shows it. */
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
  /** What a cell holds instead of a value: nothing is read from it. */
  readonly poisoned?: readonly { readonly column: string; readonly code: PoisonCode }[];
}

/**
 * Of a spreadsheet's cell: `ambiguous-day`, a year that was typed into a cell of days and became a day of 1905;
 * `formula`, its result may be anything; `cell-error`, as #N/A; `digits-lost`, a number that is too long to be one;
 * `outside-columns`, under no title.
 */
export type PoisonCode = 'ambiguous-day' | 'cell-error' | 'digits-lost' | 'formula' | 'outside-columns';

export interface CellProblem {
  readonly row: number;
  readonly column: string;
  readonly code: AnswerProblemCode | PoisonCode | 'differs-from-head' | 'household-split' | 'too-many-members';
}

export interface ReadHousehold {
  readonly key: string;
  readonly rows: readonly number[];
  readonly household: AnswerSet;
  readonly members: readonly AnswerSet[];
  readonly problems: readonly CellProblem[];
}

/** As the contract has it; here for who does not load its schemas. */
export const MOST_MEMBERS = 60;

/** The rows of one household, which stand together. A member's row may leave the household's columns empty. */
export function readHousehold(questionnaire: Questionnaire, key: string, rows: readonly Row[]): ReadHousehold {
  const [head] = rows;
  const ofHousehold = questionsOf(questionnaire, 'household');
  const household = head ? readSet(ofHousehold, head) : {};
  const problems = [
    ...rows.flatMap(({ number: row, poisoned = [] }) => poisoned.map((cell): CellProblem => ({ row, ...cell }))),
    ...rows.slice(1).flatMap((row) => differences(ofHousehold, row, household)),
  ];
  if (rows.length > MOST_MEMBERS && head) {
    problems.push({ row: head.number, column: HOUSEHOLD_COLUMN, code: 'too-many-members' });
  }
  const ofMember = questionsOf(questionnaire, 'member');
  const members = rows.slice(0, MOST_MEMBERS).map((row) => readSet(ofMember, row));
  return { key, rows: rows.map(({ number }) => number), household, members, problems };
}

function readSet(questions: readonly Question[], row: Row): AnswerSet {
  const answers: AnswerSet = {};
  for (const question of questions) {
    const value = readCell(question, row.cells[question.code] ?? '');
    if (value !== undefined) answers[question.code] = value;
  }
  return answers;
}

function differences(questions: readonly Question[], row: Row, household: AnswerSet): CellProblem[] {
  return questions.flatMap((question) => {
    const value = readCell(question, row.cells[question.code] ?? '');
    const same = value === undefined || value === household[question.code];
    return same ? [] : [{ row: row.number, column: question.code, code: 'differs-from-head' as const }];
  });
}
