import { ServiceError } from '@interlink/contracts/errors';
import type { DecideHousehold } from '@interlink/contracts/registry/household-across';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { Tx } from '../platform/transaction.js';
import type { Linking } from './asking.js';
import type { Core } from './core.js';
import { readPair } from './household-pairs.js';
import { placeOf } from './household-words.js';
import { lockWriting } from './ingest.js';
import type { RegistryTables } from './tables.js';

/**
 * A person says that two households are one, or that they are not, or takes that back, whether or not they share anybody:
 * one more word, of which the last counts. Throws `registry.person-changed`, with the two as they are by now, when there
 * was another one meanwhile.
 */
export async function decideHousehold(
  core: Core,
  tx: Tx,
  householdId: string,
  { otherId, decision }: Pick<DecideHousehold, 'decision' | 'otherId'>,
  scope: Scope,
  how: Linking,
): Promise<void> {
  if (householdId === otherId) throw new ServiceError('registry.decision-not-possible');
  await lockWriting(tx);
  const present = await readPair(core, tx, householdId, otherId, scope);
  const { version, shared, evidence } = present;
  if (how.version !== undefined && how.version !== version) {
    throw new ServiceError('registry.person-changed', { version, present });
  }
  if ((present.decided?.decision ?? 'rule') === decision) throw new ServiceError('registry.decision-not-possible');
  const [first, second] = householdId < otherId ? [householdId, otherId] : [otherId, householdId];
  const row = { householdId: first, otherId: second, seq: version + 1 };
  const sealed = await core.platform.vault.seal(tx, placeOf(row), how.reason);
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  await tx
    .db<RegistryTables>()
    .insertInto('registry.householdDecision')
    .values({ ...row, decision, who, recordedAt: tx.now, sealed })
    .execute();
  tx.audit({
    stream: `household:${householdId}`,
    action: 'registry.decide-household',
    // What it was decided on: members come and go.
    body: { otherId, decision, reason: how.reason, shared, evidence },
  });
}
