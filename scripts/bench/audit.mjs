import { generateKeyPairSync } from 'node:crypto';
import { actor, compare, seconds, service } from './kit/measure.mjs';

export const title = 'Audit log: writing and verifying (S5)';
export const note = `Writing: transactions of one entry by 8 writers at once, all on one chain (baseline) against spread over the 16 chains.
Verifying: \`audit verify\` over the whole log, hash by hash; then one body altered in the middle, which it must name.`;

const WRITERS = 8;

/** Entries a second, of `count` transactions by eight writers at once. */
async function write(platform, count, streamOf) {
  let next = 0;
  const writer = async () => {
    while (next < count) {
      const stream = streamOf((next += 1));
      await platform.inTransaction(actor(), async (tx) => tx.audit({ stream, action: 'bench.write', body: { n: 1 } }));
    }
  };
  const took = await seconds(() => Promise.all(Array.from({ length: WRITERS }, writer)));
  return count / took;
}

async function fill(platform, count, say) {
  const A_TIME = 400;
  for (let written = 0; written < count; written += A_TIME) {
    await platform.inTransaction(actor(), async (tx) => {
      for (let n = 0; n < A_TIME; n += 1)
        tx.audit({ stream: `journey:${(written + n) % 5000}`, action: 'bench.fill', subject: 'p', body: { n } });
    });
    if (written % 100_000 === 0) say(`${written} of ${count} entries written`);
  }
}

export async function run({ quick, database, say }) {
  const platform = await database.platform();
  const count = quick ? 400 : 4000;
  await write(platform, 100, (n) => `warm:${n}`);
  const rate = await compare(
    quick ? 1 : 5,
    () => write(platform, count, () => 'one'),
    () => write(platform, count, (n) => `spread:${n}`),
  );
  await fill(platform, quick ? 20_000 : 1_000_000, say);
  const { verifyLog } = await service('audit/verify.js');
  const keys = [{ id: 'none', verifies: () => false, key: generateKeyPairSync('ed25519').publicKey }];
  let verdict;
  const took = await seconds(async () => (verdict = await verifyLog({ database: platform, keys })));
  if (verdict.tampers.length > 0) throw new Error('an untouched log was called tampered with');
  const { rows } = await database.query(
    `update platform.audit_body set body = '{"n":-1}' where entry_id =
       (select id from platform.audit_entry where shard = 7 and seq = (select max(seq) / 2 from platform.audit_entry where shard = 7))
     returning entry_id`,
  );
  const tampered = await verifyLog({ database: platform, keys });
  const named = rows.length === 1 && tampered.tampers.length === 1 && tampered.tampers[0].code === 'body-altered';
  return [
    {
      what: 'entries written, 16 chains against one',
      value: rate.ours,
      unit: '/s',
      baseline: rate.baseline,
      ratio: rate.ratio,
    },
    { what: `entries verified, of ${verdict.entries}`, value: verdict.entries / took, unit: '/s', target: '50,000/s' },
    { what: 'one altered body named', value: named ? 'yes' : 'NO', target: 'yes' },
  ];
}
