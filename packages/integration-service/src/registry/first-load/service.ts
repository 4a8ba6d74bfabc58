import type { LoadResult, SourceRecord } from '@interlink/contracts/registry/source-record';
import type { Actor } from '../../platform/actor.js';
import type { Core } from '../core.js';
import { beginLoad, finishLoad, loadPortion, type FileLoad, type Portion } from './portions.js';

/** A file of any size as the first source of an empty registry, in portions that are sent side by side. */
export interface FirstLoad {
  /** Which portions are in. Throws `registry.load-not-first` or `registry.load-other-file`. */
  begin(actor: Actor, source: string, file: string): Promise<FileLoad>;
  /**
   * `records` are checked already, by `readJsonLines` or `checkRecords`: nothing looks at their form again. A portion
   * that is in changes nothing. Throws `registry.load-other-file`, `registry.load-not-first` when a record is known,
   * and `registry.record-refused` for what is said of somebody whom the portion does not hold.
   */
  portion(actor: Actor, portion: Portion, records: readonly SourceRecord[]): Promise<LoadResult>;
  /** `number`: how many portions there were. */
  finish(actor: Actor, portion: Portion): Promise<void>;
}

export function openFirstLoad(core: Core): FirstLoad {
  const { inTransaction } = core.platform;
  return {
    begin: (actor, source, file) => inTransaction(actor, (tx) => beginLoad(core, tx, source, file)),
    portion: (actor, portion, records) => loadPortion(core, actor, portion, records),
    finish: (actor, portion) => inTransaction(actor, (tx) => finishLoad(tx, portion)),
  };
}
