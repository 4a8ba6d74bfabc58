import type { Actor } from '../platform/actor.js';

/** Which moment is asked about: true on a day (valid time), and known at a moment (recorded time). */
export interface When {
  /** `YYYY-MM-DD`; default: today. */
  readonly asOf?: string;
  readonly knownAt?: Date;
}

/** A record by the name that its source gives it. */
export interface SourceKey {
  readonly source: string;
  readonly key: string;
}

export interface Linking {
  readonly actor: Actor;
  readonly reason: string;
  /** The version that whoever decides has seen; `registry.person-changed` when it is another by now. */
  readonly version?: number;
}

export interface ConflictFilter {
  readonly state?: 'open' | 'resolved';
  readonly personId?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A source and how far it was read. */
export interface SourceState {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly institution?: string;
  readonly lastSeenAt?: string;
  readonly records: number;
  readonly cursor: Readonly<Record<string, unknown>>;
}
