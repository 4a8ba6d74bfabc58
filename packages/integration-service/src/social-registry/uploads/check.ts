import type { AnswerSet, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { codeOf, textOf } from '@interlink/domain/social-registry/elements';
import { problemsOf, questionsOf } from '@interlink/domain/social-registry/questionnaire';
import { HOUSEHOLD_COLUMN, type CellProblem, type ReadHousehold } from '@interlink/domain/social-registry/template';
import type { Villages } from '../context.js';

/** The element of the unified model that nobody shares. */
const IDENTIFIER = 'nationalId';

export type FileProblem = CellProblem | { readonly row: number; readonly column: string; readonly code: BeyondCells };
type BeyondCells = 'duplicate' | 'foreign-household' | 'foreign-village' | 'no-household' | 'unknown-village';

/** Finds what is wrong with each household of one file, as it goes by; remembers what must not come twice. */
export class FileCheck {
  readonly #identifiers: readonly string[];
  readonly #keys = new Set<string>();
  readonly #seen = new Set<string>();

  constructor(
    readonly questionnaire: Questionnaire,
    /** YYYY-MM-DD */
    readonly today: string,
    /** A keyed hash: what is remembered of people is not their number. */
    readonly blind: (value: string) => string,
    readonly villages: Pick<Villages, 'get'>,
    /** S2: whose places the file may name; null: any. */
    readonly districts: readonly string[] | null,
  ) {
    this.#identifiers = questionsOf(questionnaire, 'member')
      .filter(({ element }) => element === IDENTIFIER)
      .map(({ code }) => code);
  }

  /** Every problem of a household, by cell; empty when it can be loaded. */
  problemsOf(household: ReadHousehold): readonly FileProblem[] {
    return oneOfEach([
      ...household.problems,
      ...this.#keyProblems(household),
      ...this.#answerProblems(household),
      ...this.#villageProblem(household),
      ...household.members.flatMap((member, at) => this.#duplicates(member, household.rows[at] ?? 0)),
    ]);
  }

  #keyProblems({ key, rows }: ReadHousehold): readonly FileProblem[] {
    const [row = 0] = rows;
    if (key === '') return [{ row, column: HOUSEHOLD_COLUMN, code: 'no-household' }];
    const hash = this.blind(key);
    if (this.#keys.has(hash)) return [{ row, column: HOUSEHOLD_COLUMN, code: 'household-split' }];
    this.#keys.add(hash);
    return [];
  }

  #answerProblems({ household, members, rows }: ReadHousehold): readonly FileProblem[] {
    const answers = { household: { ...household }, members: [...members] };
    return problemsOf(this.questionnaire, answers, this.today).map(({ question, member = 0, code }) => ({
      row: rows[member] ?? 0,
      column: question,
      code,
    }));
  }

  /** A household without a place would be seen by nobody. */
  #villageProblem({ household, rows }: ReadHousehold): readonly FileProblem[] {
    const column = codeOf(this.questionnaire, 'household', 'locationCode');
    const village = textOf(this.questionnaire, 'household', household, 'locationCode');
    if (column === undefined || village === undefined) return [];
    const place = this.villages.get(village);
    const [row = 0] = rows;
    if (!place) return [{ row, column, code: 'unknown-village' }];
    const { districts } = this;
    const isOwn = districts === null || (place.districtId !== undefined && districts.includes(place.districtId));
    return isOwn ? [] : [{ row, column, code: 'foreign-village' }];
  }

  #duplicates(member: AnswerSet, row: number): readonly FileProblem[] {
    return this.#identifiers.flatMap((column) => {
      const value = member[column];
      if (typeof value !== 'string' || value === '') return [];
      const hash = this.blind(value.toUpperCase());
      if (this.#seen.has(hash)) return [{ row, column, code: 'duplicate' as const }];
      this.#seen.add(hash);
      return [];
    });
  }
}

/**
 * A cell is named once, by what was found first: a formula where an answer is required is no missing answer as well.
 */
function oneOfEach(problems: readonly FileProblem[]): readonly FileProblem[] {
  if (problems.length < 2) return problems;
  const cells = new Map<string, FileProblem>();
  for (const problem of problems) {
    const cell = `${problem.row} ${problem.column}`;
    if (!cells.has(cell)) cells.set(cell, problem);
  }
  return [...cells.values()];
}
