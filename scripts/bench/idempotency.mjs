import { actor, service } from './kit/measure.mjs';

export const title = 'Idempotency-Key: races (S4)';
export const note = `Four requests of one key at once, each in its own transaction whose first row is the key; every race must have one effect, and
whoever came second is told so (409) or given the first answer.`;

export async function run({ quick, database }) {
  const platform = await database.platform();
  const { claimKey, keepAnswer } = await service('platform/http/idempotency-store.js');
  const races = quick ? 200 : 10_000;
  const outcomes = { first: 0, replayed: 0, 'in-progress': 0 };
  const once = async (key) => {
    const scope = { principal: 'bench', method: 'POST', route: '/things', key, bodyHash: 'same' };
    try {
      outcomes[
        await platform.inTransaction(actor(), async (tx) => {
          if (await claimKey(tx.db(), scope, tx.now)) return 'replayed';
          tx.audit({ stream: `race:${key}`, action: 'bench.effect' });
          await keepAnswer(tx.db(), scope, { status: 201, body: '{}' });
          return 'first';
        })
      ] += 1;
    } catch (thrown) {
      if (thrown.code !== 'platform.idempotency-key-in-progress') throw thrown;
      outcomes['in-progress'] += 1;
    }
  };
  const since = performance.now();
  for (let race = 0; race < races; race += 4) {
    const keys = [0, 1, 2, 3].map((n) => `race-${race + n}`);
    await Promise.all(keys.flatMap((key) => [once(key), once(key), once(key), once(key)]));
  }
  const took = (performance.now() - since) / 1000;
  const { rows } = await database.query(
    `select count(*)::int as effects, count(distinct header ->> 'stream')::int as keys
     from platform.audit_entry where header ->> 'action' = 'bench.effect'`,
  );
  const [{ effects, keys }] = rows;
  return [
    {
      what: `races of four with exactly one effect, of ${races}`,
      value: effects === keys ? keys : `${effects} effects`,
      target: 'all',
    },
    { what: 'told that the first is at work, or given its answer', value: outcomes['in-progress'] + outcomes.replayed },
    { what: 'requests', value: (races * 4) / took, unit: '/s' },
  ];
}
