import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calculateJwkThumbprint, CompactSign, importJWK } from 'jose';

async function makeKey(kind) {
  const options = kind === 'ed25519' ? {} : { namedCurve: 'P-256' };
  const { privateKey } = generateKeyPairSync(kind, options);
  const jwk = privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: await calculateJwkThumbprint(jwk) };
}

/** A folder with the keys that the service starts with. */
export async function secretsFolder() {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-secrets-'));
  const write = async (name, kind) => writeFileSync(path.join(dir, name), JSON.stringify(await makeKey(kind)));
  await write('interlink-signing.jwk', 'ed25519');
  await write('interlink-oidc.jwk', 'ec');
  return { dir, remove: () => rmSync(dir, { recursive: true }) };
}

const at = '2026-01-01T00:00:00Z';

/** A partner that two people have registered, with agreements for queries and events, and a private key. */
export async function addPartner(database, id, callbackUrl) {
  const jwk = await makeKey('ed25519');
  const { d: _private, kid, ...open } = jwk;
  const dciId = `https://${id}.example/dci`;
  const quotas = { default: { perSecond: 10_000, perDay: 100_000_000 } };
  const registration = {
    ...{ name: id, environment: 'test', dciId, ownDciId: 'interlink', signature: 'required' },
    ...{ dialect: 'attached-jws', encryption: 'none', lenient: false, contacts: [], quotas },
  };
  await database.query(`insert into interconnection.partner values ($1, 'active', $2, $3, 'ian', 'ian', $4, $4)`, [
    id,
    dciId,
    registration,
    at,
  ]);
  await database.query(
    `insert into interconnection.partner_key
       (id, partner, kid, thumbprint, use, alg, jwk, source, not_before, not_after, proposed_by, proposed_login, proposed_at,
        confirmed_by, confirmed_login, confirmed_at)
     values ($1, $2, $3, $3, 'sig', 'EdDSA', $4, 'upload', $5, '2036-01-01', 'ian', 'ian', $5, 'sue', 'sue', $5)`,
    [randomUUID(), id, kid, open, at],
  );
  for (const kind of ['callback', 'notify']) {
    await database.query(
      `insert into interconnection.partner_address
         (id, partner, kind, url, proposed_by, proposed_login, proposed_at, confirmed_by, confirmed_login, confirmed_at)
       values ($1, $2, $3, $4, 'ian', 'ian', $5, 'sue', 'sue', $5)`,
      [randomUUID(), id, kind, `${callbackUrl}/${kind}`, at],
    );
  }
  for (const mode of ['query', 'event']) await addAgreement(database, id, mode);
  return { id, dciId, kid, key: await importJWK(jwk, 'EdDSA') };
}

function addAgreement(database, id, mode) {
  const terms = {
    ...{ purpose: 'eligibility', direction: 'out', mode, recordTypes: ['Member'] },
    elements: ['member_identifier', 'demographic_info'],
    ...{ legalBasis: 'law', consentRequired: false, validFrom: '2026-01-01', validUntil: '2035-12-31' },
    ...{ exactCounts: true, retentionDays: 1, breachContact: 'dpo' },
  };
  return database.query(
    `insert into interconnection.agreement
       (id, partner, status, terms, made_by, made_login, made_at, approved_by, approved_login, approved_at, changed_at)
     values ($1, $2, 'active', $3, 'ian', 'ian', $4, 'sue', 'sue', $4, $4)`,
    [randomUUID(), id, terms, at],
  );
}

/** One signed message, as text. */
export async function signed({ dciId, kid, key }, action, message, items = 1) {
  const now = new Date().toISOString();
  const header = {
    ...{ version: '1.0.0', message_id: randomUUID(), message_ts: now, action, sender_id: dciId },
    ...{ receiver_id: 'interlink', total_count: items, is_msg_encrypted: false },
  };
  const parts = { header, message };
  const signer = new CompactSign(Buffer.from(JSON.stringify(parts))).setProtectedHeader({ alg: 'EdDSA', kid });
  return JSON.stringify({ signature: await signer.sign(key), ...parts });
}
