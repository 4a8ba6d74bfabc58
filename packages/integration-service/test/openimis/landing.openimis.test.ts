import { randomUUID } from 'node:crypto';
import { judgeTaskResolution } from '@interlink/domain/enrolment/task-evidence';
import { AssignTaskDocument, ResolveTaskDocument } from '@interlink/contracts/openimis/generated/operations';
import { mutate, mutationId } from '../../src/openimis/mutate.js';
import { aStranger, clientOf, enrol, real, sessionOf, tokenOf } from './real-openimis.js';

jest.setTimeout(120_000);

const planIdOf = async (code: string) =>
  (await (await sessionOf('vic.verifier')).programmes.findByCode(code))?.planId ?? '';

const userIdOf = async (login: string) => (await real.directory.whoIs(await tokenOf(login)))?.userId ?? '';

const makerId = async () => (await real.directory.whoIs(await real.accounts.token('enrol')))?.userId ?? '';

/** A person who waits in openIMIS for the task that enrols them. */
async function anOpenEnrolment() {
  const journeyId = randomUUID();
  const planId = await planIdOf('OAA');
  const { id = '' } = await enrol().landing.ensureIndividual(journeyId, await aStranger());
  const landed = await enrol().landing.ensureBeneficiary(planId, id, journeyId, 'POTENTIAL');
  return { journeyId, planId, individualId: id, taskId: landed.taskId ?? '', landed };
}

describe('Landing a person in the real openIMIS', () => {
  it('S3: makes one individual however often, and from however many processes one after the other, it is asked', async () => {
    const journeyId = randomUUID();
    const person = await aStranger();
    const first = await enrol().landing.ensureIndividual(journeyId, person);
    const again = await enrol().landing.ensureIndividual(journeyId, { ...person, givenName: 'Other' });
    const found = await enrol().people.find({ nationalId: person.nationalId ?? '' }, 10);
    expect(again).toEqual(first);
    expect(found.map(({ individualId }) => individualId)).toEqual([first.id]);
  });

  it('S3: makes several individuals at once, each once, whoever of them is there already', async () => {
    const people = await Promise.all(
      Array.from({ length: 3 }, async () => ({ key: randomUUID(), person: await aStranger() })),
    );
    const [first] = people;
    const alone = await enrol().landing.ensureIndividual(first?.key ?? '', first?.person as never);
    const landed = await enrol().landing.ensureIndividuals(people);
    expect(landed[0]).toEqual(alone);
    expect(new Set(landed.map(({ id }) => id)).size).toBe(3);
    expect(await enrol().landing.ensureIndividuals([...people].reverse())).toEqual([...landed].reverse());
    expect(await enrol().landing.ensureIndividuals([])).toEqual([]);
    for (const [at, { person }] of people.entries()) {
      const found = await enrol().people.find({ nationalId: person.nationalId ?? '' }, 10);
      expect(found.map(({ individualId }) => individualId)).toEqual([landed[at]?.id]);
    }
  });

  it('keeps an individual who is already there as it is', async () => {
    const person = await aStranger();
    const { id = '' } = await enrol().landing.ensureIndividual(randomUUID(), person);
    const kept = await enrol().landing.ensureIndividual(randomUUID(), { ...person, givenName: 'Changed' }, id);
    expect(kept).toEqual({ id });
    await expect(enrol().people.findById(id)).resolves.toMatchObject({ givenName: person.givenName });
    await expect(enrol().landing.ensureIndividual(randomUUID(), person, randomUUID())).rejects.toMatchObject({
      code: 'platform.not-found',
    });
  });

  it('S10: with maker-checker on leaves a task and no beneficiary, and finds the same task again', async () => {
    const { planId, individualId, journeyId, taskId, landed } = await anOpenEnrolment();
    expect(landed).toEqual({ taskId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await expect(enrol().programmes.findBeneficiaries(individualId, planId)).resolves.toEqual([]);
    await expect(enrol().landing.ensureBeneficiary(planId, individualId, journeyId, 'POTENTIAL')).resolves.toEqual({
      taskId,
    });
    await expect(enrol().tasks.findEnrolmentTask(planId, individualId)).resolves.toMatchObject({ taskId });
  });

  it('changes an individual by a task when maker-checker is on, and asks for nothing when nothing differs', async () => {
    const person = await aStranger();
    const journeyId = randomUUID();
    const { id = '' } = await enrol().landing.ensureIndividual(journeyId, person);
    await expect(enrol().landing.updateIndividual(journeyId, id, person)).resolves.toEqual({ id });
    const changed = { ...person, mobile: '+254700000111', surname: `${person.surname}b` };
    const landed = await enrol().landing.updateIndividual(journeyId, id, changed);
    expect(landed).toEqual({ id, taskId: expect.any(String) });
    await expect(enrol().landing.updateIndividual(journeyId, id, changed)).resolves.toEqual(landed);
    await (await sessionOf('ana.approver')).tasks.resolve(landed.taskId ?? '', 'APPROVED');
    await expect(enrol().people.findById(id)).resolves.toMatchObject({ ...changed, journeyId });
  });
});

describe('Resolving the task of an enrolment in the real openIMIS', () => {
  it('S10: an approver resolves it with their own token, the beneficiary appears, and the resolution is trusted', async () => {
    const { planId, individualId, journeyId, taskId } = await anOpenEnrolment();
    const ana = await sessionOf('ana.approver');
    const { task, outcome } = await ana.tasks.resolve(taskId, 'APPROVED');
    expect(outcome).toBe('approved');
    expect(judgeTaskResolution(task, [await makerId()])).toEqual({
      verdict: 'trusted',
      resolver: await userIdOf('ana.approver'),
    });
    const enrolments = await enrol().programmes.findBeneficiaries(individualId, planId);
    expect(enrolments).toMatchObject([{ status: 'POTENTIAL', programme: 'OAA', journeyId }]);
    await expect(enrol().landing.ensureBeneficiary(planId, individualId, journeyId, 'POTENTIAL')).resolves.toEqual({
      id: enrolments[0]?.beneficiaryId,
    });
  });

  it('does nothing twice when the same resolution is repeated, or another one comes after', async () => {
    const { planId, individualId, taskId } = await anOpenEnrolment();
    const ana = await sessionOf('ana.approver');
    const first = await ana.tasks.resolve(taskId, 'APPROVED');
    await expect(ana.tasks.resolve(taskId, 'APPROVED')).resolves.toEqual(first);
    await expect((await sessionOf('abe.approver')).tasks.resolve(taskId, 'FAILED')).resolves.toEqual(first);
    await expect(enrol().programmes.findBeneficiaries(individualId, planId)).resolves.toHaveLength(1);
  });

  it('a rejection closes the task and enrols nobody', async () => {
    const { planId, individualId, journeyId, taskId } = await anOpenEnrolment();
    const { outcome } = await (await sessionOf('abe.approver')).tasks.resolve(taskId, 'FAILED');
    expect(outcome).toBe('rejected');
    await expect(enrol().programmes.findBeneficiaries(individualId, planId)).resolves.toEqual([]);
    await expect(enrol().landing.ensureBeneficiary(planId, individualId, journeyId, 'POTENTIAL')).resolves.toEqual({
      taskId,
    });
  });

  it('S10: a resolution forged in the name of an approver by a user without rights is in doubt', async () => {
    const { taskId } = await anOpenEnrolment();
    const ian = await clientOf('ian.integration');
    const businessStatus = JSON.stringify({ [await userIdOf('ana.approver')]: 'APPROVED' });
    await mutate(ian, ResolveTaskDocument, { id: taskId, businessStatus }, mutationId(taskId, 'forged'));
    const task = await enrol().tasks.inspect(taskId);
    expect(task?.status).toBe('COMPLETED');
    expect(task && judgeTaskResolution(task, [await makerId()])).toEqual({
      verdict: 'in-doubt',
      reason: 'resolver-not-in-group',
    });
  });

  it('S10: an approver who uses the name of another is in doubt', async () => {
    const { taskId } = await anOpenEnrolment();
    const businessStatus = JSON.stringify({ [await userIdOf('ana.approver')]: 'APPROVED' });
    await mutate(
      await clientOf('abe.approver'),
      ResolveTaskDocument,
      { id: taskId, businessStatus },
      mutationId(taskId, 'name'),
    );
    const task = await enrol().tasks.inspect(taskId);
    expect(task && judgeTaskResolution(task, [await makerId()])).toEqual({
      verdict: 'in-doubt',
      reason: 'voice-of-another',
    });
  });

  it('S10: nobody outside the task group resolves through Interlink', async () => {
    const { taskId } = await anOpenEnrolment();
    const sue = await sessionOf('sue.supervisor');
    await expect(sue.tasks.resolve(taskId, 'APPROVED')).rejects.toMatchObject({
      code: 'platform.forbidden',
      details: { reason: 'not-in-task-group' },
    });
    await expect(enrol().tasks.inspect(taskId)).resolves.toMatchObject({ status: 'ACCEPTED', businessStatus: {} });
  });

  it('S9: the service account that makes enrolments may not take up or assign their tasks', async () => {
    const { taskId } = await anOpenEnrolment();
    const client = real.accounts.client('enrol', randomUUID());
    const taskGroupId = (await enrol().tasks.inspect(taskId))?.taskGroupId ?? '';
    const assigning = mutate(
      client,
      AssignTaskDocument,
      { id: taskId, taskGroupId, status: 'COMPLETED' },
      mutationId(taskId, 'grab'),
    );
    await expect(assigning).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(enrol().tasks.inspect(taskId)).resolves.toMatchObject({ status: 'ACCEPTED' });
  });
});
