import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const DAYS = '825';
const openssl = (...args) => execFileSync('openssl', args, { stdio: 'ignore' });
const newKey = (file) => openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file);

/** Mutual TLS with the sandbox's bank: its own authority, its server's certificate, and ours as its client. Made once. */
export function makeCertificates(bankFolder, secretsFolder) {
  const made = [path.join(bankFolder, 'server.crt'), path.join(secretsFolder, 'bank-client.crt')];
  if (made.every((file) => existsSync(file))) return;
  mkdirSync(bankFolder, { recursive: true, mode: 0o700 });
  mkdirSync(secretsFolder, { recursive: true, mode: 0o700 });
  const scratch = mkdtempSync(path.join(bankFolder, 'new-'));
  const at = (name) => path.join(scratch, name);
  newKey(at('ca.key'));
  const ca = ['-key', at('ca.key'), '-out', at('ca.crt'), '-subj', '/CN=Sandbox bank authority', '-days', DAYS];
  openssl('req', '-x509', '-new', '-sha256', ...ca);
  issue(at, 'server', '/CN=Sandbox bank', 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n');
  issue(at, 'client', '/CN=interlink', 'extendedKeyUsage=clientAuth\n');
  copyFileSync(at('ca.crt'), path.join(secretsFolder, 'bank-ca.crt'));
  for (const end of ['key', 'crt']) renameSync(at(`client.${end}`), path.join(secretsFolder, `bank-client.${end}`));
  for (const file of ['ca.crt', 'server.key', 'server.crt']) renameSync(at(file), path.join(bankFolder, file));
  // The authority's key goes with the scratch folder: nobody issues another certificate.
  rmSync(scratch, { recursive: true });
}

function issue(at, name, subject, extensions) {
  newKey(at(`${name}.key`));
  writeFileSync(at(`${name}.ext`), extensions);
  openssl('req', '-new', '-sha256', '-key', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', subject);
  const by = ['-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', DAYS];
  openssl(
    'x509',
    '-req',
    '-sha256',
    '-in',
    at(`${name}.csr`),
    ...by,
    '-extfile',
    at(`${name}.ext`),
    '-out',
    at(`${name}.crt`),
  );
}
