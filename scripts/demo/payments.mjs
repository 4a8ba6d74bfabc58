import path from 'node:path';
import { loadService, signIn } from '../stack/demo-payment.mjs';
import { root } from '../stack/paths.mjs';
import { Problem, step, title } from '../stack/say.mjs';
import { askOracle, bankMovements, differences, readBankBooks, unqueued } from './compare.mjs';
import { payInCash } from './pay-point.mjs';
import { buildBatch, keepPayroll, loseAnswer, orderTrouble, untilDone } from './payrolls.mjs';
import { prepareProgramme } from './programme.mjs';

/** Each payroll is paid over one of these. */
export const CHANNELS = ['https', 'sftp', 'pay-point'];

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
  const pay = channel === 'pay-point' ? payInCash : payByBank;
  const { batch, books, report, differing } = await pay(service, maker, { channel, people });
  const benefits = await maker.payrolls.benefits(batch.payrollId);
  const { nextActionOf } = await import(path.join(root, 'packages/domain/dist/payments/causes.js'));
  const queues = await unqueued(maker, batch, nextActionOf);
  const found = [...differences({ batch, benefits, ...books }), ...queues.missing, ...differing];
  tell(batch, benefits, queues, [
    ...report,
    `${found.length} differences between ${books.whose}, our ledger and openIMIS`,
  ]);
  keepPayroll(channel, undefined);
  return found;
}

async function payByBank(service, maker, { channel, people }) {
  const order = async () => {
    await orderTrouble();
    await loseAnswer(channel);
  };
  const made = await buildBatch(service, maker, { channel, people, order });
  const batch = await untilDone(maker, made);
  const { files } = await maker.api.get(`/payments/batches/${batch.id}/head`);
  const messageIds = files.map(({ messageId }) => messageId);
  const { wordOf, foreign } = readBankBooks(batch, await bankMovements(messageIds));
  const oracle = await askOracle({ messageIds });
  const report = oracle.totals.map(
    ({ instructed, debited, returned }) => `oracle: ${instructed} instructed, ${debited} debited, ${returned} returned`,
  );
  const differing = [...foreign, ...oracleDiffers(batch, files, oracle)];
  return { batch, books: { whose: "the bank's books", wordOf }, report, differing };
}

const tally = (lines, keyOf) =>
  [...lines.reduce((all, line) => all.set(keyOf(line), (all.get(keyOf(line)) ?? 0) + 1), new Map())]
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

function tell(batch, benefits, { actions, exceptions }, more) {
  const todo = actions.map(([action, count]) => `${count} ${action}`).join(', ');
  const lines = [
    `batch ${batch.id}, ${batch.state}: ${tally(batch.lines, ({ state }) => state)}`,
    `left out with a reason: ${tally(batch.exclusions, ({ reason }) => reason) || 'none'}`,
    `in openIMIS, read again: ${tally(benefits, ({ status, receipt }) => (receipt ? `${status} with a receipt` : status))}`,
    `queues: ${todo}; ${exceptions} of booked amounts that want a person`,
    ...more,
  ];
  for (const line of lines) console.log(`      ${line}`);
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
