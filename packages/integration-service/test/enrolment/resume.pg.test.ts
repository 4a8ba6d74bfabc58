import { failpoints, type FailpointName } from '../../src/platform/failpoints';
import type { Enrolment } from '../../src/enrolment/service';
import { openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** A process that dies at one point: from then on nothing it does has an effect. */
function dyingAt(point: FailpointName) {
  let died = false;
  const enrolment = desk.another((name) => {
    if (name !== point && !died) return;
    died = true;
    throw new Error(`killed at ${name}`);
  });
  return { enrolment, hasDied: () => died };
}

/** Plays the whole journey with a process that dies; whatever it leaves undone, a sound one goes on with. */
async function play(dying: Enrolment, sound: Enrolment, hasDied: () => boolean) {
  const { id } = await desk.consented();
  const current = () => (hasDied() ? sound : dying);
  const attempt = async (act: (enrolment: Enrolment) => Promise<unknown>) => {
    await act(current()).catch((thrown: unknown) => {
      if (!hasDied()) throw thrown;
    });
    if (!hasDied()) return;
    // The lease of the dead runs out, then the sweep of another process finds the journey.
    desk.test.clock.advance(60_000);
    await sound.sweep(100);
  };
  await attempt((enrolment) => enrolment.startIdentity(desk.ina, id));
  const state = desk.verification.stateOf(id);
  await attempt((enrolment) => enrolment.completeIdentity(desk.ina, { state, code: 'c' }));
  await attempt((enrolment) => enrolment.giveAccount(desk.ina, id, { provider: 'bank', accountNumber: 'KE2' }, {}));
  await attempt((enrolment) => enrolment.submit(desk.ina, id, {}, {}));
  const statementHash = (await sound.get(desk.ana, id)).approvalStatement?.hash ?? '';
  await attempt((enrolment) => enrolment.decide(desk.ana, id, { decision: 'approve', statementHash }, {}));
  if ((await sound.get(desk.ana, id)).state === 'awaiting-task') await sound.resolveTask(desk.ana, id);
  desk.test.clock.advance(60_000);
  await sound.sweep(100);
  return id;
}

const own = failpoints.filter((name) => name.startsWith('enrolment.') && name !== 'enrolment.after-start');

describe('a journey whose process is killed', () => {
  it.each(own)('goes on to enrolled after %s, and nothing was done twice', async (point) => {
    const { enrolment, hasDied } = dyingAt(point);
    const id = await play(enrolment, desk.enrolment, hasDied);
    expect(hasDied()).toBe(true);
    expect((await desk.enrolment.get(desk.ina, id)).state).toBe('enrolled');
    const ofThis = <T extends { journeyId?: string }>(rows: Iterable<T>) =>
      [...rows].filter((row) => row.journeyId === id);
    expect(ofThis(desk.openimis.persons.values())).toHaveLength(1);
    expect(ofThis(desk.openimis.beneficiaries.values())).toHaveLength(1);
    expect(desk.openimis.taskList.filter(({ wants }) => wants.journeyId === id)).toHaveLength(1);
    const asked = desk.verification.asked.filter(({ subjectId }) => subjectId === id);
    expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(2);
    const { rowCount } = await desk.test.superuser.query('select 1 from platform.outbox where subject_id = $1', [id]);
    expect(rowCount).toBe(1);
  });

  it.each(['createIndividual', 'createBeneficiary', 'resolveTask'] as const)(
    'goes on when the answer of openIMIS to %s is lost',
    async (operation) => {
      const { id } = await desk.submitted();
      desk.openimis.loseAnswerOf.add(operation);
      await desk.approve(id);
      for (let round = 0; round < 5; round += 1) {
        desk.test.clock.advance(600_000);
        await desk.enrolment.sweep(100);
      }
      if ((await desk.enrolment.get(desk.ana, id)).state === 'awaiting-task') {
        await desk.enrolment.resolveTask(desk.ana, id);
      }
      expect((await desk.enrolment.get(desk.ina, id)).state).toBe('enrolled');
      expect([...desk.openimis.beneficiaries.values()].filter(({ journeyId }) => journeyId === id)).toHaveLength(1);
      expect([...desk.openimis.persons.values()].filter(({ journeyId }) => journeyId === id)).toHaveLength(1);
    },
  );
});
