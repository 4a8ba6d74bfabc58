import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** Who is signed in on this machine; the token is openIMIS's own and ends when openIMIS says so. */
const KeptSession = Type.Object({ openimisUrl: Type.String(), loginName: Type.String(), token: Type.String() });
export type KeptSession = Static<typeof KeptSession>;

/** `INTERLINK_SESSION_FILE`, else `interlink/session.json` in the user's configuration folder. */
export function sessionPath(environment: Readonly<Record<string, string | undefined>>): string {
  const configHome = environment.XDG_CONFIG_HOME || join(homedir(), '.config');
  return environment.INTERLINK_SESSION_FILE || join(configHome, 'interlink/session.json');
}

/** The kept session; nothing when nobody is signed in or the file is not one of ours. */
export async function readSession(path: string): Promise<KeptSession | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Value.Check(KeptSession, kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the file as a whole, readable by its owner only from the first byte (S7). */
export async function writeSession(path: string, session: KeptSession): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}`;
  await rm(next, { force: true });
  await writeFile(next, `${JSON.stringify(session)}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(next, 0o600);
  await rename(next, path);
}

export const forgetSession = (path: string): Promise<void> => rm(path, { force: true });
