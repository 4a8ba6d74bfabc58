import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import type {
  AddAddress,
  AddCertificate,
  AddKeys,
  ChangeStatus,
  NewCredential,
} from '@interlink/contracts/interconnection/partner-commands';
import type { AddPartner } from '@interlink/contracts/interconnection/registered-partner';
import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Ids } from '../platform/ids.js';
import type { Tx } from '../platform/transaction.js';
import { isInsideAddress } from './address-guard.js';
import { admitKey, type AdmittedKey } from './key-admission.js';
import type { InterconnectionPolicy } from './policy.js';
import type { InterconnectionTables } from './tables.js';

/** Which thing of a partner; what one person proposed, another one confirms. */
export type ProposedKind = 'keys' | 'addresses' | 'certificates';

const YEAR_MS = 365 * 86_400_000;

/** Writes a partner down; it may do nothing until a second person activates it. */
export async function addPartner(tx: Tx, { id, ...registration }: AddPartner): Promise<void> {
  const added = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.partner')
    .values({
      ...{ id, status: 'draft', dciId: registration.dciId, registration: toJson(registration) },
      ...{ addedBy: tx.actor.id, addedLogin: tx.actor.loginName, addedAt: tx.now, changedAt: tx.now },
    })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw await alreadyThere(tx, id);
  audit(tx, id, 'add-partner', { dciId: registration.dciId });
}

/** Both are names of one partner alone; the sentence of the refusal does not say which of them is taken. */
async function alreadyThere(tx: Tx, id: string): Promise<ServiceError> {
  const db = tx.db<InterconnectionTables>();
  const same = await db.selectFrom('interconnection.partner').select('id').where('id', '=', id).executeTakeFirst();
  const reason = same ? 'id-taken' : 'dci-id-taken';
  return new ServiceError('interconnection.already-exists', { partner: id, reason });
}

/** Anybody with the right may suspend; only a second person may activate what another one wrote down. */
export async function changeStatus(tx: Tx, id: string, { status }: ChangeStatus): Promise<void> {
  const db = tx.db<InterconnectionTables>();
  const row = await db
    .selectFrom('interconnection.partner')
    .select(['addedBy', 'status'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ServiceError('interconnection.not-found', { partner: id });
  if (status === 'active' && row.addedBy === tx.actor.id)
    throw new ServiceError('interconnection.second-person-needed');
  await db.updateTable('interconnection.partner').set({ status, changedAt: tx.now }).where('id', '=', id).execute();
  audit(tx, id, status === 'active' ? 'activate-partner' : 'suspend-partner', { before: row.status });
}

/** Proposes keys; older ones stay valid, so that a rotation has an overlap. */
export async function addKeys(
  tx: Tx,
  ids: Ids,
  partner: string,
  { jwks, notBefore, notAfter }: AddKeys,
  source: 'upload' | 'url' = 'upload',
): Promise<void> {
  const from = notBefore === undefined ? tx.now : new Date(notBefore);
  const until = notAfter === undefined ? new Date(from.getTime() + YEAR_MS) : new Date(notAfter);
  if (until <= from) throw new ServiceError('interconnection.key-refused', { reason: 'ends-before-it-begins' });
  for (const { kid, thumbprint, use, alg, jwk } of await admitKeys(jwks.keys, source)) {
    const added = await tx
      .db<InterconnectionTables>()
      .insertInto('interconnection.partnerKey')
      .values({
        ...{ id: ids.next(), partner, kid, thumbprint, use, alg, jwk: toJson(jwk), source },
        ...{ notBefore: from, notAfter: until, revokedAt: null, revokedBy: null, ...proposedBy(tx) },
      })
      .onConflict((clash) => clash.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added) audit(tx, partner, 'propose-key', { thumbprint, use, source });
    else if (await renameKey(tx, partner, { kid, thumbprint })) audit(tx, partner, 'rename-key', { thumbprint, kid });
    // An address is asked again and again: what is known already is no mistake there.
    else if (source === 'upload') throw new ServiceError('interconnection.already-exists', { thumbprint });
  }
}

/**
 * S16: two people looked at the thumbprint, which is the key itself, so that another name for it needs nobody again.
 * What is in use under the older name stays good. False when the name is the same, or the key was revoked.
 */
async function renameKey(
  tx: Tx,
  partner: string,
  { kid, thumbprint }: Pick<AdmittedKey, 'kid' | 'thumbprint'>,
): Promise<boolean> {
  const renamed = await tx
    .db<InterconnectionTables>()
    .updateTable('interconnection.partnerKey')
    .set((is) => ({ kid, earlierKid: is.ref('kid') }))
    .where('partner', '=', partner)
    .where('thumbprint', '=', thumbprint)
    .where('kid', '!=', kid)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return renamed !== undefined;
}

/**
 * Of a set at an address, which is as its owner needs it and not made for us, kinds that are not used here are passed
 * over (RFC 7517, 5); when there is nothing else, it is refused.
 */
async function admitKeys(keys: AddKeys['jwks']['keys'], source: 'upload' | 'url'): Promise<readonly AdmittedKey[]> {
  const admitted: AdmittedKey[] = [];
  let passedOver: unknown;
  for (const given of keys) {
    try {
      admitted.push(await admitKey(given));
    } catch (thrown) {
      const isForeignKind = isServiceError(thrown) && thrown.details['reason'] === 'unsupported-kind';
      if (source === 'upload' || !isForeignKind) throw thrown;
      passedOver = thrown;
    }
  }
  if (admitted.length === 0) throw passedOver;
  return admitted;
}

export async function addAddress(
  tx: Tx,
  { ids, policy }: { readonly ids: Ids; readonly policy: Pick<InterconnectionPolicy, 'allowPrivateAddresses'> },
  partner: string,
  { kind, url }: AddAddress,
): Promise<void> {
  const href = checkAddress(url, policy.allowPrivateAddresses);
  const added = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.partnerAddress')
    .values({ id: ids.next(), partner, kind, url: href, removedAt: null, ...proposedBy(tx) })
    .onConflict((clash) => clash.columns(['partner', 'kind', 'url']).where('removedAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new ServiceError('interconnection.already-exists', { kind });
  audit(tx, partner, 'propose-address', { kind, url: href });
}

/** Proposes a client certificate; the older ones stay valid, so that a renewal has an overlap. */
export async function addCertificate(tx: Tx, ids: Ids, partner: string, { sha256 }: AddCertificate): Promise<void> {
  const added = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.partnerCertificate')
    .values({ id: ids.next(), partner, sha256, revokedAt: null, revokedBy: null, ...proposedBy(tx) })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new ServiceError('interconnection.already-exists', { sha256 });
  audit(tx, partner, 'propose-certificate', { sha256 });
}

const tables = {
  keys: 'interconnection.partnerKey',
  addresses: 'interconnection.partnerAddress',
  certificates: 'interconnection.partnerCertificate',
} as const;
const nouns = { keys: 'key', addresses: 'address', certificates: 'certificate' } as const;

const withdrawnAt = { keys: 'revokedAt', addresses: 'removedAt', certificates: 'revokedAt' } as const;

/**
 * S16: only a second person makes a key, an address or a certificate count; what was withdrawn is not there any more.
 */
export async function confirm(tx: Tx, partner: string, what: ProposedKind, id: string): Promise<void> {
  const db = tx.db<InterconnectionTables>();
  const table = tables[what];
  const row = await db
    .selectFrom(table)
    .select(['proposedBy', 'confirmedAt'])
    .where('id', '=', id)
    .where('partner', '=', partner)
    .where(sql<boolean>`${sql.ref(withdrawnAt[what])} is null`)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ServiceError('interconnection.not-found', { id });
  if (row.proposedBy === tx.actor.id) throw new ServiceError('interconnection.second-person-needed');
  if (row.confirmedAt !== null) return;
  const confirmed = { confirmedBy: tx.actor.id, confirmedLogin: tx.actor.loginName, confirmedAt: tx.now };
  await db.updateTable(table).set(confirmed).where('id', '=', id).execute();
  audit(tx, partner, `confirm-${nouns[what]}`, { id });
}

/**
 * Taking away needs one person: it is always the safe side, and at night there may be only one. Of two who do it, the
 * first one's name and time stay.
 */
export async function withdraw(tx: Tx, partner: string, what: ProposedKind, id: string): Promise<void> {
  const db = tx.db<InterconnectionTables>();
  const row = await db
    .selectFrom(tables[what])
    .select(sql<Date | null>`${sql.ref(withdrawnAt[what])}`.as('withdrawn'))
    .where('id', '=', id)
    .where('partner', '=', partner)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ServiceError('interconnection.not-found', { id });
  if (row.withdrawn !== null) return;
  if (what === 'addresses') {
    await db.updateTable(tables[what]).set({ removedAt: tx.now }).where('id', '=', id).execute();
  } else {
    const revoked = { revokedAt: tx.now, revokedBy: tx.actor.id };
    await db.updateTable(tables[what]).set(revoked).where('id', '=', id).execute();
  }
  audit(tx, partner, what === 'addresses' ? 'remove-address' : `revoke-${nouns[what]}`, { id });
}

/** A client secret of 256 random bits; only its hash is kept, so it is shown now or never. */
export async function makeCredential(tx: Tx, ids: Ids, partner: string): Promise<NewCredential> {
  const clientSecret = randomBytes(32).toString('base64url');
  const notAfter = new Date(tx.now.getTime() + YEAR_MS);
  await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.credential')
    .values({
      ...{ id: ids.next(), partner, secretHash: hashOfSecret(clientSecret), notAfter, revokedAt: null },
      ...{ madeBy: tx.actor.id, madeLogin: tx.actor.loginName, madeAt: tx.now },
    })
    .execute();
  audit(tx, partner, 'make-credential', { notAfter: notAfter.toISOString() });
  return { clientId: partner, clientSecret, notAfter: notAfter.toISOString() };
}

/** Enough for 256 random bits; a slow hash is for what people choose. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

function checkAddress(text: string, allowPrivate: boolean): string {
  if (!URL.canParse(text)) throw addressRefused('not-a-url');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw addressRefused('userinfo-or-fragment');
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw addressRefused('not-https');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && (host === 'localhost' || (isIP(host) !== 0 && isInsideAddress(host)))) {
    throw addressRefused('private-address');
  }
  return url.href;
}

const addressRefused = (reason: string) => new ServiceError('interconnection.address-refused', { reason });

function proposedBy({ actor, now }: Tx) {
  const nobody = { confirmedBy: null, confirmedLogin: null, confirmedAt: null };
  return { proposedBy: actor.id, proposedLogin: actor.loginName, proposedAt: now, ...nobody };
}

export function audit(tx: Tx, partner: string, verb: string, body: Readonly<Record<string, unknown>>): void {
  tx.audit({ stream: `partner:${partner}`, action: `interconnection.${verb}`, subject: partner, body });
}
