import { randomUUID } from 'node:crypto';
import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import {
  AddIndividualToGroupDocument,
  AssignTaskDocument,
  CreateGroupDocument,
  ListTaskGroupsDocument,
} from '@interlink/contracts/openimis/generated/operations';
import type { PersonView } from '@interlink/contracts/registry/view';
import { parse } from 'graphql';
import { ApiProblem, type ApiClient } from '../../src/cli/api-client.js';
import { mutate } from '../../src/openimis/mutate.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { nodesOf } from '../../src/openimis/relay.js';
import { admin, apiOf, eventually } from '../enrolment/running-stack.js';
import { approvePayroll, idOf, make, makePayroll } from '../openimis/payroll.js';
import { aStranger, clientOf, endpoint, enrol, sessionOf, tokenOf } from '../openimis/real-openimis.js';

jest.setTimeout(420_000);

/** What openIMIS changes without a date by which it could be noticed; read where an operator would: in the one view. */
describe('What the real openIMIS changes without saying so reaches the view of the person', () => {
  let sue: ApiClient;
  beforeAll(async () => {
    sue = await apiOf('sue.supervisor');
  });

  const view = (individualId: string) =>
    sue
      .get<PersonView>(`/registry/sources/openimis/people/${individualId}?purpose=correction`)
      .catch((thrown: unknown) => {
        if (thrown instanceof ApiProblem && thrown.code === 'registry.person-not-found') return undefined;
        throw thrown;
      });
  /** Long enough for the first sweep of a stack that has just been started. */
  const seen = (individualId: string, isSo: (person: PersonView) => boolean) =>
    eventually(
      () => view(individualId),
      (person) => person !== undefined && isSo(person),
      180,
    );
  /** As an operator would who knows of an import: everything is read once more. */
  const sweep = async () => (await apiOf('ian.integration')).post('/registry/maintenance/sweep');
  const aPersonInOpenImis = async () => {
    const person = await aStranger();
    const { id = '' } = await enrol().landing.ensureIndividual(randomUUID(), person);
    return { id, person };
  };

  it('IBR-030: a person whom its own CSV import brought, approved in a task', async () => {
    const { givenName, surname, nationalId = '', locationId } = await aStranger();
    const village = (await (await admin()).locations.villages()).find((one) => one.locationId === locationId);
    await importIndividuals([
      'first_name,last_name,dob,national_id,location_name,location_code',
      `${givenName},${surname},1951-05-06,${nationalId},${village?.name},${village?.code}`,
    ]);
    const [found] = await eventually(
      async () => (await admin()).people.find({ nationalId }),
      (people) => people.length > 0,
    );
    await sweep();
    const person = await seen(found?.individualId ?? '', () => true);
    expect(person?.data).toMatchObject({ name: { givenName, surname }, place: { locationId } });
  });

  it('IBR-030: a member who was added to a group', async () => {
    const [head, child] = [await aPersonInOpenImis(), await aPersonInOpenImis()];
    const client = await clientOf('Admin');
    const code = `T${Date.now().toString(36)}`;
    const individualsData = [{ individualId: head.id, role: 'HEAD' as const }];
    await mutate(client, CreateGroupDocument, { code, individualsData }, randomUUID());
    const groupId = await idOf(client, 'group(code_Iexact: $text)', code);
    expect((await seen(head.id, ({ households }) => households.length > 0))?.households).toMatchObject([
      { role: 'head' },
    ]);
    const member = { groupId, individualId: child.id, role: 'SON' as const };
    await mutate(client, AddIndividualToGroupDocument, member, randomUUID());
    expect((await seen(child.id, ({ households }) => households.length > 0))?.households).toMatchObject([
      { role: 'son' },
    ]);
  });

  it('IBR-030: a beneficiary who was deleted softly is in the programme no more', async () => {
    const { id } = await aPersonInOpenImis();
    const journeyId = randomUUID();
    const planId = (await (await sessionOf('Admin')).programmes.findByCode('OAA'))?.planId ?? '';
    const { taskId = '' } = await enrol().landing.ensureBeneficiary(planId, id, journeyId, 'POTENTIAL');
    await (await sessionOf('ana.approver')).tasks.resolve(taskId, 'APPROVED');
    expect((await seen(id, ({ enrolments }) => enrolments.length > 0))?.enrolments).toHaveLength(1);
    const [beneficiary] = await (await admin()).programmes.findBeneficiaries(id, planId);
    await deleteBeneficiary(beneficiary?.beneficiaryId ?? '');
    expect((await seen(id, ({ enrolments }) => enrolments.length === 0))?.enrolments).toEqual([]);
  });

  it('IBR-030: a benefit that openIMIS moved to another payroll', async () => {
    const payrollId = await makePayroll();
    await approvePayroll('ana.approver', payrollId);
    const [benefit] = await (await admin()).payrolls.benefits(payrollId);
    if (!benefit) throw new Error('the payroll has no benefit');
    const recordId = recordIdOf('openimis', 'benefit', benefit.benefitId);
    const periodIn = (person: PersonView | undefined) =>
      person?.benefits.find((one) => one.recordId === recordId)?.period;
    const before = periodIn(await seen(benefit.individualId, (person) => periodIn(person) !== undefined));
    const cycle = await moveBenefits(payrollId);
    await sweep();
    const after = periodIn(await seen(benefit.individualId, (person) => periodIn(person) !== before));
    expect([before, after]).toEqual([expect.stringMatching(/^OAA-/), cycle]);
  });
});

/** As openIMIS's page of individuals does: a file, the Python workflow of its settings, then the task. */
async function importIndividuals(lines: readonly string[]): Promise<void> {
  const since = new Date(Date.now() - 60_000).toISOString().slice(0, 19);
  const body = new FormData();
  body.set('file', new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' }), `import-${randomUUID()}.csv`);
  body.set('workflow_name', 'Python Import Individuals');
  body.set('workflow_group', 'individual');
  const headers = { authorization: `Bearer ${await tokenOf('Admin')}` };
  const answer = await fetch(`${endpoint.url}/api/individual/import_individuals/`, { method: 'POST', headers, body });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('true')]);
  const newest = 'orderBy: ["-dateCreated"], first: 1';
  await approve(`task(source: $text, dateCreated_Gte: "${since}", ${newest})`, 'import_valid_items');
}

async function deleteBeneficiary(id: string): Promise<void> {
  const document = parse(`mutation DeleteBeneficiary($input: DeleteBeneficiaryMutationInput!) {
    deleteBeneficiary(input: $input) { clientMutationId }
  }`) as TypedDocumentNode<unknown, { input: object }>;
  await mutate(await clientOf('Admin'), document, { ids: [id] }, randomUUID());
  await approve('task(entityId: $text, source: "BeneficiaryService", orderBy: ["-dateCreated"], first: 1)', id);
}

/** A payroll of another cycle for what an earlier one did not pay: openIMIS moves the benefits, without a date. */
async function moveBenefits(fromFailedInvoicesPayrollId: string): Promise<string> {
  const client = await clientOf('pam.payments');
  const name = `MOVED-${Date.now().toString(36)}`;
  await make(client, 'CreatePaymentCycle', {
    ...{ code: name, startDate: '2026-02-01', endDate: '2026-02-28', status: 'PENDING' },
  });
  await make(client, 'CreatePayroll', {
    ...{ name, fromFailedInvoicesPayrollId, status: 'PENDING_APPROVAL', paymentMethod: 'StrategyOfflinePayment' },
    paymentPlanId: await idOf(client, 'paymentPlan(code: $text)', 'OAA-MONTHLY'),
    paymentCycleId: await idOf(client, 'paymentCycle(code: $text)', name),
    ...{ dateValidFrom: '2026-02-01', dateValidTo: '2026-02-28' },
  });
  await idOf(client, 'payroll(name_Iexact: $text, isDeleted: false)', name);
  return name;
}

/** The task that this query finds: given to the approvers, who see no other, and approved by one of them. */
async function approve(tasks: string, text: string): Promise<void> {
  const client = await clientOf('Admin');
  const taskId = await idOf(client, tasks, text);
  const { taskGroup } = await client.query(ListTaskGroupsDocument, {});
  const [group] = nodesOf(taskGroup).filter(({ jsonExt }) => JSON.stringify(jsonExt).includes('BeneficiaryService'));
  const given = { id: taskId, taskGroupId: group?.uuid ?? '', status: 'ACCEPTED' as const };
  await mutate(client, AssignTaskDocument, given, randomUUID());
  await (await sessionOf('ana.approver')).tasks.resolve(taskId, 'APPROVED');
}
