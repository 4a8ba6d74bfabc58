/** Lines of a batch that may stand in one file together, e.g. of one account keeper. */
export interface LineGroup {
  /** What they share; one text a group. */
  readonly key: string;
  readonly count: number;
}

export interface PlannedGroup extends LineGroup {
  /** Number of the group's first file, from 1. */
  readonly firstPart: number;
  readonly files: number;
}

/**
 * Which files a batch is split into (A1.3): no file mixes groups, none has more than `most` lines, and numbers have no
 * gap. Groups in the order of their keys, so that the same lines always give the same files. Throws for `most` below 1.
 */
export function planFiles(groups: readonly LineGroup[], most: number): readonly PlannedGroup[] {
  if (!Number.isInteger(most) || most < 1) throw new RangeError('a file holds at least one line');
  const ordered = groups
    .filter(({ count }) => count > 0)
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  let firstPart = 1;
  return ordered.map((group) => {
    const planned = { ...group, firstPart, files: Math.ceil(group.count / most) };
    firstPart += planned.files;
    return planned;
  });
}
