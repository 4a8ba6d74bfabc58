import path from 'node:path';
import { loadService, signIn } from '../stack/demo-payment.mjs';
import { root } from '../stack/paths.mjs';
import { Problem, step, title } from '../stack/say.mjs';
import { askOracle, bankMovements, differences, unqueued } from './compare.mjs';
import { buildBatch, keepPayroll, loseAnswer, orderTrouble, untilDone } from './payrolls.mjs';
import { prepareProgramme } from './programme.mjs';

/** Each payroll is paid over one of these. */
export const CHANNELS = ['https', 'sftp'];

/** Pays a payroll of at least `people` over each channel; throws when two of the three books differ in any line. */
export async function demoPayments({ channels, people }) {
  const service = await loadService();
  title('Every household into one programme, by openIMIS itself');
  const households = await step('programme, payment plan, enrolment', () => prepareProgramme(service));
  console.log(`      ${households} households`);
  const differing = [];
  for (const channel of channels) {
    title(`A payroll over ${channel}`);
    differing.push(...(await payOver(service, channel, people)));
  }
  if (differing.length > 0) throw new Problem(`The books differ:\n  ${differing.slice(0, 20).join('\n  ')}`);
  console.log('\nBoth ledgers, the payrolls in openIMIS and the oracle agree line by line.');
}

async function payOver(service, channel, people) {
  const maker = await signIn(service, 'pam.payments');
  const order = async () => {
    await orderTrouble();
    await loseAnswer(channel);
  };
  const made = await buildBatch(service, maker, { asked: { channel }, channel, order });
  if (made.count < people) throw new Problem(`The batch has ${made.count} lines of ${people} that were asked for.`);
  const batch = await untilDone(maker, made);
  const { files } = await maker.api.get(`/payments/batches/${batch.id}/head`);
  const messageIds = files.map(({ messageId }) => messageId);
  const movements = await bankMovements(messageIds);
  const benefits = await maker.payrolls.benefits(batch.payrollId);
  const { nextActionOf } = await import(path.join(root, 'packages/domain/dist/payments/causes.js'));
  const queues = await unqueued(maker, batch, nextActionOf);
  const oracle = await askOracle({ messageIds });
  report(batch, queues, oracle);
  keepPayroll(channel, undefined);
  return [...differences({ batch, movements, benefits }), ...queues.missing, ...oracleDiffers(batch, files, oracle)];
}

const tally = (lines, keyOf) =>
  [...lines.reduce((all, line) => all.set(keyOf(line), (all.get(keyOf(line)) ?? 0) + 1), new Map())]
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

function report(batch, { actions, exceptions }, { totals }) {
  console.log(`      batch ${batch.id}, ${batch.state}: ${tally(batch.lines, ({ state }) => state)}`);
  console.log(`      left out with a reason: ${tally(batch.exclusions, ({ reason }) => reason) || 'none'}`);
  const todo = actions.map(([action, count]) => `${count} ${action}`).join(', ');
  console.log(`      queues: ${todo}; ${exceptions} of booked amounts that want a person`);
  for (const { instructed, debited, returned } of totals)
    console.log(`      oracle: ${instructed} instructed, ${debited} debited, ${returned} returned`);
}

/** Its totals are ours, and it finds the double booking that the bank was told to make, and nothing else of this batch. */
function oracleDiffers(batch, files, { totals, problems }) {
  const found = [];
  const minor = (text) => Math.round(Number(text) * 100);
  const [instructed, lines] = [
    totals.reduce((sum, one) => sum + minor(one.instructed), 0),
    totals.reduce((sum, one) => sum + one.lines, 0),
  ];
  if (instructed !== batch.totalMinor || lines !== batch.count) found.push('the oracle adds up to another total');
  if (files.reduce((sum, { totalMinor }) => sum + totalMinor, 0) !== instructed)
    found.push('the files add up otherwise');
  const mine = new Set(batch.lines.map(({ instrId }) => instrId));
  const overpaid = batch.lines
    .filter(({ exceptions }) => exceptions.includes('overpaid'))
    .map(({ instrId }) => instrId);
  const said = problems.map((problem) => problem.split(':')[0]).filter((instrId) => mine.has(instrId));
  if (said.toSorted().join() !== overpaid.toSorted().join()) found.push('the oracle finds other lines paid too much');
  return found;
}
