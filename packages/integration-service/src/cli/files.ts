import { readFile } from 'node:fs/promises';
import { CliError } from './cli-error.js';

export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CliError(`${path} cannot be read.`, 2);
  });
}

/** A JSON object of a file; anything else ends the command. */
export async function readObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(path);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new CliError(`${path} does not hold a JSON object.`, 2);
}
