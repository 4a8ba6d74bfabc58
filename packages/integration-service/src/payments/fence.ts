import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { sha256Hex } from './hashes.js';
import { findFence, gapOf, releaseIdOf, type DatabaseIdentity, type Fence, type JournalEntry } from './journal.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** Which database this is: a restored, copied or promoted one differs. */
export async function databaseIdentity(handle: DbHandle): Promise<DatabaseIdentity> {
  const { rows } = await sql<{ systemIdentifier: string; timeline: number; databaseOid: number }>`
    select system_identifier::text as system_identifier, (pg_control_checkpoint()).timeline_id as timeline,
      (select oid::bigint from pg_database where datname = current_database()) as database_oid
    from pg_control_system()`.execute(handle.db<PaymentsTables>());
  const [identity] = rows;
  if (!identity) throw new Error('PostgreSQL does not say which cluster it is');
  return identity;
}

interface Standing {
  readonly fence: Fence | undefined;
  readonly entries: readonly JournalEntry[] | undefined;
  readonly known: ReadonlySet<string>;
  readonly identity: DatabaseIdentity;
}

async function standing({ platform, journal }: PaymentsContext): Promise<Standing> {
  const rows = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.channelAttempt')
    .select('messageId')
    // What was only learned from the journal stays in the gap until two people release it.
    .where('channel', '!=', 'journal')
    .execute();
  const released = (await listReleases(platform)).map(({ id }) => releaseIdOf(id));
  const known = new Set([...rows.map(({ messageId }) => messageId), ...released]);
  const entries = await journal.read();
  const identity = await databaseIdentity(platform);
  return { fence: findFence(entries, known, identity), entries, known, identity };
}

/** Why nothing may leave now (R7), and what the journal says. Writes nothing, so that a transaction may ask. */
export async function findFenceNow(context: PaymentsContext) {
  const found = await standing(context);
  const by = found.fence && (await findRelease(context, fingerprintOf(found)));
  return { ...found, fence: by === undefined ? found.fence : undefined, by };
}

/**
 * The same, and brings the journal up to date: a fresh deployment gets its empty one here; what two people released is
 * written into it here, and payments go on.
 */
export async function checkFence(context: PaymentsContext): Promise<Fence | undefined> {
  const { fence, entries, identity, known, by } = await findFenceNow(context);
  if (fence !== undefined) return fence;
  if (by === undefined) {
    if (entries === undefined) await context.journal.create();
    return undefined;
  }
  const at = context.platform.clock.now().toISOString();
  const release = [...new Set([...gapOf(entries ?? [], known).map(({ messageId }) => messageId), ...known])];
  await context.journal.append({ messageId: releaseIdOf(by), sha256: '', size: 0, ...identity, at, release });
  return undefined;
}

/** Whether nothing may be sealed or sent now; says so where operators look. */
export async function isFenced(context: PaymentsContext): Promise<boolean> {
  const code = await checkFence(context);
  if (code === undefined) return false;
  context.platform.log.error('Payments are fenced: the ledger and the transmit journal differ', { code });
  return true;
}

/** Names this very fence; undefined when there is none. A decision about another one releases nothing. */
export async function fenceFingerprint(context: PaymentsContext): Promise<string | undefined> {
  const found = await standing(context);
  return found.fence === undefined ? undefined : fingerprintOf(found);
}

function fingerprintOf({ fence, entries = [], known, identity }: Standing): string {
  const gap = gapOf(entries, known).map(({ messageId }) => messageId);
  const { systemIdentifier, timeline, databaseOid = 0 } = identity;
  return sha256Hex(
    canonicalJson(
      { fence, gap, entries: entries.length, systemIdentifier, timeline, databaseOid: String(databaseOid) },
      'as-is',
    ),
  );
}

async function findRelease({ platform }: PaymentsContext, fingerprint: string): Promise<string | undefined> {
  return (await listReleases(platform)).find(({ target }) => target === fingerprint)?.id;
}

/** Fences that two people let go. */
const listReleases = (handle: DbHandle) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.decision')
    .innerJoin('payments.decisionConfirmation', 'decisionId', 'payments.decision.id')
    .select(['payments.decision.id', 'target'])
    .where('kind', '=', 'release-fence')
    .execute();

/** Messages that left, and releases, that this ledger does not know. */
export async function listGap(context: PaymentsContext): Promise<readonly JournalEntry[]> {
  const { entries, known } = await standing(context);
  return gapOf(entries ?? [], known);
}

/** Messages of the gap that the bank was not asked about yet, or did not answer about. */
export async function listUnanswered(context: PaymentsContext): Promise<readonly JournalEntry[]> {
  const gap = (await listGap(context)).filter(({ sha256 }) => sha256 !== '');
  if (gap.length === 0) return [];
  const rows = await context.platform.db<PaymentsTables>().selectFrom('payments.gap').select('messageId').execute();
  const answered = new Set(rows.map(({ messageId }) => messageId));
  return gap.filter(({ messageId }) => !answered.has(messageId));
}

/** Whether the bank was asked about every message of the gap and answered. */
export async function gapIsAnswered(context: PaymentsContext): Promise<boolean> {
  return (await listUnanswered(context)).length === 0;
}
