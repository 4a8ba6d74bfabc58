import type { ExportedVerification } from '@interlink/contracts/registry/erasure';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Keeper } from '../registry/service.js';
import { postgresResultStore, PURPOSE, type KeptResult, type ResultStore } from './store.js';
import type { VerificationTables } from './tables.js';

/** S15: what others answered about a person, for the registry, which erases and tells. */
export function verificationKeeper(platform: Pick<Platform, 'db' | 'ids' | 'vault'>): Keeper<ExportedVerification> {
  const store = postgresResultStore(platform, platform.vault, platform.ids);
  return {
    purpose: PURPOSE,
    // An individual of whom nobody was asked yet, too: nothing more is to be kept of them.
    subjectsOf: (_handle, { individuals, journeys }) => Promise.resolve([...journeys, ...individuals]),
    count: async (handle, subjectIds) => ({ kept: await countResults(handle, subjectIds), open: 0 }),
    async forget(tx, subjectIds) {
      for (const subjectId of subjectIds) await platform.vault.eraseSubject(tx, subjectId, PURPOSE);
      await forgetIndividuals(tx, subjectIds);
    },
    async tell(_handle, subjectIds) {
      const told: ExportedVerification[] = [];
      for (const subjectId of subjectIds) {
        for (const row of await store.list(subjectId)) told.push(await exported(store, row));
      }
      return told;
    },
  };
}

async function countResults(handle: DbHandle, subjectIds: readonly string[]): Promise<number> {
  const { results } = await handle
    .db<VerificationTables>()
    .selectFrom('verification.result')
    .select(sql<number>`count(*)::int`.as('results'))
    .where('subjectId', '=', sql<string>`any(${[...subjectIds]})`)
    .executeTakeFirstOrThrow();
  return results;
}

/** In lists they stay as a place with its verdict: of whom it was, nobody can say. */
async function forgetIndividuals(tx: Tx, subjectIds: readonly string[]): Promise<void> {
  const db = tx.db<VerificationTables>();
  const theirs = sql<string>`any(${[...subjectIds]}::uuid[])`;
  await db.deleteFrom('verification.person').where('individualId', '=', theirs).execute();
  await db
    .updateTable('verification.listItem')
    .set((row) => ({
      ...{ individualId: null, person: null, maskedId: '—' },
      verdict: row.fn.coalesce('verdict', sql.lit('unknown' as const)),
      doneAt: row.fn.coalesce('doneAt', sql.val(tx.now)),
    }))
    .where('individualId', '=', theirs)
    .execute();
}

async function exported(store: ResultStore, row: KeptResult): Promise<ExportedVerification> {
  const { subjectId, kind, source, outcome, reasons, checkedAt, expiresAt, evidenceSha256 } = row;
  const attributes = await store.openAttributes<unknown>(row);
  return {
    ...{ subject: subjectId, kind, source, outcome, reasons: [...reasons] },
    ...{ checkedAt: checkedAt.toISOString(), expiresAt: expiresAt.toISOString() },
    ...(attributes !== undefined && { attributes }),
    ...(evidenceSha256 !== null && { evidenceSha256 }),
  };
}
