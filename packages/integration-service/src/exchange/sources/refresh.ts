import { isServiceError } from '@interlink/contracts/errors';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { AskedSource, RefreshedPerson } from '@interlink/contracts/exchange/refresh';
import type { RegistryPort } from '@interlink/contracts/exchange/registry-port';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { Answered } from '@interlink/domain/exchange/client/asked-source';
import type { Operator } from '../../platform/http/api.js';
import type { Platform } from '../../platform/platform.js';
import { scopeOf, type Follower, type Registry } from '../../registry/service.js';
import { askSource, type AskableSource, type AskDeps } from './ask-source.js';

/** How things stand with one person now, in every system that can be asked. */
export interface PersonRefresh {
  /**
   * Asks all at once and says what came of each. Throws `registry.person-not-found` as a look at the person does; what
   * a source does or fails to do is an answer.
   */
  refresh(operator: Operator, personId: string, purpose: Purpose): Promise<RefreshedPerson>;
}

export interface RefreshDeps extends AskDeps {
  readonly registry: Pick<Registry, 'getPerson' | 'ingestWithin' | 'policy'>;
  readonly exchange: {
    registry(partnerId: string, connectorId: string): RegistryPort;
    roleOf(connectorId: string): DciRole;
  };
  /** Every openIMIS that is followed, by its code among the sources. */
  readonly followers: ReadonlyMap<string, Pick<Follower, 'refresh'>>;
}

/** Throws when a source names a connector or a partner that there is not, so that a mistake stops the start. */
export function createPersonRefresh(deps: RefreshDeps): PersonRefresh {
  const { registry, platform, followers } = deps;
  const { sources } = registry.policy;
  const askable = openSources(deps);
  return {
    async refresh(operator, personId, purpose) {
      const { actor } = operator;
      const scope = scopeOf(operator, purpose, registry.policy);
      const { data, records } = await registry.getPerson(actor, personId, scope);
      const asked = { cause: { actor, subjectId: personId }, identifiers: data.identifiers ?? [] };
      const followed = records.flatMap(({ source, key, deleted }) => {
        const follower = deleted ? undefined : followers.get(source);
        return follower ? [{ source, ask: () => follow(follower, key, actor.loginName) }] : [];
      });
      const others = askable.map((of) => ({ source: of.source, ask: () => askSource(deps, of, asked) }));
      const answers = [...followed, ...others].map(async ({ source, ask }): Promise<AskedSource> => {
        const answer = await orUnavailable(platform, ask);
        return { source, name: sources[source]?.name ?? source, ...answer };
      });
      return { sources: await Promise.all(answers) };
    },
  };
}

/** By what a source of the registry is asked when no other identifier is named: the national number. */
const USUAL = ['NID', 'UIN'];

function openSources({ registry, exchange }: RefreshDeps): readonly AskableSource[] {
  return Object.entries(registry.policy.sources).flatMap(([source, { ask }]) => {
    if (!ask) return [];
    const { connector, identifiers = USUAL } = ask;
    return [{ source, identifiers, role: exchange.roleOf(connector), port: exchange.registry(source, connector) }];
  });
}

async function follow(follower: Pick<Follower, 'refresh'>, key: string, loginName: string): Promise<Answered> {
  const news = await follower.refresh(key, loginName);
  return { outcome: news > 0 ? 'read' : 'unchanged', records: 1 };
}

/** One that fails, also by a mistake of ours, keeps no answer of another back. */
async function orUnavailable({ log }: Platform, ask: () => Promise<Answered>): Promise<Answered> {
  try {
    return await ask();
  } catch (thrown) {
    const code = isServiceError(thrown) ? thrown.code : 'unexpected';
    if (code === 'platform.openimis-unavailable') return { outcome: 'unavailable', reason: 'unreachable', records: 0 };
    log.error('A source could not be asked', { code, errorName: thrown instanceof Error ? thrown.name : 'unknown' });
    return { outcome: 'unavailable', reason: 'failed', records: 0 };
  }
}
