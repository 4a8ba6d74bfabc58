import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import { mutate } from '../../../integration-service/src/openimis/mutate';
import { keyOf, nodesOf } from '../../../integration-service/src/openimis/relay';
import { clientOf, sessionOf } from '../../../integration-service/test/openimis/real-openimis';

interface Found {
  readonly found: { readonly edges: { readonly node: { readonly id: string } }[] };
}
type Create = TypedDocumentNode<unknown, { input: object }>;
type Client = Awaited<ReturnType<typeof clientOf>>;

const find = (list: string) =>
  parse(`query Find($text: String!) { found: ${list} { edges { node { id } } } }`) as TypedDocumentNode<
    Found,
    { text: string }
  >;
const create = (name: string) =>
  parse(
    `mutation ${name}($input: ${name}MutationInput!) {
      ${name.charAt(0).toLowerCase()}${name.slice(1)}(input: $input) { clientMutationId }
    }`,
  ) as Create;
function unlessBusy(thrown: { readonly code?: string }): undefined {
  if (thrown.code !== 'platform.openimis-unavailable') throw thrown;
}
/** Whoever needs what it makes looks for it. */
const make = (client: Client, name: string, input: object) =>
  mutate(client, create(name), input, randomUUID()).catch(unlessBusy);

/** openIMIS answers a mutation before its work is done, and a busy one may not answer at all for a while. */
async function idOf(client: Client, list: string, text: string): Promise<string> {
  const look = () => client.query(find(list), { text }).catch(unlessBusy);
  for (const until = Date.now() + 240_000; Date.now() < until; await new Promise((done) => setTimeout(done, 1_000))) {
    const [row] = nodesOf((await look())?.found ?? { edges: [] });
    if (row) return keyOf(row.id);
  }
  throw new Error(`openIMIS has nothing for ${list} ${text}`);
}

const FLAT_AMOUNT = '32d96b58-898a-460a-b357-5fd4b95cd87c';

/** What is owed for a year at once: a total that two people must approve. */
async function makePlan(code: string, amount: number): Promise<void> {
  const admin = await clientOf('Admin');
  const plan = {
    code,
    name: code,
    calculation: FLAT_AMOUNT,
    benefitPlanId: await idOf(admin, 'benefitPlan(code: $text, isDeleted: false)', 'OAA'),
    benefitPlanType_Model: 'benefitplan',
    periodicity: 1,
    dateValidFrom: '2025-01-01',
    dateValidTo: '2035-12-31',
    jsonExt: JSON.stringify({
      calculation_rule: { fixed_batch: amount, limit_per_single_transaction: amount },
      advanced_criteria: [],
    }),
  };
  await make(admin, 'CreatePaymentPlan', plan);
  await idOf(admin, 'paymentPlan(code: $text)', code);
}

/** A payroll of the old-age allowance that openIMIS has approved, made by its maker; gives its id. */
export async function approvedPayroll(code: string, amount: number): Promise<string> {
  await makePlan(code, amount);
  const maker = await clientOf('pam.payments');
  // One month a test run: a person is paid once for a period.
  const month = `${2000 + (Math.floor(Date.now() / 60_000) % 25)}-${String(1 + (Math.floor(Date.now() / 1500) % 12)).padStart(2, '0')}`;
  const days = { startDate: `${month}-01`, endDate: `${month}-28` };
  await make(maker, 'CreatePaymentCycle', { code, ...days, status: 'PENDING' });
  await make(maker, 'CreatePayroll', {
    name: code,
    paymentPlanId: await idOf(maker, 'paymentPlan(code: $text)', code),
    paymentCycleId: await idOf(maker, 'paymentCycle(code: $text)', code),
    status: 'PENDING_APPROVAL',
    paymentMethod: 'StrategyOfflinePayment',
    dateValidFrom: days.startDate,
    dateValidTo: days.endDate,
  });
  const payrollId = await idOf(maker, 'payroll(name_Iexact: $text, isDeleted: false)', code);
  const approver = await clientOf('ana.approver');
  const taskId = await idOf(approver, 'task(entityId: $text, source: "payroll")', payrollId);
  await (await sessionOf('ana.approver')).tasks.resolve(taskId, 'APPROVED');
  return payrollId;
}

/** What openIMIS says now of each benefit of a payroll. */
export const benefitsOf = async (payrollId: string) => (await sessionOf('pam.payments')).payrolls.benefits(payrollId);
