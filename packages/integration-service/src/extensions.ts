import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Extension } from '@interlink/contracts/extension';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { connectors } from './exchange/connectors/registry.js';
import { ConfigError } from './platform/config-error.js';
import type { Config } from './platform/config.js';
import type { ReadyCheck } from './platform/http/health.js';
import { verifiers } from './verification/verifiers/registry.js';

/** An extension with the package that it came from. */
export interface LoadedExtension {
  readonly packageName: string;
  readonly extension: Extension;
}

/** How one file is loaded; tests load CommonJS their way. */
type ImportFile = (path: string) => Promise<unknown>;

const importModule: ImportFile = (path) => import(pathToFileURL(path).href);

const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9-._]*\/)?[a-z0-9][a-z0-9-._]*$/;

const Member = Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), open: Type.Unknown() });
const Shape = Type.Object(
  {
    verifiers: Type.Optional(
      Type.Array(Type.Intersect([Member, Type.Object({ kind: Type.Enum(['account', 'civil-status', 'enrolment']) })])),
    ),
    connectors: Type.Optional(Type.Array(Member)),
  },
  { additionalProperties: false },
);

/**
 * Loads the packages that interlink.json names, from the node_modules of the deployment's folder or one above it.
 * Throws ConfigError with one sentence for a package that is not there, is no extension, or has an id that is taken.
 */
export async function loadExtensions(
  { configDir, settings }: Pick<Config, 'configDir' | 'settings'>,
  importFile: ImportFile = importModule,
): Promise<readonly LoadedExtension[]> {
  const loaded: LoadedExtension[] = [];
  for (const packageName of settings.extensions) {
    loaded.push({ packageName, extension: await load(packageName, configDir, importFile) });
  }
  refuseTwice(loaded);
  return loaded;
}

async function load(packageName: string, configDir: string, importFile: ImportFile): Promise<Extension> {
  const where = `interlink.json: extensions: ${packageName}`;
  // A path would load what was never installed.
  if (!PACKAGE_NAME.test(packageName)) throw new ConfigError(`${where} is not the name of a package.`);
  const file = resolve(packageName, configDir, where);
  const module = (await importFile(file).catch((cause: unknown) => {
    throw new ConfigError(`${where} cannot be loaded.`, { cause });
  })) as { readonly extension?: unknown };
  const { extension } = module;
  if (!Value.Check(Shape, extension)) {
    throw new ConfigError(`${where} does not export \`extension\`, made by defineExtension.`);
  }
  return extension as Extension;
}

function resolve(packageName: string, configDir: string, where: string): string {
  try {
    return createRequire(join(configDir, 'interlink.json')).resolve(packageName);
  } catch (cause) {
    throw new ConfigError(`${where} is not installed; run npm install in ${configDir} or in a folder above it.`, {
      cause,
    });
  }
}

/** Whoever asks by an id must know whom. */
function refuseTwice(loaded: readonly LoadedExtension[]): void {
  const taken = new Set([...verifiers, ...connectors].map(({ id }) => id));
  for (const { packageName, extension } of loaded) {
    const own = [...(extension.verifiers ?? []), ...(extension.connectors ?? [])];
    for (const { id } of own) {
      if (taken.has(id)) throw new ConfigError(`interlink.json: extensions: ${packageName}: there is a ${id} already.`);
      taken.add(id);
    }
  }
}

/** Named in the ready details, so that an operator sees what runs here. */
export const extensionChecks = (loaded: readonly LoadedExtension[]): readonly ReadyCheck[] =>
  loaded.map(({ packageName }) => ({ name: `extension ${packageName}`, check: () => Promise.resolve() }));
