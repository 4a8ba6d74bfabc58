import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  CREATE_CYCLE,
  CREATE_PAYROLL,
  acceptPayroll,
  approve,
  endBankDay,
  eventually,
  findOrCreate,
  makeBatch,
  signIn,
  untilBatch,
} from '../stack/demo-payment.mjs';
import { url, within } from '../stack/paths.mjs';
import { Problem, step } from '../stack/say.mjs';
import { PROGRAMME } from './programme.mjs';

const MINUTES_10 = 600_000;

/** The youngest month before this one for which the programme has no cycle: nobody is paid twice for a month. */
async function freeMonth(maker) {
  const now = new Date();
  for (let back = 1; back < 120; back += 1) {
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1 - back, 0)).toISOString().slice(0, 10);
    const month = { code: `${PROGRAMME}-${last.slice(0, 7)}`, from: `${last.slice(0, 7)}-01`, to: last };
    if (!(await maker.find('cycle', month.code))) return month;
  }
  throw new Problem('Ten years of months were paid already: `npm run reset` begins anew.');
}

const unfinished = within('demo-payrolls.json');
const readUnfinished = () => (existsSync(unfinished) ? JSON.parse(readFileSync(unfinished, 'utf8')) : {});

/** The payroll that a demonstration over this channel was busy with when it was cut off; `undefined`: it is done. */
export function keepPayroll(channel, busyWith) {
  writeFileSync(unfinished, JSON.stringify({ ...readUnfinished(), [channel]: busyWith }));
}

/** While it makes hundreds of benefits within one mutation openIMIS may leave other questions without an answer. */
const unlessBusy = (thrown) => {
  const { code, details } = thrown;
  if (code !== 'platform.openimis-unavailable' && details?.reason !== 'mutation-unfinished') throw thrown;
};

/** A payroll of every household for a month that was not paid yet. */
async function makePayroll(maker, channel) {
  const known = readUnfinished()[channel];
  if (known?.payrollId) return known.payrollId;
  const month = known?.month ?? (await freeMonth(maker));
  const name = `Household support grant ${month.code}`;
  if (!known) {
    keepPayroll(channel, { month });
    await createPayroll(maker, month, name).catch(unlessBusy);
  }
  const payrollId = await eventually(
    () => maker.find('payroll', name).catch(unlessBusy),
    'openIMIS did not make the payroll.',
    MINUTES_10,
  );
  keepPayroll(channel, { month, payrollId });
  return payrollId;
}

async function createPayroll(maker, { code, from, to }, name) {
  const cycleId = await findOrCreate(maker, 'cycle', code, () =>
    maker.create(CREATE_CYCLE, { code, startDate: from, endDate: to, status: 'PENDING' }, randomUUID()),
  );
  const input = {
    name,
    paymentPlanId: await maker.find('plan', `${PROGRAMME}-MONTHLY`),
    paymentCycleId: cycleId,
    status: 'PENDING_APPROVAL',
    paymentMethod: 'StrategyOfflinePayment',
    dateValidFrom: from,
    dateValidTo: to,
  };
  await maker.create(CREATE_PAYROLL, input, randomUUID());
}

/** From openIMIS to an approved batch; what the sandbox is to do wrong is ordered before the approval sends it off. */
export async function buildBatch(service, maker, { channel, people, order }) {
  const payrollId = await step('a payroll of all households, made in openIMIS by Pam', () =>
    makePayroll(maker, channel),
  );
  await step('its task, resolved by Ana', async () =>
    acceptPayroll(maker, await signIn(service, 'ana.approver'), payrollId),
  );
  const batch = await step('a batch of it: every account asked of its bank', () =>
    makeBatch(maker, payrollId, { channel }),
  );
  if (batch.count < people) throw new Problem(`The batch has ${batch.count} lines of ${people} that were asked for.`);
  // What goes wrong is for this batch: one that has left already met its share.
  if (batch.state === 'VALIDATED') await order?.(batch);
  await step('approved by others than Pam', () => approve(service, batch));
  return batch;
}

const post = (path, body) =>
  fetch(`${url('hub')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What goes wrong at the bank in every demonstration, in the order in which its lines take it. */
export async function orderTrouble() {
  await fetch(`${url('hub')}/conduct`, { method: 'DELETE' });
  await fetch(`${url('hub')}/faults`, { method: 'DELETE' });
  for (const order of TROUBLE) await post('/conduct', order);
}
export const TROUBLE = [
  { kind: 'reject', times: 3, reason: 'AC04' },
  { kind: 'reject', times: 2, reason: 'BE01' },
  { kind: 'return', times: 4, reason: 'AC06', days: 1 },
  { kind: 'part', times: 1 },
  { kind: 'book-twice', times: 1 },
];

/** The bank takes the file and its answer never comes. */
export const loseAnswer = (channel) => post('/faults', { ...LOSSES[channel], kind: 'lost-answer', times: 1 });
const LOSSES = {
  https: { partner: 'bank-payments', operation: 'payment-file' },
  sftp: { partner: 'bank-sftp', operation: 'manifest' },
};

/** Until the bank has booked, sent back, and openIMIS holds every receipt that it can. */
export async function untilDone(maker, batch) {
  const known = ['ACKNOWLEDGED', 'PARTIAL', 'SETTLED', 'RECONCILED', 'REJECTED', 'EXCEPTION'];
  await step('sealed and sent; the answer lost, the bank asked', () =>
    untilBatch(maker, batch.id, ({ state }) => known.includes(state), 'The bank did not acknowledge the batch.'),
  );
  await step('the day of the payment and two more bank days end', async () => {
    await endBankDay(batch);
    for (let day = 0; day < 4; day += 1) await post('/clock', { advanceDays: 1 });
  });
  const isFinal = ({ state, exceptions, writtenBackAt }) =>
    ['REJECTED', 'RETURNED'].includes(state) || exceptions.length > 0 || (state === 'SETTLED' && writtenBackAt);
  return step('statements read, receipts written back to openIMIS', () =>
    eventually(
      async () => {
        const now = await maker.api.get(`/payments/batches/${batch.id}`);
        const finished =
          now.lines.every(isFinal) && now.lines.filter(({ state }) => state === 'RETURNED').length >= returns;
        return finished && now;
      },
      'Not every line came to an end.',
      MINUTES_10,
    ),
  );
}
const returns = TROUBLE.find(({ kind }) => kind === 'return').times;
