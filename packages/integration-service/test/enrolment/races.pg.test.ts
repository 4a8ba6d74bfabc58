import { isServiceError } from '@interlink/contracts/errors';
import { anApplicant, openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' && isServiceError(result.reason) ? result.reason.code : result.status;

describe('people at the same time', () => {
  it('start one journey when one person is entered twenty times at once', async () => {
    const applicant = anApplicant();
    const prepared = await desk.enrolment.prepareStart(desk.ina, { programme: 'OAA', applicant });
    const starts = Array.from({ length: 20 }, () =>
      desk.platform.inTransaction(desk.ina.actor, (tx) => desk.enrolment.start(tx, desk.ina, prepared)),
    );
    const results = await Promise.allSettled(starts);
    const codes = results.map(codeOf);
    expect(codes.filter((code) => code === 'fulfilled')).toHaveLength(1);
    expect(codes.filter((code) => code === 'enrolment.already-under-way')).toHaveLength(19);
    const started = results.find((result) => result.status === 'fulfilled');
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason.details).toEqual({ journeyId: started?.value.id });
  });

  it('know a person without an identifier by name in any order and birth date', async () => {
    const birthDate = { date: '1951-02-03', precision: 'day' } as const;
    await desk.start({ nationalId: undefined, givenName: 'Zawadi', surname: 'Mwangi', birthDate });
    const again = desk.start({ nationalId: undefined, givenName: 'MWANGI', surname: 'Zawadí', birthDate });
    await expect(again).rejects.toMatchObject({ code: 'enrolment.already-under-way' });
  });

  it('may start again after the first journey has ended', async () => {
    const { id } = await desk.start({ nationalId: '55501' });
    await desk.enrolment.withdraw(desk.ina, id, { reason: 'entered by mistake' }, {});
    await expect(desk.start({ nationalId: '55501' })).resolves.toMatchObject({ state: 'identified' });
  });

  it('S10: leave one approval and one enrolment when two approvers decide at once', async () => {
    const { id } = await desk.submitted();
    const results = await Promise.allSettled([desk.approve(id, desk.ana), desk.approve(id, desk.abe)]);
    expect(results.map(codeOf).sort()).toEqual(['enrolment.not-possible-now', 'fulfilled']);
    const { rowCount } = await desk.test.superuser.query('select 1 from enrolment.approval where journey_id = $1', [
      id,
    ]);
    expect(rowCount).toBe(1);
    const made = [...desk.openimis.beneficiaries.values()].filter(({ journeyId }) => journeyId === id);
    expect(made).toHaveLength(1);
    expect((await desk.enrolment.get(desk.ina, id)).state).toBe('enrolled');
  });

  it('ask each partner once when five processes drive one journey', async () => {
    const { id } = await desk.consented();
    await desk.enrolment.startIdentity(desk.ina, id);
    const before = desk.verification.asked.length;
    await desk.enrolment.completeIdentity(desk.ina, { state: desk.verification.stateOf(id), code: 'c' });
    await Promise.all(
      Array.from({ length: 5 }, () => desk.another(() => undefined).engine.advance(id, { budgetMs: 2_000 })),
    );
    expect(desk.verification.asked.slice(before).map(({ kind }) => kind)).toEqual(['civil-status']);
  });
});

describe('a lease', () => {
  it('keeps a process that was slow from writing once another went on with the journey', async () => {
    const { id } = await desk.consented();
    await desk.enrolment.startIdentity(desk.ina, id);
    let wasSlow = false;
    desk.verification.beforeAnswer = async () => {
      if (wasSlow) return;
      wasSlow = true;
      // The first process hangs past its lease; a second one takes over and finishes the check.
      desk.test.clock.advance(60_000);
      await desk.another(() => undefined).engine.advance(id, { budgetMs: 2_000 });
    };
    await desk.enrolment.completeIdentity(desk.ina, { state: desk.verification.stateOf(id), code: 'c' });
    desk.verification.beforeAnswer = async () => undefined;
    const { timeline } = await desk.enrolment.get(desk.ina, id);
    expect(timeline.filter(({ what }) => what === 'civil-status-checked')).toHaveLength(1);
    expect(
      new Set(desk.verification.asked.filter(({ subjectId }) => subjectId === id).map((one) => one.requestId)).size,
    ).toBe(1);
    const { rows } = await desk.test.superuser.query('select fence, lease_until from enrolment.journey where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ fence: 2, lease_until: null }]);
  });
});
