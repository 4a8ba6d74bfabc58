import { ServiceError } from '@interlink/contracts/errors';
import type { AddKeys } from '@interlink/contracts/interconnection/partner-commands';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Actor } from '../platform/actor.js';
import { OutgoingError } from './outgoing-error.js';
import { openOutgoing } from './outgoing.js';
import type { InterconnectionPolicy } from './policy.js';
import type { PartnerRecord } from './store/partner-records.js';

const TIMEOUT_MS = 5000;
const MAX_BYTES = 65_536;

const KeySet = Type.Object({
  keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: 20 }),
});

interface FetchDeps {
  readonly actor: Actor;
  readonly policy: Pick<InterconnectionPolicy, 'allowPrivateAddresses'>;
  readonly now: () => number;
}

/**
 * S16: the key set of a partner, from the address that two people registered and from nowhere else: through the guard,
 * without redirects, at most 64 KB in 5 s. What comes is only proposed; it counts once a person compared it.
 */
export async function fetchKeys(
  { id, addresses }: Pick<PartnerRecord, 'addresses' | 'id'>,
  { actor, policy, now }: FetchDeps,
): Promise<AddKeys['jwks']> {
  const address = addresses.find(({ kind, confirmedAt }) => kind === 'jwks' && confirmedAt !== null);
  if (!address) throw notFetched('no-address');
  const { origin, pathname, search } = new URL(address.url);
  const destination = { partner: id, url: origin, timeoutMs: TIMEOUT_MS, connections: 1 };
  try {
    const way = openOutgoing({ ...destination, ...policy }, { now, record: () => Promise.resolve() });
    try {
      const { status, bytes } = await way.request({
        ...{ operation: 'fetch-keys', method: 'GET', path: `${pathname}${search}`, maxBytes: MAX_BYTES },
        ...{ headers: { accept: 'application/json' }, cause: { actor, subjectId: id } },
      });
      if (status !== 200) throw notFetched('status');
      return readKeySet(bytes);
    } finally {
      await way.close();
    }
  } catch (thrown) {
    if (thrown instanceof OutgoingError) throw notFetched(thrown.reason, thrown);
    throw thrown;
  }
}

function readKeySet(bytes: Buffer): AddKeys['jwks'] {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (Value.Check(KeySet, value)) return { keys: value.keys };
  } catch (cause) {
    throw notFetched('not-a-jwks', cause);
  }
  throw notFetched('not-a-jwks');
}

const notFetched = (reason: string, cause?: unknown) =>
  new ServiceError('interconnection.keys-not-fetched', { reason }, { cause });
