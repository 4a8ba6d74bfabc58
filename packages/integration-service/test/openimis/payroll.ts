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

/** A payroll of everybody who draws the old-age allowance, made by the payment maker in openIMIS itself. */
export async function makePayroll(): Promise<string> {
  const client = await clientOf('pam.payments');
  const idOf = async (list: string, text: string) => {
    const [row] = nodesOf((await client.query(find(list), { text })).found);
    if (!row) throw new Error(`openIMIS has nothing for ${list} ${text}`);
    return keyOf(row.id);
  };
  const mark = `OAA-${Date.now().toString(36)}`;
  const cycle = { code: mark, startDate: '2026-01-01', endDate: '2026-01-31', status: 'PENDING' };
  await mutate(client, create('CreatePaymentCycle'), cycle, randomUUID());
  const payroll = {
    name: mark,
    paymentPlanId: await idOf('paymentPlan(code: $text)', 'OAA-MONTHLY'),
    paymentCycleId: await idOf('paymentCycle(code: $text)', mark),
    status: 'PENDING_APPROVAL',
    paymentMethod: 'StrategyOfflinePayment',
    dateValidFrom: '2026-01-01',
    dateValidTo: '2026-01-31',
  };
  await mutate(client, create('CreatePayroll'), payroll, randomUUID()).catch(unlessSlow);
  const made = await eventually(
    async () => nodesOf((await client.query(find('payroll(name_Iexact: $text)'), { text: mark })).found)[0],
    (row) => row !== undefined,
    120,
  );
  return keyOf(made?.id ?? '');
}

/** On a machine under load openIMIS is still at it when the patience of a mutation ends. */
function unlessSlow(thrown: unknown): void {
  if (!isServiceError(thrown) || thrown.code !== 'platform.openimis-unavailable') throw thrown;
}

/** The payroll's own task in openIMIS, approved as this user. */
export async function approvePayroll(login: string, payrollId: string): Promise<void> {
  const { found } = await (
    await clientOf(login)
  ).query(find('task(entityId: $text, source: "payroll")'), { text: payrollId });
  const [task] = nodesOf(found);
  await (await sessionOf(login)).tasks.resolve(keyOf(task?.id ?? ''), 'APPROVED');
}
