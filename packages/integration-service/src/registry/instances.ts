import { join } from 'node:path';
import { parseMapping } from '../openimis/mapping.js';
import { openImis } from '../openimis/open-imis.js';
import type { OpenImis } from '../openimis/port.js';
import { ConfigError } from '../platform/config-error.js';
import { isSafeUpstream } from '../platform/production.js';
import type { Platform } from '../platform/platform.js';
import { readConfigFile } from '../platform/read-config-file.js';
import { OURS, type Follower, type FollowerDeps } from './follower.js';
import type { InstanceSettings, RegistryPolicy } from './policy.js';

/** Another openIMIS that the registry follows, under its name in `policies.registry.sources`. */
export interface Instance {
  readonly source: string;
  readonly openimis: Pick<OpenImis, 'asService'>;
}

/** Opens no connection. Throws `ConfigError` for one that cannot be followed as it is configured. */
export async function openInstances(
  platform: Pick<Platform, 'config' | 'ids'>,
  { sources }: Pick<RegistryPolicy, 'sources'>,
): Promise<readonly Instance[]> {
  const named = Object.entries(sources).flatMap(([source, { kind, instance }]) =>
    instance ? [{ source, kind, instance }] : [],
  );
  return Promise.all(
    named.map(async ({ source, kind, instance }) => {
      if (source === 'openimis') refuse(source, 'is our own, whose address is OPENIMIS_URL');
      if (kind !== 'openimis') refuse(source, `is of kind ${kind} and has an instance; that is for kind openimis`);
      if (!isSafeUpstream(instance.url)) refuse(source, 'is reached by plain http');
      return { source, openimis: await openInstance(platform, source, instance) };
    }),
  );
}

/** Who follows each openIMIS, ours and the others, by its code among the sources. */
export function openFollowers(
  registry: { follower(openimis: Instance['openimis'], other?: FollowerDeps['other']): Follower },
  ours: Pick<OpenImis, 'asService'>,
  instances: readonly Instance[],
): ReadonlyMap<string, Follower> {
  const others = instances.map(
    ({ source, openimis }) => [source, registry.follower(openimis, { source, ours })] as const,
  );
  return new Map([[OURS, registry.follower(ours)], ...others]);
}

async function openInstance({ config, ids }: Pick<Platform, 'config' | 'ids'>, source: string, at: InstanceSettings) {
  const file = join(config.configDir, at.mapping ?? 'mapping.json');
  return openImis({
    endpoint: { url: at.url },
    mapping: parseMapping(await readConfigFile(file)),
    secretsDir: join(config.secretsDir, source),
    newId: ids.next,
  });
}

function refuse(source: string, what: string): never {
  throw new ConfigError(`The source ${source} of policies.registry in interlink.json ${what}.`);
}
