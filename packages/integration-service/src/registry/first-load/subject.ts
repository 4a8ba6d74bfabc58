import type { Core } from '../core.js';
import type { NewVersion } from '../versions.js';

export interface Preparing {
  readonly core: Core;
  readonly source: string;
  /** Who loads. */
  readonly who: string;
  readonly at: Date;
}

/** All statements about one person or household. */
export interface Subject {
  readonly subjectId: string;
  readonly versions: readonly NewVersion[];
  readonly hashes: ReadonlyMap<string, string>;
}
