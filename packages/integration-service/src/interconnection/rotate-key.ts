import { ServiceError } from '@interlink/contracts/errors';
import type { OwnKeyFacts, RotateKey } from '@interlink/contracts/interconnection/own-keys';
import type { Tx } from '../platform/transaction.js';
import { algorithmFor, type Keyring } from './keyring.js';
import { hasNextKey } from './store/own-keys.js';

/** Partners cache our key set for an hour, some for a day: a key is published that long before it is used. */
const NOTICE_MS = 86_400_000;
const FARTHEST_MS = 90 * NOTICE_MS;

/** Makes the next key of a purpose. One at a time: a second one would retire a key that was never used. */
export async function rotateKey(tx: Tx, keyring: Keyring, { purpose, from }: RotateKey): Promise<OwnKeyFacts> {
  const start = from === undefined ? new Date(tx.now.getTime() + NOTICE_MS) : new Date(from);
  const ahead = start.getTime() - tx.now.getTime();
  if (ahead < 0 || ahead > FARTHEST_MS) throw new ServiceError('interconnection.rotation-refused', { reason: 'time' });
  if (await hasNextKey(tx, purpose)) {
    throw new ServiceError('interconnection.rotation-refused', { reason: 'already-under-way' });
  }
  const kid = await keyring.rotate(tx, purpose, start);
  return {
    ...{ kid, purpose, alg: algorithmFor(purpose), store: 'database, encrypted' },
    ...{ state: ahead === 0 ? 'current' : 'next', currentFrom: start.toISOString() },
  };
}
