import { withoutCovered } from '../../interconnection/elements.js';

/** On what records of one type rest that a file holds: all of it must still be agreed when it is fetched. */
export interface FileGround {
  readonly recordType: string;
  readonly purpose: string;
  /** What the file tells of some of them, and what they were found by. */
  readonly elements: readonly string[];
  readonly filterElements: readonly string[];
  /** On consents too; not of the same ground as those that rest on none. */
  readonly isConsented: boolean;
  /** When the first of these consents ends, in milliseconds; absent: none does. */
  readonly untilMs?: number | undefined;
}

/** The same with what another page or line adds. */
export function withGround(grounds: readonly FileGround[], added: FileGround): readonly FileGround[] {
  const isSame = (one: FileGround) =>
    one.recordType === added.recordType && one.purpose === added.purpose && one.isConsented === added.isConsented;
  const [known] = grounds.filter(isSame);
  return [...grounds.filter((one) => !isSame(one)), known ? bothOf(known, added) : added];
}

function bothOf(one: FileGround, other: FileGround): FileGround {
  const ends = [one.untilMs, other.untilMs].filter((end) => end !== undefined);
  return {
    ...one,
    elements: withoutCovered([...one.elements, ...other.elements]),
    filterElements: withoutCovered([...one.filterElements, ...other.filterElements]),
    ...(ends.length > 0 && { untilMs: Math.min(...ends) }),
  };
}
