import { randomUUID } from 'node:crypto';
import { eventually, signIn } from '../stack/demo-payment.mjs';
import { loginPassword } from '../stack/secrets.mjs';

/** The demonstration's own programme: openIMIS gets it by its API, as an administrator would make it. */
export const PROGRAMME = 'HSG';
const AMOUNT = 1500;
const FLAT_AMOUNT = '32d96b58-898a-460a-b357-5fd4b95cd87c';
const VALID = { dateValidFrom: '2026-01-01', dateValidTo: '2035-12-31' };

const PLAN =
  'query FindPlan($text: String!) { found: benefitPlan(code: $text, isDeleted: false) { edges { node { id } } } }';
const MEMBERS = `query CountEnrolled($text: ID!) {
  found: groupBeneficiary(benefitPlan_Id: $text, isDeleted: false, first: 1) { totalCount edges { node { id } } }
}`;
const TASK = `query FindEnrolmentTask {
  found: task(source: "import_valid_items", status: RECEIVED) { edges { node { id } } }
}`;
const GROUP = 'query FindGroup($text: String!) { found: taskGroup(code: $text) { edges { node { uuid } } } }';
const ASSIGN = `mutation UpdateTask($input: UpdateTaskMutationInput!) { updateTask(input: $input) { clientMutationId } }`;
const mutation = (name) => `mutation ${name}($input: ${name}MutationInput!) {
  ${name.charAt(0).toLowerCase()}${name.slice(1)}(input: $input) { clientMutationId }
}`;

const planInput = {
  ...VALID,
  code: PROGRAMME,
  name: 'Household support grant',
  type: 'GROUP',
  institution: 'MSW',
  maxBeneficiaries: 32_767,
  beneficiaryDataSchema: JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' }),
};

const paymentPlanInput = (benefitPlanId) => ({
  ...VALID,
  code: `${PROGRAMME}-MONTHLY`,
  name: 'Household support grant, monthly',
  calculation: FLAT_AMOUNT,
  benefitPlanId,
  benefitPlanType_Model: 'benefitplan',
  periodicity: 1,
  jsonExt: JSON.stringify({
    calculation_rule: { fixed_batch: AMOUNT, limit_per_single_transaction: AMOUNT },
    advanced_criteria: [],
  }),
});

const admin = (service) => signIn(service, 'Admin', loginPassword('admin-password'));

/** Programme, payment plan, and every household in it. Gives how many households are in it. Safe to repeat. */
export async function prepareProgramme(service) {
  const user = await admin(service);
  const planId = await ensure(user, PLAN, PROGRAMME, () =>
    user.create(mutation('CreateBenefitPlan'), planInput, randomUUID()),
  );
  const paymentPlan = async () => user.find('plan', `${PROGRAMME}-MONTHLY`);
  if (!(await paymentPlan())) {
    await user.create(mutation('CreatePaymentPlan'), paymentPlanInput(planId), randomUUID());
    await eventually(paymentPlan, `openIMIS did not make the payment plan of ${PROGRAMME}.`);
  }
  const count = async () => (await user.ask(MEMBERS, planId)).totalCount;
  if ((await count()) === 0) await enrolEverybody(service, user, planId, count);
  return count();
}

async function ensure(user, query, text, make) {
  const look = async () => {
    const [row] = (await user.ask(query, text)).edges;
    return row && user.keyOf(row.node.id);
  };
  if (!(await look())) await make();
  return eventually(look, `openIMIS did not make ${text}.`);
}

/** One enrolment of all households; openIMIS makes one task of it, which is resolved as any other. */
async function enrolEverybody(service, user, planId, count) {
  const input = { benefitPlanId: planId, status: 'ACTIVE', customFilters: [] };
  if ((await user.ask(TASK, '')).edges.length === 0)
    await user.create(mutation('ConfirmGroupEnrollment'), input, randomUUID());
  const taskId = await ensure(user, TASK, '', () => undefined);
  const [group] = (await user.ask(GROUP, 'enrolment-approvers')).edges;
  const assigned = { id: taskId, taskGroupId: group.node.uuid, status: 'ACCEPTED' };
  await user.create(ASSIGN, assigned, randomUUID());
  const approver = await signIn(service, 'ana.approver');
  await approver.tasks.resolve(taskId, 'APPROVED');
  await eventually(async () => (await count()) > 0, 'openIMIS did not enrol the households.');
}
