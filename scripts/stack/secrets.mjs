import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeCertificates } from './certificates.mjs';
import { makeStateFolder, within } from './paths.mjs';

function keep(file, make) {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const value = make();
  writeFileSync(file, value, { mode: 0o600 });
  return value;
}

const random = () => randomBytes(24).toString('base64url');

/** openIMIS wants upper and lower case, a digit and a symbol. */
const password = () => `Il-${randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x')}7`;

/** A password of that name, made at first use and kept in the state folder (S14). */
export const secret = (name) => keep(within('secrets', name), random).trim();
export const loginPassword = (name) => keep(within('secrets', name), password).trim();

const SERVICE_ACCOUNTS = ['sync', 'enrol', 'payroll', 'ticket'];
export const serviceAccounts = () => SERVICE_ACCOUNTS.map((name) => [name, loginPassword(`service-${name}`)]);

/** RFC 7638 thumbprint: the key id that everybody can compute. */
function thumbprint(jwk) {
  const members = jwk.kty === 'OKP' ? ['crv', 'kty', 'x'] : ['crv', 'kty', 'x', 'y'];
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]]))))
    .digest('base64url');
}

function makeKey(alg) {
  const { privateKey } =
    alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, alg, use: 'sig', kid: thumbprint(jwk) });
}

function publicHalf(privateJwk) {
  const { alg, use, kid, ...key } = JSON.parse(privateJwk);
  return { ...createPublicKey({ key, format: 'jwk' }).export({ format: 'jwk' }), alg, use, kid };
}

function publish(file, privateJwks) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ keys: privateJwks.map(publicHalf) }), { mode: 0o600 });
}

/** Everything that is secret, made once; and the public halves put where the other side looks for them. */
export function makeSecrets() {
  makeStateFolder();
  const key = (file, alg) => keep(within(file), () => makeKey(alg));
  const signing = key('secrets/interlink-signing.jwk', 'EdDSA');
  const oidc = key('secrets/interlink-oidc.jwk', 'ES256');
  key('secrets/audit-seal.jwk', 'EdDSA');
  publish(within('sandbox/registered/interlink-jwks.json'), [signing, oidc]);
  key('sandbox/keys/consumer.jwk', 'EdDSA');
  publish(within('secrets/partners/national-id-jwks.json'), [key('sandbox/keys/national-id.jwk', 'ES256')]);
  publish(within('secrets/partners/civil-registry-jwks.json'), [key('sandbox/keys/civil-registry.jwk', 'EdDSA')]);
  publish(within('secrets/partners/mapper-jwks.json'), [key('sandbox/keys/mapper.jwk', 'EdDSA')]);
  publish(within('secrets/partners/relief-agency-jwks.json'), [key('sandbox/keys/relief-agency.jwk', 'EdDSA')]);
  publish(within('secrets/partners/payment-switch-jwks.json'), [key('sandbox/keys/payment-switch.jwk', 'EdDSA')]);
  keep(within('secrets/kek'), () => randomBytes(32).toString('base64'));
  for (const partner of ['bank', 'civil', 'hub', 'mapper', 'mobile-money', 'relief', 'sms', 'switch']) {
    const value = keep(within(`sandbox/keys/${partner}-client-secret`), random);
    keep(within(`secrets/${partner}-client-secret`), () => value);
  }
  for (const role of ['postgres', 'interlink_owner', 'interlink_app', 'interlink_seal', 'interlink_read', 'openimis']) {
    secret(`db-${role}`);
  }
  secret('openimis-secret-key');
  makeCertificates(within('sandbox/tls'), within('secrets'));
  loginPassword('admin-password');
  loginPassword('demo-password');
  serviceAccounts();
}
