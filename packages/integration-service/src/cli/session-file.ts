import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Environment } from '../platform/environment.js';
import { parseJson } from '../platform/json.js';

/** The user's own openIMIS token, kept for the next command (S7: in a 0600 file, nowhere else). */
export const KeptSession = Type.Object(
  {
    token: Type.String({ minLength: 1 }),
    loginName: Type.String(),
    openimisUrl: Type.String(),
    /** Where the operators' API answers; absent: on this machine. */
    interlinkUrl: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type KeptSession = Static<typeof KeptSession>;

export interface SessionFile {
  readonly path: string;
  find(): Promise<KeptSession | undefined>;
  save(session: KeptSession): Promise<void>;
  forget(): Promise<void>;
}

export function sessionFile(environment: Environment): SessionFile {
  const config = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? homedir(), '.config');
  const path = environment['INTERLINK_SESSION_FILE'] ?? join(config, 'interlink', 'session.json');
  return {
    path,
    async find() {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      const value = parseJson(text);
      return Value.Check(KeptSession, value) ? value : undefined;
    },
    async save(session) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // As a whole, and its owner's alone from the first byte.
      const next = `${path}.${process.pid}`;
      await rm(next, { force: true });
      await writeFile(next, `${JSON.stringify(session)}\n`, { mode: 0o600, flag: 'wx' });
      await rename(next, path);
    },
    forget: () => rm(path, { force: true }),
  };
}
