import type { Journey } from '@interlink/contracts/enrolment/journey';
import { keepSpans } from '../support/spans';
import { FAR_DISTRICT, FAR_VILLAGE, DISTRICT, openDesk, type Desk } from './desk';
import { inClear } from '../support/in-clear';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** What payments hear of this journey, in its order. */
async function toldPayments(journeyId: string): Promise<readonly object[]> {
  const { rows } = await desk.test.superuser.query(
    `select body from platform.outbox where stream = 'events:payments' and body ->> 'journeyId' = $1 order by seq`,
    [journeyId],
  );
  return rows.map(({ body }) => body as object);
}

const stepOf = ({ steps }: Journey, name: string) => steps.find((step) => step.name === name);

describe('a journey through the service', () => {
  it('ends with the beneficiary active in openIMIS after a second person approved', async () => {
    const { id } = await desk.submitted();
    const journey = await desk.approve(id);
    expect(journey).toMatchObject({ state: 'enrolled', maker: 'ina.intake', approver: 'ana.approver' });
    const beneficiary = [...desk.openimis.beneficiaries.values()].find(({ journeyId }) => journeyId === id);
    expect(beneficiary).toMatchObject({ status: 'ACTIVE', beneficiaryId: journey.openimis.beneficiaryId });
    expect(desk.openimis.calls.filter(({ operation }) => operation === 'resolve').at(-1)?.by).toBe(
      desk.ana.session.userId,
    );
  });

  it('S3: sends the registration message in the transaction that enrols, once', async () => {
    const { id } = await desk.submitted();
    await desk.approve(id);
    await desk.enrolment.engine.advance(id, { budgetMs: 1_000 });
    const { rows } = await desk.test.superuser.query(
      `select stream, correlation_id from platform.outbox where subject_id = $1`,
      [id],
    );
    const { correlationId } = await desk.enrolment.get(desk.ina, id);
    expect(rows).toEqual([{ stream: 'sms', correlation_id: correlationId }]);
  });

  it('is a span a step, each under the id of the journey, with nothing of the person (S13)', async () => {
    const spans = keepSpans();
    const { id } = await desk.submitted({ surname: 'Marker', nationalId: '29009999', mobile: '+254711999999' });
    const { correlationId } = await desk.approve(id);
    const steps = spans.named('journey.step').map(({ attributes }) => attributes);
    const text = JSON.stringify(spans.all().map(({ name, attributes }) => ({ name, attributes })));
    await spans.close();
    expect([...new Set(steps.map((step) => step['interlink.step']))]).toEqual([
      'check-civil-status',
      'decide-eligibility',
      'check-account',
      'land-individual',
      'land-beneficiary',
      'settle-task',
      'confirm',
    ]);
    const ids = steps.map((step) => [step['interlink.journeyId'], step['interlink.correlationId']]);
    expect(ids).toEqual(steps.map(() => [id, correlationId]));
    for (const marker of ['Marker', '29009999', '711999999']) expect(text).not.toContain(marker);
  });

  it('gives a printed slip to a person without a phone', async () => {
    const { id } = await desk.consented({ mobile: undefined });
    const witness = (name: string) => ({ name, documentReference: 'ID-1' });
    await desk.enrolment.vouchIdentity(desk.ina, id, { witnesses: [witness('One'), witness('Two')] }, {});
    await desk.account(id);
    await desk.enrolment.submit(desk.ina, id, {}, {});
    const journey = await desk.approve(id);
    expect(journey).toMatchObject({ state: 'enrolled', assurance: 'witnessed' });
    expect(stepOf(journey, 'notification')?.reasons).toEqual(['print-slip']);
    const { rowCount } = await desk.test.superuser.query('select 1 from platform.outbox where subject_id = $1', [id]);
    expect(rowCount).toBe(0);
  });

  it('enrols at once where openIMIS has its maker-checker off', async () => {
    desk.openimis.makerChecker = false;
    const { id } = await desk.submitted();
    const journey = await desk.approve(id);
    desk.openimis.makerChecker = true;
    expect(journey.state).toBe('enrolled');
    expect(journey.timeline.map(({ what }) => what)).not.toContain('task-resolved');
  });

  it('S10: refuses the maker, a stale statement and a person without the right, and lands nothing', async () => {
    const { id, approvalStatement } = await desk.submitted();
    const approve = (by: typeof desk.ina, statementHash: string) =>
      desk.enrolment.decide(by, id, { decision: 'approve', statementHash }, {});
    const hash = approvalStatement?.hash ?? '';
    const both = { permissions: ['enrolment.read', 'enrolment.create', 'enrolment.approve'] } as const;
    const maker = desk.operator('ina.intake', { permissions: [...both.permissions] });
    await expect(approve(maker, hash)).rejects.toMatchObject({ code: 'enrolment.approver-is-maker' });
    await expect(approve(desk.ina, hash)).rejects.toMatchObject({ code: 'platform.forbidden' });
    const stale = '0'.repeat(64);
    await expect(approve(desk.ana, stale)).rejects.toMatchObject({ code: 'enrolment.statement-changed' });
    const { rowCount } = await desk.test.superuser.query('select 1 from enrolment.approval where journey_id = $1', [
      id,
    ]);
    expect(rowCount).toBe(0);
    expect([...desk.openimis.persons.values()].some(({ journeyId }) => journeyId === id)).toBe(false);
  });

  it('S10: keeps who approved what, with the hash of what was shown', async () => {
    const { id, approvalStatement } = await desk.submitted();
    await desk.approve(id);
    const { rows } = await desk.test.superuser.query(
      'select decision, approver_login, statement_hash from enrolment.approval where journey_id = $1',
      [id],
    );
    expect(rows).toEqual([
      { decision: 'approve', approver_login: 'ana.approver', statement_hash: approvalStatement?.hash },
    ]);
  });

  it('S10: ends in doubt when somebody outside the task group resolved the task in the approver’s name', async () => {
    const outsider = desk.operator('eve.approver', { permissions: ['enrolment.read', 'enrolment.approve'] });
    const { id } = await desk.submitted();
    const waiting = await desk.approve(id, outsider);
    expect(waiting.state).toBe('awaiting-task');
    desk.openimis.forge(waiting.openimis.taskId ?? '', outsider.session.userId, desk.ana.session.userId);
    await desk.enrolment.engine.advance(id, { budgetMs: 1_000 });
    const journey = await desk.enrolment.get(desk.ana, id);
    expect(journey).toMatchObject({ state: 'approval-in-doubt', allowedActions: ['override-hold', 'reject'] });
    const work = await desk.enrolment.openWork(desk.ana);
    expect(work.items).toContainEqual({ kind: 'approval-in-doubt', count: 1 });
    expect((await toldPayments(id)).at(-1)).toMatchObject({ hold: 'approval-in-doubt', isEnrolled: false });
  });

  it('lets an approver of the task group finish what another could not', async () => {
    const outsider = desk.operator('eve.approver', { permissions: ['enrolment.read', 'enrolment.approve'] });
    const { id } = await desk.submitted();
    await desk.approve(id, outsider);
    await expect(desk.enrolment.resolveTask(outsider, id)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await desk.enrolment.resolveTask(desk.abe, id);
    expect((await desk.enrolment.get(desk.ana, id)).state).toBe('enrolled');
  });

  it('goes on provisionally past a silent civil registry, and asks again after the enrolment', async () => {
    const silent = { outcome: 'unavailable', reasons: ['unreachable'] } as const;
    desk.verification.answers['civil-status'].push(silent, silent, silent);
    const { id } = await desk.submitted();
    const enrolled = await desk.approve(id);
    expect(enrolled).toMatchObject({ state: 'enrolled', provisional: true });
    expect((await toldPayments(id)).at(-1)).toMatchObject({ hold: 'check-missing', isEnrolled: true });
    desk.test.clock.advance(3_600_000);
    await desk.enrolment.sweep(100);
    expect(await desk.enrolment.get(desk.ina, id)).toMatchObject({ state: 'enrolled', provisional: false });
    const [last] = (await toldPayments(id)).slice(-1);
    expect(last).toMatchObject({ isEnrolled: true, programme: 'OAA' });
    expect(last).not.toHaveProperty('hold');
  });

  it('waits for openIMIS and goes on by itself when it is back', async () => {
    const { id } = await desk.submitted();
    desk.openimis.down = true;
    const stuck = await desk.approve(id);
    expect(stuck.state).toBe('approved');
    desk.openimis.down = false;
    desk.test.clock.advance(600_000);
    await desk.enrolment.sweep(100);
    expect((await desk.enrolment.get(desk.ina, id)).state).toBe('awaiting-task');
  });

  it('offers the witnesses when the national ID cannot be reached', async () => {
    const { id } = await desk.consented();
    desk.verification.providerDown = true;
    const started = desk.enrolment.startIdentity(desk.ina, id);
    await expect(started).rejects.toMatchObject({ code: 'verification.source-unavailable' });
    desk.verification.providerDown = false;
    const journey = await desk.enrolment.get(desk.ina, id);
    expect(journey.allowedActions).toEqual(expect.arrayContaining(['start-identity', 'vouch-identity']));
  });

  it('holds somebody who signs in as another person', async () => {
    desk.verification.attributes = { fullName: 'Quite Another' };
    const { id } = await desk.consented();
    const journey = await desk.authenticate(id);
    desk.verification.attributes = undefined;
    expect(journey.state).toBe('held');
    expect(stepOf(journey, 'identity')?.reasons).toEqual(['name-differs']);
  });

  it('S2: shows a journey to the institution and the district that it belongs to, and to nobody else', async () => {
    const { id } = await desk.start();
    const read = { permissions: ['enrolment.read' as const] };
    const near = desk.operator('near', read, [DISTRICT]);
    const strangers = [
      desk.operator('nia', { ...read, institution: 'NDA' }),
      desk.operator('far', read, [FAR_DISTRICT]),
      desk.operator('none', { ...read, institution: undefined }),
    ];
    await expect(desk.enrolment.get(near, id)).resolves.toMatchObject({ id });
    for (const stranger of strangers) {
      await expect(desk.enrolment.get(stranger, id)).rejects.toMatchObject({ code: 'enrolment.journey-not-found' });
      expect((await desk.enrolment.list(stranger, {})).items).toEqual([]);
      expect((await desk.enrolment.openWork(stranger)).items).toEqual([]);
    }
  });

  it('S2: shows nothing to an operator without a district, as openIMIS does', async () => {
    const { id } = await desk.start();
    const lost = desk.operator('lost.operator', { permissions: ['enrolment.read', 'enrolment.create'] }, []);
    await expect(desk.enrolment.get(lost, id)).rejects.toMatchObject({ code: 'enrolment.journey-not-found' });
    expect((await desk.enrolment.list(lost, {})).items).toEqual([]);
    expect((await desk.enrolment.openWork(lost)).items).toEqual([]);
    await expect(desk.start({}, lost)).rejects.toMatchObject({ code: 'enrolment.location-unknown' });
  });

  it('S2: starts no journey in a district that is not the operator’s', async () => {
    const near = desk.operator('near', { permissions: ['enrolment.create'] }, [DISTRICT]);
    const far = desk.start({ locationId: FAR_VILLAGE }, near);
    await expect(far).rejects.toMatchObject({ code: 'enrolment.location-unknown' });
  });

  it('S2: starts no journey onto an individual who is another person, or whom the operator may not see', async () => {
    const { id } = await desk.submitted({ nationalId: '66001122' });
    const { openimis } = await desk.approve(id);
    const { individualId } = openimis;
    const refused = { code: 'enrolment.individual-unknown' };
    await expect(desk.start({ individualId })).rejects.toMatchObject(refused);
    await expect(desk.start({ individualId, nationalId: undefined })).rejects.toMatchObject(refused);
    const unseen = '00000000-0000-4000-9000-ffffffffffff';
    await expect(desk.start({ individualId: unseen })).rejects.toMatchObject(refused);
    const own = desk.start({ individualId, nationalId: '66001122' });
    await expect(own).resolves.toMatchObject({ state: 'identified' });
  });

  it('S6: writes each read of a journey to the access log', async () => {
    const { id } = await desk.start();
    await desk.enrolment.get(desk.ana, id);
    const { rows } = await desk.test.superuser.query(
      `select header->>'action' as action, header->>'actorLogin' as who from platform.audit_entry
       where header->>'stream' = $1 order by seq`,
      [`journey:${id}`],
    );
    expect(rows).toEqual([
      { action: 'enrolment.journey-started', who: 'ina.intake' },
      { action: 'enrolment.read-journey', who: 'ana.approver' },
    ]);
  });

  it('S15: keeps no name, identifier, phone or account in clear in any table of its own', async () => {
    const { id, applicant } = await desk.ready({ givenName: 'Markergiven', surname: 'Markersurname' });
    await desk.enrolment.submit(desk.ina, id, { note: 'Markernote' }, {});
    await desk.approve(id);
    for (const table of ['journey', 'journey_event', 'personal', 'approval']) {
      const { rows } = await desk.test.superuser.query(`select row_to_json(t)::text as text from enrolment.${table} t`);
      const text = rows.map(({ text: row }: { text: string }) => row).join('\n');
      expect(text).not.toMatch(inClear('Marker', 'KE10001', '2900\\d{4}', '2547\\d{8}'));
    }
    expect(applicant?.nationalId).toMatch(/^•+\d{4}$/);
  });

  it('lists newest first in pages, by state', async () => {
    const own = desk.operator('pia', { permissions: ['enrolment.read', 'enrolment.create'] }, [FAR_DISTRICT]);
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await desk.start({ locationId: FAR_VILLAGE }, own)).id);
    const first = await desk.enrolment.list(own, { limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = await desk.enrolment.list(own, { limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ id: ids[0], state: 'identified' }] });
    expect(second.nextCursor).toBeUndefined();
    expect((await desk.enrolment.list(own, { state: 'enrolled' })).items).toEqual([]);
  });

  it('refuses a change of a version that is no longer the newest', async () => {
    const { id, version } = await desk.consented();
    await desk.authenticate(id);
    const stale = desk.enrolment.withdraw(desk.ina, id, { reason: 'moved away' }, { version });
    await expect(stale).rejects.toMatchObject({ code: 'platform.conflict' });
  });

  it('answers a repeated call as the first one, and adds nothing', async () => {
    const { id, version } = await desk.submitted();
    await desk.enrolment.submit(desk.ina, id, {}, {});
    expect((await desk.enrolment.get(desk.ina, id)).version).toBe(version);
  });

  it('finds at most three people, and only by an identifier or by name and birth date', async () => {
    const search = desk.enrolment.search(desk.ina, { name: 'Amina' });
    await expect(search).rejects.toMatchObject({ code: 'enrolment.search-too-wide' });
    const { id } = await desk.submitted({ nationalId: '77001122' });
    await desk.approve(id);
    const { items } = await desk.enrolment.search(desk.ina, { nationalId: '77001122' });
    expect(items).toMatchObject([{ nationalId: '••••1122', programmes: ['OAA'] }]);
  });
});
