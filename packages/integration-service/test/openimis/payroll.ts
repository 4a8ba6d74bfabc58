import { randomUUID } from 'node:crypto';
import { isServiceError } from '@interlink/contracts/errors';
import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import { parse } from 'graphql';
import { mutate } from '../../src/openimis/mutate.js';
import { keyOf, nodesOf } from '../../src/openimis/relay.js';
import { eventually } from '../enrolment/running-stack.js';
import { clientOf, sessionOf } from './real-openimis.js';

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

/** On a machine under load openIMIS is still at it when the patience of a call ends. */
function unlessSlow(thrown: unknown): undefined {
  if (!isServiceError(thrown) || thrown.code !== 'platform.openimis-unavailable') throw thrown;
}

/** Has openIMIS make something; whoever needs it looks for it, because it may still be at it. */
export const make = (client: Client, name: string, input: object) =>
  mutate(client, create(name), input, randomUUID()).catch(unlessSlow);

/** The key of what openIMIS lists for a text, once it is there. */
export async function idOf(client: Client, list: string, text: string): Promise<string> {
  const row = await eventually(
    async () => nodesOf((await client.query(find(list), { text }).catch(unlessSlow))?.found ?? { edges: [] })[0],
    (found) => found !== undefined,
    240,
  );
  if (!row) throw new Error(`openIMIS has nothing for ${list} ${text}`);
  return keyOf(row.id);
}

export interface PayrollToMake {
  readonly name: string;
  /** Code of the payment plan. */
  readonly plan: string;
  /** `YYYY-MM`: a person is paid once for a period. */
  readonly month: string;
}

/** A payroll made by the payment maker in openIMIS itself; gives its id. */
export async function makePayrollOf({ name, plan, month }: PayrollToMake): Promise<string> {
  const client = await clientOf('pam.payments');
  const [from, to] = [`${month}-01`, `${month}-28`];
  await make(client, 'CreatePaymentCycle', { code: name, startDate: from, endDate: to, status: 'PENDING' });
  await make(client, 'CreatePayroll', {
    name,
    paymentPlanId: await idOf(client, 'paymentPlan(code: $text)', plan),
    paymentCycleId: await idOf(client, 'paymentCycle(code: $text)', name),
    status: 'PENDING_APPROVAL',
    paymentMethod: 'StrategyOfflinePayment',
    dateValidFrom: from,
    dateValidTo: to,
  });
  return idOf(client, 'payroll(name_Iexact: $text, isDeleted: false)', name);
}

/** A payroll of everybody who draws the old-age allowance. */
export const makePayroll = (): Promise<string> =>
  makePayrollOf({ name: `OAA-${Date.now().toString(36)}`, plan: 'OAA-MONTHLY', month: '2026-01' });

/** The payroll's own task in openIMIS, approved as this user. */
export async function approvePayroll(login: string, payrollId: string): Promise<void> {
  const taskId = await idOf(await clientOf(login), 'task(entityId: $text, source: "payroll")', payrollId);
  await (await sessionOf(login)).tasks.resolve(taskId, 'APPROVED');
}
