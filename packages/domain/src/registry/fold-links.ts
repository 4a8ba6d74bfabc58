/** From `recordedAt` on, the record belongs to this person: the last word counts, so that undoing is another word. */
export interface LinkRow {
  readonly recordId: string;
  readonly personId: string;
  readonly seq: number;
  /** ISO moment, UTC. */
  readonly recordedAt: string;
}

/** To whom each record belonged, as known at a moment. */
export function linksAt<L extends LinkRow>(rows: readonly L[], knownAt: string): ReadonlyMap<string, L> {
  const last = new Map<string, L>();
  for (const row of rows) {
    if (row.recordedAt > knownAt) continue;
    const kept = last.get(row.recordId);
    if (!kept || kept.seq < row.seq) last.set(row.recordId, row);
  }
  return last;
}

/** The person that a record was before it came to the one it belongs to now; undefined when it never was another's. */
export function previousPerson(rows: readonly LinkRow[], recordId: string, current: string): string | undefined {
  const own = rows.filter((row) => row.recordId === recordId).sort((a, b) => b.seq - a.seq);
  return own.find(({ personId }) => personId !== current)?.personId;
}
