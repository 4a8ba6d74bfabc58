import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { confirmWithCode } from './authenticator.mjs';
import { root, url } from './paths.mjs';
import { logFile } from './processes.mjs';
import { Problem, step } from './say.mjs';
import { loginPassword } from './secrets.mjs';

const PROGRAMME = 'OAA';
const APPROVERS = ['ana.approver', 'abe.approver', 'ada.approver'];
const STARTED = new Date().toISOString();
const PATIENCE_MS = 120_000;

const QUERIES = {
  cycle: 'query FindPaymentCycle($text: String!) { found: paymentCycle(code: $text) { edges { node { id } } } }',
  plan: 'query FindPaymentPlan($text: String!) { found: paymentPlan(code: $text) { edges { node { id } } } }',
  payroll: `query FindPayrollByName($text: String!) {
    found: payroll(name_Iexact: $text, isDeleted: false) { edges { node { id } } }
  }`,
  task: `query FindPayrollTask($text: String!) {
    found: task(entityId: $text, source: "payroll") { edges { node { id } } }
  }`,
};
export const CREATE_CYCLE = `mutation CreatePaymentCycle($input: CreatePaymentCycleMutationInput!) {
  createPaymentCycle(input: $input) { clientMutationId }
}`;
export const CREATE_PAYROLL = `mutation CreatePayroll($input: CreatePayrollMutationInput!) {
  createPayroll(input: $input) { clientMutationId }
}`;

/** Only when it is needed: this file is loaded before the packages are installed and the service is built. */
export async function loadService() {
  const built = (file) => import(path.join(root, 'packages/integration-service/dist', file));
  const parts = await Promise.all([
    import('graphql'),
    ...['accounts', 'client', 'mutate', 'payrolls', 'relay', 'tasks'].map((name) => built(`openimis/${name}.js`)),
    built('cli/api-client.js'),
  ]);
  return Object.assign({}, ...parts);
}

/**
 * What one of the demo users can do, in openIMIS and in Interlink, with a token of his own; `cause` is the correlation id
 * under which it is done.
 */
export async function signIn(service, login, password = loginPassword('demo-password'), cause = randomUUID()) {
  const endpoint = { url: url('openimis') };
  const token = await service.logIn(endpoint, login, password, randomUUID());
  const openimis = service.openImisClient(endpoint, token, cause);
  return {
    api: service.openApiClient(url('service'), token, cause),
    payrolls: service.payrollsOf(openimis),
    tasks: service.tasksOf(openimis),
    find: async (what, text) => {
      const { found } = await openimis.query(service.parse(QUERIES[what]), { text });
      const [row] = service.nodesOf(found);
      return row && service.keyOf(row.id);
    },
    keyOf: service.keyOf,
    ask: async (query, text) => (await openimis.query(service.parse(query), { text })).found,
    create: (mutation, input, id) => service.mutate(openimis, service.parse(mutation), input, `demo:${id}`),
  };
}

/** What a partner of the sandbox broke at since the payment began, in its own words. */
function sandboxFailure() {
  if (!existsSync(logFile('sandbox'))) return undefined;
  const lines = readFileSync(logFile('sandbox'), 'utf8').split('\n');
  return lines.findLast((line) => line.includes(' failed of itself at ') && line.slice(0, 24) >= STARTED);
}

/** The sentence, then the cause where one is known, then what to do. */
function failed(sentence) {
  const cause = sandboxFailure();
  const why = cause ? ` The sandbox's log says: "${cause.slice(25)}".` : '';
  return new Problem(
    `${sentence}${why} Everything else is up. Look into ${path.dirname(logFile('work'))}, then run \`npm start\` again: it goes on where it stopped.`,
  );
}

/** Looks again until there is something; when nothing comes the failure names what the sandbox broke at. */
export async function eventually(look, sentence, patienceMs = PATIENCE_MS) {
  for (const until = Date.now() + patienceMs; Date.now() < until;) {
    const seen = await Promise.resolve().then(look).catch(nothingWhileBusy);
    if (seen) return seen;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw failed(sentence);
}

/** An openIMIS that writes hundreds of receipts may keep others waiting too long: the next look sees. */
function nothingWhileBusy(thrown) {
  if (thrown.code !== 'platform.openimis-unavailable') throw thrown;
  return undefined;
}

export async function findOrCreate(user, what, name, create) {
  const found = await user.find(what, name);
  if (found) return found;
  await create();
  return eventually(() => user.find(what, name), `openIMIS did not make the ${what} ${name}.`);
}

/** The month that is paid; whole days in UTC, as the bank counts. */
function thisMonth() {
  const [year, month] = new Date().toISOString().split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { name: lastDay.slice(0, 7), from: `${lastDay.slice(0, 7)}-01`, to: lastDay };
}

/** Payment cycle and payroll of the month, made in openIMIS by the payment maker. */
async function makePayroll(maker) {
  const { name: month, from, to } = thisMonth();
  const cycle = `${PROGRAMME}-${month}`;
  const cycleId = await findOrCreate(maker, 'cycle', cycle, () =>
    maker.create(CREATE_CYCLE, { code: cycle, startDate: from, endDate: to, status: 'PENDING' }, cycle),
  );
  const name = `Old-age allowance ${month}`;
  const planId = await maker.find('plan', `${PROGRAMME}-MONTHLY`);
  if (!planId) throw new Problem(`openIMIS has no payment plan ${PROGRAMME}-MONTHLY.`);
  const input = {
    name,
    paymentPlanId: planId,
    paymentCycleId: cycleId,
    status: 'PENDING_APPROVAL',
    paymentMethod: 'StrategyOfflinePayment',
    dateValidFrom: from,
    dateValidTo: to,
  };
  return findOrCreate(maker, 'payroll', name, () => maker.create(CREATE_PAYROLL, input, name));
}

/** The approver sees the task only; how the payroll stands the maker reads. */
export async function acceptPayroll(maker, approver, payrollId) {
  const isApproved = async () => (await maker.payrolls.find(payrollId))?.status === 'APPROVE_FOR_PAYMENT';
  if (await isApproved()) return;
  const taskId = await eventually(() => approver.find('task', payrollId), 'openIMIS made no task for the payroll.');
  await approver.tasks.resolve(taskId, 'APPROVED');
  await eventually(isApproved, 'openIMIS did not approve the payroll.');
}

export async function makeBatch({ api }, payrollId, asked = {}) {
  const { items } = await api.get(`/payments/batches?payrollId=${payrollId}`);
  const made = items.find((batch) => batch.state !== 'CANCELLED');
  if (made) return api.get(`/payments/batches/${made.id}`);
  const { makeBatch: make } = await import(path.join(root, 'packages/integration-service/dist/cli/payments/make.js'));
  return make({ say: () => undefined }, api, { payrollId, ...asked });
}

/** As many different people as the total wants; each approves the statement that he was shown. */
export async function approve(service, { id }, cause = randomUUID()) {
  for (const login of APPROVERS) {
    const { api } = await signIn(service, login, undefined, cause);
    const { state, statementHash } = await api.get(`/payments/batches/${id}`);
    if (state !== 'VALIDATED') return;
    await confirmWithCode(api, login);
    await api.post(`/payments/batches/${id}/approvals`, { body: { statementHash } });
  }
}

export const untilBatch = (maker, id, isSo, sentence) =>
  eventually(async () => {
    const batch = await maker.api.get(`/payments/batches/${id}`);
    if (['EXCEPTION', 'REJECTED'].includes(batch.state)) throw failed(`The batch ${id} is ${batch.state}.`);
    return isSo(batch) && batch;
  }, sentence);

/** The bank books on the day of execution; its statement is there when that day is over. */
export async function endBankDay({ executionDate }) {
  const clock = `${url('hub')}/clock`;
  const { now } = await (await fetch(clock)).json();
  const day = now.slice(0, 10) > executionDate ? now.slice(0, 10) : executionDate;
  const at = new Date(Date.parse(day) + 36 * 3_600_000).toISOString();
  await fetch(clock, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ at }) });
}

async function isTold(lines) {
  const inbox = await (await fetch(`${url('hub')}/inbox.json`)).json();
  const texts = inbox.filter(({ from }) => from === 'interlink').map(({ text }) => text);
  return lines.filter(({ endToEndId }) => texts.some((text) => text.includes(endToEndId.slice(0, 8))));
}

const AT_THE_BANK = ['ACKNOWLEDGED', 'PARTIAL', 'SETTLED', 'RECONCILED'];
const isBooked = ({ lines }) => lines.every(({ state }) => state === 'SETTLED' || state === 'REJECTED');

/**
 * One payroll from openIMIS through two people's hands and the bank back to openIMIS; gives the batch's id. `cause`: the
 * correlation id of the journey that enrolled the first of those who are paid.
 */
export async function payFirstPayroll(cause) {
  const service = await loadService();
  const maker = await signIn(service, 'pam.payments', undefined, cause);
  const payrollId = await step('Pam makes the payroll in openIMIS', () => makePayroll(maker));
  await step('Ana resolves its task in openIMIS', async () =>
    acceptPayroll(maker, await signIn(service, 'ana.approver', undefined, cause), payrollId),
  );
  const batch = await step('Pam makes a batch of it', () => makeBatch(maker, payrollId));
  await step(`${batch.approvalsNeeded} approval of what was shown, by others than Pam`, () =>
    approve(service, batch, cause),
  );
  const sent = (one) => AT_THE_BANK.includes(one.state);
  await step('sealed, sent, acknowledged by the bank', () =>
    untilBatch(maker, batch.id, sent, 'The bank did not acknowledge the batch.'),
  );
  await step("the bank's day ends", () => endBankDay(batch));
  const paid = await step('settled by the statement', () =>
    untilBatch(maker, batch.id, isBooked, 'The statement did not settle the batch.'),
  );
  const settled = paid.lines.filter(({ state }) => state === 'SETTLED');
  await step('reconciled in openIMIS', () => untilReconciled(maker, payrollId, settled));
  const told = await step('SMS in the inbox', () =>
    eventually(async () => {
      const found = await isTold(settled);
      return found.length > 0 && found;
    }, 'Nobody was told of a payment.'),
  );
  const amount = `${(paid.totalMinor / 100).toFixed(2)} ${paid.currency}`;
  console.log(
    `      ${paid.count} payments, ${amount}; ${settled.length} settled, ${paid.exclusions.length} left out, ${told.length} SMS so far`,
  );
  for (const { code, reason } of paid.exclusions) console.log(`      left out: ${code} ${reason}`);
  return batch.id;
}

/** Read from openIMIS: every settled benefit carries its receipt. */
const untilReconciled = ({ payrolls }, payrollId, settled) =>
  eventually(async () => {
    const byCode = new Map((await payrolls.benefits(payrollId)).map((benefit) => [benefit.code, benefit]));
    return settled.every(({ benefitCode, uetr }) => {
      const benefit = byCode.get(benefitCode);
      return benefit?.status === 'RECONCILED' && benefit.receipt === uetr;
    });
  }, 'openIMIS does not hold every receipt.');
