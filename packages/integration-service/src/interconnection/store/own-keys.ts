import type { OwnKeyPurpose } from '@interlink/contracts/interconnection/own-keys';
import type { JWK } from 'jose';
import { sql } from 'kysely';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Vault } from '../../platform/vault.js';
import type { InterconnectionTables } from '../tables.js';

export interface KeptOwnKey {
  readonly kid: string;
  readonly purpose: OwnKeyPurpose;
  readonly alg: string;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  readonly currentFrom: Date;
  readonly publishedUntil: Date | null;
}

// One data key for all our own keys; erasing it would lose them all, so nothing ever does.
const placeOf = (kid: string) => ({
  table: 'interconnection.own_key',
  column: 'sealed_jwk',
  rowId: kid,
  subjectId: 'interlink',
  purpose: 'own-keys',
});

/** Newest first of each purpose; opened with the key-encryption key, never kept in clear (S15). */
export async function readOwnKeys(handle: DbHandle, vault: Vault): Promise<readonly KeptOwnKey[]> {
  const rows = await handle
    .db<InterconnectionTables>()
    .selectFrom('interconnection.ownKey')
    .selectAll()
    .orderBy('currentFrom', 'desc')
    .orderBy('kid')
    .execute();
  return Promise.all(
    rows.map(async ({ sealedJwk, ...row }) => {
      const opened = await vault.open(handle, placeOf(row.kid), sealedJwk);
      if (opened === undefined) throw new Error('the data key of our own keys is gone; restore a backup');
      return { ...row, privateJwk: JSON.parse(opened) as JWK };
    }),
  );
}

export async function addOwnKey(
  tx: Tx,
  vault: Vault,
  key: Pick<KeptOwnKey, 'kid' | 'purpose' | 'alg' | 'publicJwk' | 'privateJwk' | 'currentFrom'>,
): Promise<void> {
  const { kid, purpose, alg, currentFrom } = key;
  const sealedJwk = await vault.seal(tx, placeOf(kid), JSON.stringify(key.privateJwk));
  await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.ownKey')
    .values({
      ...{ kid, purpose, alg, currentFrom, sealedJwk },
      publicJwk: toJson(key.publicJwk),
      madeAt: tx.now,
      publishedUntil: null,
    })
    .execute();
}

/** The older keys of a purpose stay published until then: messages signed with them are still on their way. */
export async function retireOlder(tx: Tx, purpose: OwnKeyPurpose, newKid: string, until: Date): Promise<void> {
  await tx
    .db<InterconnectionTables>()
    .updateTable('interconnection.ownKey')
    .set({ publishedUntil: until })
    .where('purpose', '=', purpose)
    .where('kid', '<>', newKid)
    .where('publishedUntil', 'is', null)
    .execute();
}

/** Until this transaction ends no other one makes a key, in whatever process. */
async function lockKeyMaking(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('interconnection.own_key'))`.execute(tx.db<InterconnectionTables>());
}

/** Whether a key of that purpose waits for its time. Holds up other makers of keys until this transaction ends. */
export async function hasNextKey(tx: Tx, purpose: OwnKeyPurpose): Promise<boolean> {
  await lockKeyMaking(tx);
  return hasKey(tx, purpose, '>');
}

/** Whether a key of that purpose is in use. Holds up other makers of keys until this transaction ends. */
export async function hasCurrentKey(tx: Tx, purpose: OwnKeyPurpose): Promise<boolean> {
  await lockKeyMaking(tx);
  return hasKey(tx, purpose, '<=');
}

async function hasKey(tx: Tx, purpose: OwnKeyPurpose, from: '>' | '<='): Promise<boolean> {
  const found = await tx
    .db<InterconnectionTables>()
    .selectFrom('interconnection.ownKey')
    .select('kid')
    .where('purpose', '=', purpose)
    .where('currentFrom', from, tx.now)
    .executeTakeFirst();
  return found !== undefined;
}
