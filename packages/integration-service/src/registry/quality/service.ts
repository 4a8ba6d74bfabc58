import type { FaultyPage, FaultyQuery, Judged, Quality } from '@interlink/contracts/registry/quality';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { Actor } from '../../platform/actor.js';
import type { Core } from '../core.js';
import { isDue } from '../count-due.js';
import { measureQuality } from './measure.js';
import { listFaulty, readQuality } from './read.js';

/** IBR-015: how good what the registry holds is, measured by rules of the deployment. */
export interface DataQuality {
  /** The last measure is old, or the registry has grown much since. */
  isDue(): Promise<boolean>;
  /** Measures everybody anew for today; safe to repeat and to break off. */
  measure(actor: Actor): Promise<void>;
  /**
   * The measure of that day (default: today) or the last before it, as far as the scope sees (S2), small numbers kept
   * back (S12).
   */
  read(scope: Scope, asOf?: string, judged?: Judged): Promise<Quality>;
  /** Throws `registry.quality-rule-unknown`, `registry.query-not-possible`. */
  listFaulty(actor: Actor, scope: Scope, ruleId: string, query: Omit<FaultyQuery, 'purpose'>): Promise<FaultyPage>;
}

export function openQuality(core: Core): DataQuality {
  return {
    isDue: () => isDue(core, 'registry.qualityDay', core.policy.qualitySeconds),
    measure: (actor) => measureQuality(core, actor),
    read: (scope, asOf, judged = 'view') =>
      readQuality(core, scope, asOf ?? core.platform.clock.now().toISOString().slice(0, 10), judged),
    listFaulty: (actor, scope, ruleId, query) => listFaulty(core, actor, scope, ruleId, query),
  };
}
