import { randomBytes } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { readEnvironment } from '../platform/environment.js';
import { parseJsonObject } from '../platform/json.js';
import { CliError, type Cli } from './cli.js';
import { interlinkHere } from './here.js';

const TIMEOUT_MS = 10_000;

/** A deployment begins with these; everything else is made from them or by the service. */
const FILES = [
  { name: 'kek', make: async () => `${randomBytes(32).toString('base64')}\n` },
  { name: 'interlink-signing.jwk', make: () => privateKey('EdDSA') },
  { name: 'interlink-oidc.jwk', make: () => privateKey('ES256') },
] as const;

export function keyFileVerbs(keys: Command, cli: () => Cli): void {
  keys
    .command('generate')
    .description('make the key files of INTERLINK_SECRETS_DIR that are missing; none is ever replaced')
    .action(async () => {
      const { environment, show } = cli();
      const { secretsDir } = await readEnvironment(environment);
      await mkdir(secretsDir, { recursive: true, mode: 0o700 });
      const files = await Promise.all(FILES.map((file) => makeMissing(secretsDir, file)));
      show({ folder: secretsDir, files }, () =>
        files.map(({ name, made }) => `${made ? 'made   ' : 'kept   '} ${join(secretsDir, name)}`),
      );
    });
  keys
    .command('publish')
    .description('print our public keys as partners see them, e.g. for one that cannot fetch them')
    .option('--out <file>', 'write them there instead')
    .action(async ({ out }: { readonly out?: string }) => {
      const context = cli();
      const jwks = await fetchPublished(interlinkHere(context.environment));
      if (out === undefined) return context.print(JSON.stringify(jwks, null, 2));
      await writeFile(out, `${JSON.stringify(jwks, null, 2)}\n`).catch(() => {
        throw new CliError(`${out} cannot be written.`);
      });
      context.show({ out, keys: jwks.keys.map(({ kid }) => kid) }, () => [
        `${jwks.keys.length} public keys are in ${out}. Tell their fingerprints another way:`,
        ...jwks.keys.map(({ kid = '', use = '' }) => `${use}  ${kid}`),
      ]);
    });
}

async function makeMissing(folder: string, { name, make }: (typeof FILES)[number]) {
  const path = join(folder, name);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  // `wx`: even if it came into being since we looked, a key that others may rest on is not overwritten.
  if (!exists) await writeFile(path, await make(), { mode: 0o600, flag: 'wx' });
  return { name, made: !exists };
}

async function privateKey(alg: 'EdDSA' | 'ES256'): Promise<string> {
  const { privateKey: key } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(key);
  return `${JSON.stringify({ ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) })}\n`;
}

/** Asked for as a partner would, without being signed in: what is printed is what partners get. */
async function fetchPublished(url: string): Promise<{ readonly keys: readonly JWK[] }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(`${url}/interlink/.well-known/jwks.json`, { signal, redirect: 'error' }).catch(() => {
    throw new CliError(`${url} does not answer; is \`interlink serve\` running?`);
  });
  if (!answer.ok) throw new CliError(`${url} answered ${answer.status}.`, 4);
  const { keys } = parseJsonObject(await answer.text());
  if (!Array.isArray(keys)) throw new CliError(`${url} answers, but not as Interlink does.`, 4);
  return { keys: keys as readonly JWK[] };
}
