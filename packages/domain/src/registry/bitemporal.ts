/** One statement of a source: what it said was true from `validFrom` until before `validTo`, as recorded at one moment. */
export interface Statement<T> {
  /** `YYYY-MM-DD`; absent: the source has no history, so it is known since the day it was recorded. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** ISO moment, UTC. */
  readonly recordedAt: string;
  /** Order of recording within the record. */
  readonly seq: number;
  /** Absent when the source had deleted the record. */
  readonly data?: T;
}

export interface Moment {
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** ISO moment, UTC. */
  readonly knownAt: string;
}

const firstDay = <T>(statement: Statement<T>) => statement.validFrom ?? statement.recordedAt.slice(0, 10);

/** What was known by then, oldest statement first. */
export function knownBy<T>(statements: readonly Statement<T>[], knownAt: string): readonly Statement<T>[] {
  return statements.filter(({ recordedAt }) => recordedAt <= knownAt).sort((a, b) => a.seq - b.seq);
}

/**
 * The statement that holds on a day, as known at a moment: the last recorded one whose half-open interval covers the
 * day. Undefined when none does.
 */
export function statementAt<T>(
  statements: readonly Statement<T>[],
  { asOf, knownAt }: Moment,
): Statement<T> | undefined {
  return knownBy(statements, knownAt)
    .filter((statement) => firstDay(statement) <= asOf && (statement.validTo === undefined || asOf < statement.validTo))
    .at(-1);
}

/**
 * The same, and for days before anything is known the first that is: a person had a name before we heard it. Whoever
 * shows it says since when it is known.
 */
export function statementOrFirst<T>(statements: readonly Statement<T>[], moment: Moment): Statement<T> | undefined {
  const known = knownBy(statements, moment.knownAt);
  const [first] = [...known].sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1));
  if (first && moment.asOf < firstDay(first)) return first;
  return statementAt(statements, moment);
}

/** The first day about which these statements say something; undefined when there are none. */
export function knownSince(statements: readonly Statement<unknown>[]): string | undefined {
  return statements.map(firstDay).sort()[0];
}

/** The next day after `day` on which another statement may hold: when a kept current view must be made again. */
export function nextChange(statements: readonly Statement<unknown>[], day: string): string | undefined {
  const days = statements.flatMap((statement) => [firstDay(statement), statement.validTo ?? '']);
  return days.filter((one) => one > day).sort()[0];
}
