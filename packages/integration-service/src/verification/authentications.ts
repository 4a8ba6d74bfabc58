import { createHash } from 'node:crypto';
import type { AuthenticationSecrets } from '@interlink/contracts/verification/verifier';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { daysBefore, deleteOldest } from '../platform/jobs/oldest.js';
import type { Tx } from '../platform/transaction.js';
import type { SealedPlace, Vault } from '../platform/vault.js';
import { PURPOSE } from './store.js';
import type { VerificationTables } from './tables.js';

export type Authentication = Selectable<VerificationTables['verification.authentication']>;

/** People on their way to the identity provider and back. The state itself is never kept, its hash is. */
export interface Authentications {
  add(tx: Tx, state: string, journeyId: string, secrets: AuthenticationSecrets, expiresAt: Date): Promise<void>;
  find(state: string): Promise<Authentication | undefined>;
  /** Exactly one caller gets it: who does, asks the provider. Undefined when taken, expired or unknown. */
  claim(tx: Tx, state: string): Promise<AuthenticationSecrets | undefined>;
  complete(tx: Tx, state: string, resultId: string): Promise<void>;
}

const TABLE = 'verification.authentication';

export const hashOf = (state: string): string => createHash('sha256').update(state, 'utf8').digest('hex');

export function postgresAuthentications(database: DbHandle, vault: Vault): Authentications {
  return {
    async add(tx, state, journeyId, secrets, expiresAt) {
      const stateHash = hashOf(state);
      const sealed = await vault.seal(tx, placeOf(stateHash, journeyId), JSON.stringify(secrets));
      const row = { stateHash, journeyId, secrets: sealed, createdAt: tx.now, expiresAt };
      await tx
        .db<VerificationTables>()
        .insertInto(TABLE)
        .values({ ...row, claimedAt: null, completedAt: null, resultId: null })
        .execute();
    },
    find: (state) =>
      database
        .db<VerificationTables>()
        .selectFrom(TABLE)
        .selectAll()
        .where('stateHash', '=', hashOf(state))
        .executeTakeFirst(),
    async claim(tx, state) {
      const row = await tx
        .db<VerificationTables>()
        .updateTable(TABLE)
        .set({ claimedAt: tx.now })
        .where('stateHash', '=', hashOf(state))
        .where('claimedAt', 'is', null)
        .where('expiresAt', '>', tx.now)
        .returning(['stateHash', 'journeyId', 'secrets'])
        .executeTakeFirst();
      if (!row) return undefined;
      const text = await vault.open(tx, placeOf(row.stateHash, row.journeyId), row.secrets);
      return text === undefined ? undefined : (JSON.parse(text) as AuthenticationSecrets);
    },
    async complete(tx, state, resultId) {
      const done = { completedAt: tx.now, resultId };
      await tx.db<VerificationTables>().updateTable(TABLE).set(done).where('stateHash', '=', hashOf(state)).execute();
    },
  };
}

/** Whoever comes back after that is told that they are not known. */
export function forgetAuthentications(tx: Tx, days: number): Promise<number> {
  return deleteOldest(tx, TABLE, sql`expires_at`, sql`expires_at < ${daysBefore(tx.now, days)}`);
}

function placeOf(stateHash: string, journeyId: string): SealedPlace {
  return { table: TABLE, column: 'secrets', rowId: stateHash, subjectId: journeyId, purpose: PURPOSE };
}
