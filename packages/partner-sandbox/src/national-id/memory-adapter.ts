import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../common/clock.js';

interface Stored {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/**
 * Where the provider keeps codes, tokens, grants and interactions until they end. Sessions are not kept: at an
 * enrolment desk the next person sits at the same browser and must sign in themselves.
 */
export function openMemory(clock: Clock): (model: string) => Adapter {
  const stored = new Map<string, Stored>();
  const read = (key: string) => {
    const found = stored.get(key);
    if (found && found.until > clock()) return found.payload;
    stored.delete(key);
    return undefined;
  };
  const forgetOld = () => {
    for (const [key, { until }] of stored) if (until <= clock()) stored.delete(key);
  };
  return (model) => ({
    async upsert(id, payload, expiresIn) {
      if (model === 'Session') return;
      forgetOld();
      stored.set(`${model}:${id}`, { payload, until: clock() + (expiresIn ?? 3600) * 1000 });
    },
    find: async (id) => read(`${model}:${id}`),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = read(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(clock() / 1000);
    },
    async destroy(id) {
      stored.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key);
    },
  });
}
