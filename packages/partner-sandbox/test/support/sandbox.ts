import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { startSandbox } from '../../src/sandbox';
import type { Settings } from '../../src/settings';
import { country, reliefMembers } from './country';
import { freePort } from './ports';

// Jest runs tests in a realm of its own; Node's clone makes objects of another, which the provider library refuses.
globalThis.structuredClone = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

export const REDIRECT_URI = 'http://127.0.0.1:3000/front/interlink/enrolment/identity';
export const SECRET = 'a secret of the tests';
const PARTNERS = [
  'hub',
  'national-id',
  'civil-registry',
  'bank',
  'bank-payments',
  'sms',
  'witness',
  'consumer',
  'mapper',
  'mobile-money',
  'relief-agency',
] as const;
type Name = (typeof PARTNERS)[number];

/** A running sandbox of its own, with the client's keys and a clock that the test moves. */
export interface TestSandbox {
  readonly url: Readonly<Record<Name, string>>;
  readonly keys: {
    readonly signing: JWK;
    readonly oidc: JWK;
    readonly registry: JWK;
    readonly consumer: JWK;
    readonly mapper: JWK;
    readonly relief: JWK;
  };
  now(): number;
  advance(ms: number): void;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestSandbox(interlinkUrl = 'http://127.0.0.1:1'): Promise<TestSandbox> {
  const root = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const keys = {
    signing: await makeKey('EdDSA'),
    oidc: await makeKey('ES256'),
    registry: await makeKey('EdDSA'),
    consumer: await makeKey('EdDSA'),
    mapper: await makeKey('EdDSA'),
    relief: await makeKey('EdDSA'),
  };
  const settings = await writeState(root, keys, interlinkUrl);
  let aheadMs = 0;
  const clock = () => Date.now() + aheadMs;
  let sandbox = await startSandbox(settings, clock);
  const urls = PARTNERS.map((name) => [name, `http://127.0.0.1:${settings.ports[name]}`]);
  return {
    url: Object.fromEntries(urls) as Record<Name, string>,
    keys,
    now: clock,
    advance(ms) {
      aheadMs += ms;
    },
    async restart() {
      await sandbox.close();
      sandbox = await startSandbox(settings, clock);
    },
    async close() {
      await sandbox.close();
      rmSync(root, { recursive: true });
    },
  };
}

async function writeState(root: string, keys: TestSandbox['keys'], interlinkUrl: string): Promise<Settings> {
  const write = (file: string, value: unknown) =>
    writeFileSync(path.join(root, file), typeof value === 'string' ? value : JSON.stringify(value));
  mkdirSync(path.join(root, 'keys'));
  write('keys/national-id.jwk', await makeKey('ES256'));
  write('keys/civil-registry.jwk', keys.registry);
  write('keys/consumer.jwk', keys.consumer);
  write('keys/mapper.jwk', keys.mapper);
  write('keys/relief-agency.jwk', keys.relief);
  for (const partner of ['bank', 'civil', 'mapper', 'mobile-money', 'relief', 'sms'])
    write(`keys/${partner}-client-secret`, `${SECRET}\n`);
  write('jwks.json', { keys: [toPublic(keys.signing), toPublic(keys.oidc)] });
  write('partners.json', country);
  write('relief.json', reliefMembers);
  const ports = await Promise.all(PARTNERS.map(async (name) => [name, await freePort()]));
  return {
    stateDir: root,
    countryDir: root,
    registeredJwks: path.join(root, 'jwks.json'),
    redirectUri: REDIRECT_URI,
    interlinkUrl,
    pushEveryMs: 50,
    ports: Object.fromEntries(ports) as Settings['ports'],
  };
}

async function makeKey(alg: 'EdDSA' | 'ES256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

export const toPublic = ({ d: _private, ...jwk }: JWK): JWK => jwk;
