import { journeyKeeper } from '../../src/enrolment/service.js';
import { ana } from '../registry/erasure-kit.js';
import { testActor } from '../support/platform.js';
import { NID, openErasingDesk, type ErasingDesk } from './erasing-desk.js';

/** A backup knows the keys, and the journeys as they stood. */
describe('S19: a backup of before an erasure that is restored', () => {
  let desk: ErasingDesk;
  let journeyId: string;
  let individualId: string;
  const replay = () => desk.registry.privacy.replay(testActor('interlink'));
  const keys = `select subject_id, purpose, wrapped_key from platform.subject_key where purpose in ('enrolment', 'verification')`;
  const restore = async (rows: Record<string, unknown>[]) => {
    for (const { subject_id, purpose, wrapped_key } of rows) {
      await desk.query(
        'update platform.subject_key set wrapped_key = $3, destroyed_at = null where subject_id = $1 and purpose = $2',
        [subject_id, purpose, wrapped_key],
      );
    }
    await desk.query('update enrolment.journey set erased_at = null');
  };

  beforeEach(async () => {
    desk = await openErasingDesk();
    const { journey, individualId: landed, personId } = await desk.enrolled();
    [journeyId, individualId] = [journey.id, landed];
    await desk.answered(journeyId);
    await desk.answered(individualId);
    const before = await desk.query(keys);
    await desk.erase(personId);
    await restore(before);
  });
  afterEach(() => desk.close());

  it('is cleaned of what enrolment and verification kept, once, though nobody knows any more who it was', async () => {
    const { applicant } = await desk.enrolment.get(desk.ina, journeyId);
    expect(applicant).toBeDefined();
    const other = await desk.start();
    expect(await replay()).toBe(3);
    expect(await replay()).toBe(0);
    expect((await desk.query(`${keys} and wrapped_key is not null`)).map((row) => row['subject_id'])).toEqual([
      other.id,
    ]);
    expect(await desk.enrolment.get(desk.ina, journeyId)).toMatchObject({
      state: 'enrolled',
      erasedAt: expect.any(String),
    });
  });

  it('leads no journey on that was under way in it: nobody is asked to, nothing drives it, nobody may act on it', async () => {
    const { id } = await desk.submitted({ nationalId: `${NID}1` });
    const openWork = () => desk.enrolment.openWork(desk.ana);
    expect(await openWork()).toEqual({ items: [{ kind: 'awaiting-approval', count: 1 }] });
    await desk.platform.inTransaction(ana, (tx) => journeyKeeper(desk.platform).forget(tx, [id]));
    expect(await openWork()).toEqual({ items: [] });
    expect((await desk.enrolment.get(desk.ana, id)).allowedActions).toEqual([]);
    const erased = { code: 'enrolment.journey-erased' };
    const decide = desk.enrolment.decide(desk.ana, id, { decision: 'reject', statementHash: '', reason: 'no' }, {});
    await expect(decide).rejects.toMatchObject(erased);
    await expect(desk.enrolment.withdraw(desk.ina, id, { reason: 'no' }, {})).rejects.toMatchObject(erased);
    await expect(desk.enrolment.resolveTask(desk.ana, id)).rejects.toMatchObject(erased);
    expect(await desk.enrolment.engine.advance(id, { budgetMs: 1000 })).toEqual({ ended: 'waiting' });
    expect(await desk.query('select wake_at, lease_until from enrolment.journey where id = $1', [id])).toEqual([
      { wake_at: null, lease_until: null },
    ]);
  });

  it('takes the lease from whoever drives a journey just then', async () => {
    const { id } = await desk.submitted({ nationalId: `${NID}2` });
    await desk.query(`update enrolment.journey set lease_until = $2, fence = 7 where id = $1`, [
      id,
      new Date(desk.test.clock.now().getTime() + 60_000),
    ]);
    await desk.platform.inTransaction(ana, (tx) => journeyKeeper(desk.platform).forget(tx, [id]));
    expect(await desk.query('select fence, lease_until from enrolment.journey where id = $1', [id])).toEqual([
      { fence: 8, lease_until: null },
    ]);
  });
});
