/**
 * Domain events of the registry, by the outbox: ids and codes only. `platform.publish` sends one to every subscriber.
 */
export interface PersonChanged {
  readonly personId: string;
  /** The person's current version. */
  readonly version: number;
  /** Which kinds of records changed. */
  readonly kinds: readonly ('person' | 'household' | 'enrolment' | 'benefit' | 'payment' | 'link')[];
  /** Fields of the person that have another value now, by name. */
  readonly fields: readonly string[];
  /** Programmes in which something changed. */
  readonly programmes: readonly string[];
  /** Those in which the person is now and was not; absent: none. */
  readonly enrolled?: readonly string[];
  /** Those in which an enrolment has another status; absent: none. */
  readonly statusChanged?: readonly string[];
}

/** Two enrolments of one person that exclude each other, or hold at once by different sources. */
export interface OverlapFound {
  readonly conflictId: string;
  readonly personId: string;
  readonly programmes: readonly [string, string];
}

/** `merged`: all records of `from` are `into`'s now. `split`: some records of `into` became `from` again. */
export interface PersonRelinked {
  readonly into: string;
  readonly from: string;
  readonly change: 'merged' | 'split';
}

/** Everything about this person is gone here. `records`: the keys by which their sources knew them. */
export interface PersonErased {
  readonly personId: string;
  readonly records: readonly { readonly source: string; readonly key: string }[];
}

export const PERSON_ERASED = 'registry.person-erased';
export const PERSON_CHANGED = 'registry.person-changed';
export const OVERLAP_FOUND = 'registry.overlap-found';
export const PERSON_RELINKED = 'registry.person-relinked';
