import { createHash, randomUUID } from 'node:crypto';
import { csvOf, households, villages } from './kit/country.mjs';
import { actor, effort, seconds, service } from './kit/measure.mjs';

export const title = 'A file of households (SR-020, must-show 2)';
export const note = `A CSV of a generated country (\`scripts/bench/kit/country.mjs\`) by what the screens call: parts of 512 KiB, the check of every
cell, then the load into the social registry and the registry's view, with everything linked and searchable. Then the same
file again, which must change nothing, and a broken one, which must be refused by cell.`;

const ALL = ['social-registry.read', 'social-registry.upload'];

function officer() {
  const who = actor('ina.intake');
  const session = { userId: 'ina', loginName: 'ina.intake', displayName: 'Ina', language: 'en', permissions: ALL };
  return { actor: who, session: { ...session, institution: 'MSW' }, token: 'none', districts: [] };
}

const openimis = { asService: () => ({ locations: { villages: async () => villages(2000) } }) };

async function send(platform, uploads, operator, bytes) {
  const CHUNK = 524_288;
  const begin = { fileName: 'households.csv', size: bytes.length, questionnaire: 'household', mostProblemPercent: 0 };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { id } = await platform.inTransaction(operator.actor, (tx) =>
    uploads.begin(tx, operator, { ...begin, sha256 }),
  );
  for (let seq = 1; (seq - 1) * CHUNK < bytes.length; seq += 1) {
    const part = bytes.subarray((seq - 1) * CHUNK, seq * CHUNK);
    await platform.inTransaction(operator.actor, (tx) => uploads.receive(tx, operator, { id, seq, bytes: part }));
  }
  await platform.inTransaction(operator.actor, (tx) => uploads.complete(tx, operator, id));
  return id;
}

export async function run({ quick, database, say }) {
  const platform = await database.platform();
  const { createRegistry } = await service('registry/service.js');
  const { createSocialRegistry } = await service('social-registry/service.js');
  const { uploads } = await createSocialRegistry(platform, { registry: createRegistry(platform), openimis });
  const operator = officer();
  const worker = { ...actor(), correlationId: randomUUID() };
  const count = quick ? 2000 : Number(process.env.BENCH_HOUSEHOLDS ?? 100_000);
  const file = Buffer.from([...csvOf(households({ count, seed: 7 }))].join(''));
  let id;
  const sent = await seconds(async () => (id = await send(platform, uploads, operator, file)));
  const checked = await seconds(() => uploads.runCheck(id, worker));
  const found = await uploads.get(operator, id);
  if (found.state !== 'checked') throw new Error(`the file was not accepted: ${JSON.stringify(found.problems)}`);
  await platform.inTransaction(operator.actor, (tx) => uploads.load(tx, operator, id));
  const telling = setInterval(async () => {
    const { progress } = await uploads.get(operator, id);
    say(`${progress.done} of ${progress.of} households loaded`);
  }, 20_000);
  const { wall: loaded, cpu } = await effort(database, () => uploads.runLoad(id, worker));
  clearInterval(telling);
  const { created, members } = await uploads.get(operator, id);
  const again = await send(platform, uploads, operator, file);
  await uploads.runCheck(again, worker);
  await platform.inTransaction(operator.actor, (tx) => uploads.load(tx, operator, again));
  const repeated = await seconds(() => uploads.runLoad(again, worker));
  const second = await uploads.get(operator, again);
  const broken = await send(platform, uploads, operator, Buffer.from(file.toString().replaceAll(',thatch,', ',gold,')));
  await uploads.runCheck(broken, worker);
  const refused = await uploads.get(operator, broken);
  const { rows } = await database.query('select count(*)::int as people from registry.person');
  const total = sent + checked + loaded;
  return [
    { what: `${count} households, ${members} people, ${Math.round(file.length / 2 ** 20)} MiB: in all`, value: total / 60, unit: 'min', target: 'under 10 min for 100,000' },
    { what: 'sent in parts', value: sent, unit: 's' },
    { what: 'checked, cell by cell', value: checked, unit: 's' },
    { what: 'loaded and linked', value: loaded, unit: 's' },
    { what: 'processor for the load, both processes', value: cpu, unit: 's' },
    { what: 'people a second, loaded and linked', value: members / loaded, unit: '/s' },
    { what: 'people in the view', value: rows[0].people, target: String(members) },
    { what: 'created; changed by the same file again', value: `${created}; ${second.changed + second.created}`, target: `${count}; 0` },
    { what: 'the same file again', value: repeated, unit: 's' },
    { what: 'a broken file refused', value: refused.refusal ?? 'NO', target: 'too-many-problems' },
  ]; // prettier-ignore
}
