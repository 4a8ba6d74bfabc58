/** Where a statement stands among those of its account. */
export interface StatementPlace {
  readonly sequence: number;
  readonly openingMinor: number;
}

export interface LastStatement {
  readonly sequence: number;
  readonly closingMinor: number;
}

/** Numbers of a year before the next one's begin. */
const A_YEAR = 100_000;
/** No bank counts its statements this far: from here on a number bears its year. */
const FIRST_YEAR = 2000;

/**
 * The number of a statement whose bank counts to 99,999 and may begin anew each year (MT940): made to grow with the
 * year of its closing day, so that numbers of two years are never one. `number` is 1 to 99,999; `closedOn`
 * `YYYY-MM-DD`.
 */
export function statementNumberOf(closedOn: string, number: number): number {
  if (!Number.isInteger(number) || number < 1 || number >= A_YEAR) throw new RangeError('a number is 1 to 99999');
  return Number(closedOn.slice(0, 4)) * A_YEAR + number;
}

/** Whether nothing is missing between the two: the next number, and the money that was there. */
export function followsStatement(last: LastStatement, next: StatementPlace): boolean {
  return isNextNumber(last.sequence, next.sequence) && next.openingMinor === last.closingMinor;
}

function isNextNumber(last: number, next: number): boolean {
  const [lastYear, nextYear] = [Math.floor(last / A_YEAR), Math.floor(next / A_YEAR)];
  // A bank that wrote numbers without a year before counts on.
  if (lastYear < FIRST_YEAR && nextYear >= FIRST_YEAR) return next % A_YEAR === last + 1;
  if (nextYear < FIRST_YEAR || nextYear !== lastYear + 1) return next === last + 1;
  // A bank begins anew with the year, or counts on.
  return next % A_YEAR === 1 || next % A_YEAR === (last % A_YEAR) + 1;
}
