import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { within } from './paths.mjs';

const field = (bytes) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** An SSH key: PEM for whoever has it, and what the other side is told (RFC 5656). */
function makeSshKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const type = 'ecdsa-sha2-nistp256';
  const blob = Buffer.concat([field(Buffer.from(type)), field(Buffer.from('nistp256')), field(point)]);
  return {
    pem: privateKey.export({ type: 'sec1', format: 'pem' }),
    line: `${type} ${blob.toString('base64')}`,
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

/**
 * Keys of the file channel, made once: SSH and OpenPGP, each private one where its owner looks for it, each public one
 * where the other side does. Only when the packages are there, because OpenPGP comes from one.
 */
export async function makeTransferKeys(bankFolder = within('sandbox/sftp'), secretsFolder = within('secrets')) {
  if (existsSync(path.join(bankFolder, 'host.key'))) return;
  const { generateKey } = await import('openpgp');
  const pgp = (name) => generateKey({ userIDs: [{ name }], format: 'armored' });
  const [bank, own, host, customer] = [await pgp('Sandbox bank'), await pgp('Interlink'), makeSshKey(), makeSshKey()];
  for (const folder of [bankFolder, secretsFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const put = (folder, name, text) => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  put(secretsFolder, 'bank-sftp.key', customer.pem);
  put(secretsFolder, 'bank-sftp-host-key', `${host.fingerprint}\n`);
  put(secretsFolder, 'bank-openpgp-own.asc', own.privateKey);
  put(secretsFolder, 'bank-openpgp.asc', bank.publicKey);
  put(bankFolder, 'customer.pub', `${customer.line}\n`);
  put(bankFolder, 'customer.asc', own.publicKey);
  put(bankFolder, 'bank.asc', bank.privateKey);
  // Last: with it the set is complete.
  put(bankFolder, 'host.key', host.pem);
}
