import { readFile } from 'node:fs/promises';
import { ConfigError } from './config-error.js';

/**
 * A JSON file of a deployment. Throws ConfigError with one sentence; `about` ends the one for a file that is not there.
 */
export async function readConfigFile(path: string, about = ''): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read${about === '' ? '' : `; ${about}`}.`, { cause });
  });
  try {
    // Editors of some systems begin a file with a mark that JSON does not know.
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (cause) {
    throw new ConfigError(`${path} is not valid JSON.`, { cause });
  }
}
