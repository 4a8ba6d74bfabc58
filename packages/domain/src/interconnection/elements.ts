/** Whether one path stands for the other: it is the same, or the other lies beneath it. */
export function covers(granted: string, path: string): boolean {
  return path === granted || path.startsWith(`${granted}.`);
}

/** Whether some granted path stands for all of this one. */
export function isGranted(granted: readonly string[], path: string): boolean {
  return granted.some((one) => covers(one, path));
}

/** What two grants have in common: of each pair that lies in one line, the narrower. Sorted, without repetition. */
export function commonElements(left: readonly string[], right: readonly string[]): string[] {
  const narrower = left.flatMap((one) =>
    right.flatMap((other) => (covers(one, other) ? [other] : covers(other, one) ? [one] : [])),
  );
  return withoutCovered(narrower);
}

const byParts = (one: string, other: string) => {
  const [left, right] = [one.replaceAll('.', '\u0000'), other.replaceAll('.', '\u0000')];
  return left < right ? -1 : Number(left > right);
};

/** Drops what another path of the list already stands for. */
export function withoutCovered(paths: readonly string[]): string[] {
  const kept: string[] = [];
  // What lies beneath a path comes right after it: a message may name tens of thousands.
  for (const path of [...new Set(paths)].sort(byParts)) {
    const last = kept.at(-1);
    if (last === undefined || !covers(last, path)) kept.push(path);
  }
  return kept.sort();
}

/**
 * A copy of a record with nothing but the granted paths. Lists are gone through: a path of `member_list.name` means the
 * name of each member. Empty objects that are left over are dropped.
 */
export function narrowRecord(record: unknown, granted: readonly string[]): unknown {
  return narrow(record, granted, '');
}

function narrow(value: unknown, granted: readonly string[], at: string): unknown {
  if (at !== '' && isGranted(granted, at)) return value;
  if (Array.isArray(value)) {
    const kept = value.map((item) => narrow(item, granted, at)).filter((item) => item !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const kept = narrow(member, granted, at === '' ? name : `${at}.${name}`);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What records hold, as agreements name it, each once; what JSON-LD adds of itself (`@type`) is no element. */
export const elementsIn = (records: readonly unknown[]): string[] =>
  [...new Set(records.flatMap(pathsOf))].filter((path) => !path.includes('@'));

/** Every path at which a record holds a value; lists are gone through, empty ones count as a value. */
export function pathsOf(record: unknown): string[] {
  const found = new Set<string>();
  collect(record, '', found);
  return [...found].sort();
}

function collect(value: unknown, at: string, found: Set<string>): void {
  if (Array.isArray(value) && value.length > 0) {
    for (const item of value) collect(item, at, found);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    for (const [name, member] of Object.entries(value)) collect(member, at === '' ? name : `${at}.${name}`, found);
  } else if (at !== '') {
    found.add(at);
  }
}
