/**
 * One statement of a source: what it said was true from `validFrom` until before `validTo`, as recorded at one moment.
 */
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

/** The first day of which it speaks. */
export const firstDay = <T>(statement: Statement<T>): string =>
  statement.validFrom ?? statement.recordedAt.slice(0, 10);

/** It speaks of no day at all. */
export const isEmpty = (one: Statement<unknown>): boolean => one.validTo !== undefined && one.validTo <= firstDay(one);

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
  // One pass without lists between: it is asked of every record that comes in.
  let last: Statement<T> | undefined;
  for (const statement of statements) {
    if (statement.recordedAt > knownAt || firstDay(statement) > asOf) continue;
    if (statement.validTo !== undefined && statement.validTo <= asOf) continue;
    if (last === undefined || statement.seq >= last.seq) last = statement;
  }
  return last;
}

/**
 * The same, and for days before anything is known what is known of the first: a person had a name before we heard it,
 * and not the one that was put right on the same day. Whoever shows it says since when it is known.
 */
export function statementOrFirst<T>(statements: readonly Statement<T>[], moment: Moment): Statement<T> | undefined {
  const held = statementAt(statements, moment);
  if (held) return held;
  const since = knownSince(knownBy(statements, moment.knownAt));
  return since !== undefined && moment.asOf < since ? statementAt(statements, { ...moment, asOf: since }) : undefined;
}

/** The first day about which these statements say something; undefined when there are none. */
export function knownSince(statements: readonly Statement<unknown>[]): string | undefined {
  let since: string | undefined;
  for (const statement of statements) {
    if (isEmpty(statement)) continue;
    const day = firstDay(statement);
    if (since === undefined || day < since) since = day;
  }
  return since;
}

/** The next day after `day` on which another statement may hold: when a kept current view must be made again. */
export function nextChange(statements: readonly Statement<unknown>[], day: string): string | undefined {
  let next: string | undefined;
  const take = (one: string) => {
    if (one > day && (next === undefined || one < next)) next = one;
  };
  for (const statement of statements) {
    take(firstDay(statement));
    if (statement.validTo !== undefined) take(statement.validTo);
  }
  return next;
}
