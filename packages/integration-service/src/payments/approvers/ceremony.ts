import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../../platform/database.js';
import type { Session } from '@interlink/contracts/platform/session';
import type { Tx } from '../../platform/transaction.js';
import { latestCeremony } from './store.js';
import type { ApproverTables } from './tables.js';

/** How the first three are enrolled: with whom in the room, written down before it begins. */
export interface CeremonyRecord {
  /** Whose money it is. */
  readonly institution: string;
  readonly place: string;
  /** Names of at least two people who are none of the three. */
  readonly witnesses: readonly string[];
  /** Login names of the three. */
  readonly logins: readonly string[];
}

const HOURS = 4;
const hashOf = (code: string) => createHash('sha256').update(`interlink-ceremony-v1|${code}`).digest('hex');

/**
 * Opens the ceremony and gives its code, which is shown once: who rules openIMIS but not this server cannot begin one.
 * Throws `payments.ceremony-refused` when somebody is enrolled already or the record is not of three people and two
 * witnesses.
 */
export async function openCeremony(tx: Tx, id: string, record: CeremonyRecord): Promise<string> {
  const { institution, place, witnesses, logins } = record;
  const isComplete = new Set(logins).size === 3 && logins.length === 3 && new Set(witnesses).size >= 2;
  if (!isComplete || witnesses.some((name) => logins.includes(name))) {
    throw new ServiceError('payments.ceremony-refused', { reason: 'three-people-and-two-witnesses' });
  }
  const anybody = await tx
    .db<ApproverTables>()
    .selectFrom('payments.credential')
    .select('credentialId')
    .where('institution', '=', institution)
    .limit(1)
    .execute();
  if (anybody.length > 0) throw new ServiceError('payments.ceremony-refused', { reason: 'already-held' });
  const code = randomBytes(10).toString('hex');
  await tx
    .db<ApproverTables>()
    .insertInto('payments.ceremony')
    .values({
      id,
      institution,
      place,
      witnesses: [...witnesses],
      logins: [...logins],
      codeHash: hashOf(code),
      openedBy: tx.actor.loginName,
      at: tx.now,
      expiresAt: new Date(tx.now.getTime() + HOURS * 3_600_000),
    })
    .execute();
  tx.audit({ stream: 'payments:approvers', action: 'payments.open-ceremony', subject: id, body: { ...record } });
  return code;
}

/** The id of the ceremony that this person may take part in with this code. Throws `payments.ceremony-refused`. */
export async function joinCeremony(
  handle: DbHandle,
  { loginName, institution }: Session,
  code: string,
  now: Date,
): Promise<string> {
  const ceremony = await latestCeremony(handle, institution ?? '');
  const isRight =
    ceremony !== undefined && timingSafeEqual(Buffer.from(ceremony.codeHash), Buffer.from(hashOf(code.trim())));
  if (!isRight) throw new ServiceError('payments.ceremony-refused', { reason: 'code' });
  if (ceremony.expiresAt < now) throw new ServiceError('payments.ceremony-refused', { reason: 'over' });
  if (!ceremony.logins.includes(loginName))
    throw new ServiceError('payments.ceremony-refused', { reason: 'not-named' });
  return ceremony.id;
}
