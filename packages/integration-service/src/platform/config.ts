import { join } from 'node:path';
import { daysIn } from '@interlink/domain/platform/times';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError } from './config-error.js';
import { readEnvironment, type Environment, type EnvironmentSettings } from './environment.js';
import { refuseConveniences } from './production.js';
import { readConfigFile } from './read-config-file.js';
import { InterlinkSettings } from './settings.js';

/** Everything that a deployment decides: the environment and `interlink.json`. */
export interface Config extends EnvironmentSettings {
  readonly settings: InterlinkSettings;
}

/** Throws ConfigError with one sentence for the first mistake; in production also for each convenience (S14). */
export async function loadConfig(environment: Environment): Promise<Config> {
  const fromEnvironment = await readEnvironment(environment);
  const settings = await readSettings(join(fromEnvironment.configDir, 'interlink.json'), environment);
  const config = { ...fromEnvironment, settings };
  if (config.mode === 'production') await refuseConveniences(config, environment);
  return config;
}

/**
 * One capability's own part of interlink.json, checked against its own schema; defaults of the schema are filled in.
 */
export function readPolicy<S extends TSchema>(config: Config, capability: string, schema: S): Static<S> {
  const filled = Value.Default(schema, Value.Clone(config.settings.policies[capability] ?? {}));
  return checked(schema, filled, `interlink.json: policies.${capability}`);
}

async function readSettings(path: string, environment: Environment): Promise<InterlinkSettings> {
  const file = await readConfigFile(path, "INTERLINK_CONFIG must name the deployment's folder");
  const settings = checked(InterlinkSettings, substitute(file, environment), path);
  refuseUnknownZone(settings, path);
  return settings;
}

function refuseUnknownZone({ timeZone }: InterlinkSettings, path: string): void {
  try {
    if (timeZone !== undefined) daysIn(timeZone);
  } catch (cause) {
    throw new ConfigError(`${path}: there is no time zone ${String(timeZone)}.`, { cause });
  }
}

function checked<S extends TSchema>(schema: S, value: unknown, where: string): Static<S> {
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new ConfigError(`${where}: ${first?.instancePath || '/'} ${first?.message ?? 'is not as expected'}.`);
}

/** `${NAME}` in any string is replaced from the environment. */
function substitute(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string') return value.replace(/\$\{([A-Z0-9_]+)\}/g, (_all, name: string) => named(name));
  if (Array.isArray(value)) return value.map((item) => substitute(item, environment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, environment)]));

  function named(name: string): string {
    const found = environment[name];
    if (found === undefined) throw new ConfigError(`interlink.json uses \${${name}}, but ${name} is not set.`);
    return found;
  }
}
