import { ServiceError } from '@interlink/contracts/errors';
import type { DecideHousehold } from '@interlink/contracts/registry/household-across';
import type { Tx } from '../platform/transaction.js';
import type { SealedPlace } from '../platform/vault.js';
import type { Word } from './around.js';
import type { Linking } from './asking.js';
import type { Core } from './core.js';
import { lockWriting } from './ingest.js';
import type { RegistryTables } from './tables.js';
import { KEY_PURPOSE } from './versions.js';

/** Words may name people: sealed by the key of the household that they are kept under. */
const placeOf = ({ householdId, otherId, seq }: Pick<Word, 'householdId' | 'otherId' | 'seq'>): SealedPlace => ({
  table: 'registry.household_decision',
  column: 'sealed',
  rowId: `${householdId}:${otherId}:${seq}`,
  subjectId: householdId,
  purpose: KEY_PURPOSE,
});

/**
 * A person says that two households are one, or that they are not, or takes that back: one more word, of which the last
 * counts. Throws `registry.person-changed` when there was another one meanwhile.
 */
export async function decideHousehold(
  core: Core,
  tx: Tx,
  householdId: string,
  { otherId, decision }: Pick<DecideHousehold, 'decision' | 'otherId'>,
  how: Linking,
): Promise<void> {
  if (householdId === otherId) throw new ServiceError('registry.decision-not-possible');
  await lockWriting(tx);
  const [first, second] = householdId < otherId ? [householdId, otherId] : [otherId, householdId];
  const db = tx.db<RegistryTables>();
  const last = await db
    .selectFrom('registry.householdDecision')
    .select(['seq', 'decision'])
    .where('householdId', '=', first)
    .where('otherId', '=', second)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  const version = last?.seq ?? 0;
  if (how.version !== undefined && how.version !== version) {
    throw new ServiceError('registry.person-changed', { version });
  }
  if ((last?.decision ?? 'rule') === decision) throw new ServiceError('registry.decision-not-possible');
  const row = { householdId: first, otherId: second, seq: version + 1 };
  const sealed = await core.platform.vault.seal(tx, placeOf(row), how.reason);
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  await db
    .insertInto('registry.householdDecision')
    .values({ ...row, decision, who, recordedAt: tx.now, sealed })
    .execute();
  tx.audit({
    stream: `household:${householdId}`,
    action: 'registry.decide-household',
    body: { otherId, decision, reason: how.reason },
  });
}

/** Why it was decided so; nothing of a word whose household was erased. */
export async function openReasons({ platform }: Core, words: readonly Word[]): Promise<ReadonlyMap<Word, string>> {
  if (words.length === 0) return new Map();
  const opened = await platform.vault.openAll(
    platform,
    words.map((word) => ({ place: placeOf(word), sealed: word.sealed })),
  );
  return new Map(words.flatMap((word, at) => (opened[at] === undefined ? [] : [[word, opened[at]] as const])));
}
