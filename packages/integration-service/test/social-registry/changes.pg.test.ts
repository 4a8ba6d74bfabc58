import type { Change } from '@interlink/contracts/social-registry/change-request';
import { INDIVIDUAL, openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';

const MOVE: Change = { event: 'move', village: OTHER_VILLAGE.code, addressLine: 'By the well', withHousehold: true };
const DEATH: Change = { event: 'death' };
const BIRTH: Change = { event: 'birth', givenName: 'Zuri', surname: 'Otieno', sex: 'female' };

describe('SR-027: a change in somebody’s life', () => {
  let kit: ChangesKit;
  beforeEach(async () => {
    kit = await openChangesKit();
  });
  afterEach(() => kit.close());

  const begin = async (change: Change, over = {}) => kit.changes.begin(kit.ina, kit.body(change, over));
  const audited = async (action: string) =>
    (
      await kit.superuser.query(
        `select header ->> 'actorLogin' as login from platform.audit_entry where header ->> 'action' = $1`,
        [action],
      )
    ).rows.map(({ login }) => login as string);

  it('SR-027: shows its effect on fields, every programme and the household’s score before anybody decides', async () => {
    await kit.useFormula();
    const { request, effect } = await begin(BIRTH);
    expect(request).toMatchObject({ state: 'waiting', policy: 'approval', makerLogin: 'ina.intake' });
    expect(effect).toMatchObject({
      fields: [],
      programmes: [{ programme: 'OAA', source: 'openimis', status: 'active', effects: ['none'] }],
      otherEnrolments: false,
      membersBefore: 2,
      membersAfter: 3,
      reassessed: [{ formula: 'size', before: 2_000_000, after: 3_000_000, gains: ['CHG'], losses: [] }],
    });
  });

  it('SR-027: of a birth gives the household a member and assesses it again, after a second person approved', async () => {
    await kit.useFormula();
    const { request } = await begin(BIRTH);
    const done = await kit.approve(request.id);
    expect(done).toMatchObject({
      request: { state: 'done', approverLogin: 'ana.approver' },
      reassessed: [{ before: 2_000_000, after: 3_000_000, gains: ['CHG'] }],
    });
    const { rows } = await kit.superuser.query(`select answers_version, members from social_registry.household`);
    expect(rows).toEqual([{ answers_version: 2, members: 3 }]);
    const people = await kit.superuser.query(
      `select count(*)::int as n from registry.person where merged_into is null`,
    );
    expect(people.rows).toEqual([{ n: 3 }]);
  });

  it('S15: keeps what it did to the score sealed with the key of the person, and nothing of it in clear', async () => {
    await kit.useFormula();
    const { request } = await begin(BIRTH);
    expect((await kit.approve(request.id)).reassessed).toHaveLength(1);
    const { rows } = await kit.superuser.query('select to_jsonb(r) as kept from social_registry.reassessment r');
    expect(rows).toEqual([{ kept: expect.objectContaining({ formula: 'size', sealed: expect.any(String) }) }]);
    expect(JSON.stringify(rows)).not.toMatch(/gains|CHG/);
  });

  it('SR-027: of a death tells the registry, leaves the enrolment to a person, and takes the member out', async () => {
    const { request, effect, personName } = await begin(DEATH);
    expect(personName).toBe('Amina Otieno');
    expect(effect?.programmes[0]?.effects).toEqual(['enrolment-to-decide']);
    await kit.approve(request.id);
    const view = await kit.view();
    expect(view.data.deathDate).toEqual({ date: '2026-11-20', precision: 'day' });
    expect(view.provenance['deathDate']).toMatchObject({ source: 'updates' });
    expect(view.enrolments.map(({ status }) => status)).toEqual(['active']);
    const { rows } = await kit.superuser.query('select members from social_registry.household');
    expect(rows).toEqual([{ members: 1 }]);
    expect(kit.openimis.sent).toEqual([]);
  });

  it('SR-027: of a move is sent to openIMIS with the approver’s token and reaches the view from there', async () => {
    const { request, effect, villageName } = await begin(MOVE);
    expect(villageName).toBe('Mathare');
    expect(effect?.fields).toEqual([
      { field: 'addresses', home: 'registry', after: 'By the well' },
      { field: 'place', home: 'openimis', before: 'Kibera', after: 'Mathare' },
    ]);
    expect(effect?.programmes[0]?.effects).toEqual(['district-changes']);
    const done = await kit.approve(request.id);
    expect(done.request.state).toBe('done');
    expect(kit.openimis.sent).toEqual([
      { by: 'token-ana.approver', id: request.id, locationId: OTHER_VILLAGE.locationId, mobile: '+254710000000' },
    ]);
    await kit.follow();
    const { data, provenance } = await kit.view();
    expect([data.place?.name, provenance['place']?.source]).toEqual(['Mathare', 'openimis']);
    expect(data.addresses).toContainEqual({ line1: 'By the well' });
  });

  it('SR-027: waits for a task of openIMIS and finishes when its effect reaches the view, once', async () => {
    kit.openimis.task = { status: 'RECEIVED' };
    const { request } = await begin(MOVE);
    expect((await kit.approve(request.id)).request.state).toBe('at-openimis');
    expect(await kit.changes.advance()).toBe(0);
    expect((await kit.view()).data.addresses ?? []).not.toContainEqual({ line1: 'By the well' });
    kit.openimis.person = { ...kit.openimis.person, locationId: OTHER_VILLAGE.locationId };
    await kit.follow();
    expect(await kit.changes.advance()).toBe(1);
    expect(await kit.changes.advance()).toBe(0);
    expect((await kit.changes.get(kit.ana, request.id)).request.state).toBe('done');
    expect((await kit.view()).data.addresses).toContainEqual({ line1: 'By the well' });
  });

  it('SR-027: resolves the task of openIMIS with the token of an approver who may', async () => {
    kit.openimis.task = { status: 'RECEIVED' };
    kit.openimis.mayResolve = true;
    const { request } = await begin(MOVE);
    expect((await kit.approve(request.id)).request.state).toBe('done');
    expect(kit.openimis.task).toEqual({ status: 'COMPLETED' });
  });

  it('SR-027: fails openly when openIMIS’s own approver said no, and changes nothing here', async () => {
    kit.openimis.task = { status: 'RECEIVED' };
    const { request } = await begin(MOVE);
    await kit.approve(request.id);
    kit.openimis.task = { status: 'FAILED' };
    const taken = await kit.changes.takeUp(kit.ina, request.id);
    expect(taken.request).toMatchObject({ state: 'failed', problem: 'platform.openimis-refused' });
    expect((await kit.view()).data.addresses ?? []).not.toContainEqual({ line1: 'By the well' });
  });

  it('S15: keeps an account here, masked on screen, and sends openIMIS nothing', async () => {
    const change: Change = { event: 'account', account: { provider: 'DEMOBANK', number: '0001234567' } };
    const { request, effect } = await begin(change);
    expect(effect?.programmes[0]?.effects).toEqual(['account-to-verify']);
    const done = await kit.approve(request.id);
    expect(JSON.stringify(done)).not.toContain('0001234567');
    expect(kit.openimis.sent).toEqual([]);
    expect((await kit.view()).data.accounts).toEqual([{ provider: 'DEMOBANK', masked: '••••4567' }]);
    const { rows } = await kit.superuser.query(`select sealed::text as sealed from social_registry.change_request`);
    expect(rows[0].sealed).not.toContain(Buffer.from('0001234567').toString('hex'));
  });

  it('S15: fails a telephone that openIMIS keeps beside an account, instead of sending the account', async () => {
    kit.openimis.holdsAccount = true;
    const { request } = await begin({ event: 'contact', phone: '+254710000009' });
    const done = await kit.approve(request.id);
    expect(done.request).toMatchObject({ state: 'failed', problem: 'social-registry.phone-beside-account' });
  });

  it('SR-027: fails a telephone of somebody without a village in openIMIS, and says that a move comes first', async () => {
    const { locationId: _none, ...nowhere } = kit.openimis.person;
    kit.openimis.person = nowhere;
    const { request } = await begin({ event: 'contact', phone: '+254710000009' });
    const done = await kit.approve(request.id);
    expect(done.request).toMatchObject({ state: 'failed', problem: 'social-registry.place-unknown' });
    expect(kit.openimis.sent).toEqual([]);
  });

  it('SR-027: of a marriage is the registry’s to keep', async () => {
    const { request } = await begin({ event: 'marriage', maritalStatus: 'W' });
    await kit.approve(request.id);
    const view = await kit.view();
    expect(view.data.maritalStatus).toBe('W');
    expect(view.records.find(({ source }) => source === 'updates')).toMatchObject({
      linkedBy: 'decision',
      evidence: [`change-request:${request.id}`],
    });
  });

  it('S10: is not approved by who entered it, by anybody else’s digest, or twice', async () => {
    const { request, effect } = await begin(DEATH);
    const shown = effect?.digest ?? '';
    await expect(kit.changes.approve(kit.ina, request.id, { shown })).rejects.toMatchObject({
      code: 'social-registry.own-change',
    });
    await expect(kit.changes.approve(kit.ana, request.id, { shown: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'platform.conflict',
    });
    await kit.changes.approve(kit.ana, request.id, { shown });
    await expect(kit.changes.approve(kit.sue, request.id, { shown })).rejects.toMatchObject({
      code: 'social-registry.not-ready',
    });
    expect(await audited('social-registry.approve-change')).toEqual(['ana.approver']);
  });

  it('S10: is not approved as it was shown when the person changed meanwhile', async () => {
    const first = await begin(DEATH);
    const second = await begin({ event: 'marriage', maritalStatus: 'W' });
    await kit.approve(second.request.id);
    const moved = await begin({ event: 'marriage', maritalStatus: 'M' });
    expect(moved.effect?.fields[0]?.before).toBe('W');
    await kit.approve(moved.request.id);
    await kit.people.ingest(kit.actor, 'openimis', [
      {
        kind: 'enrolment',
        key: 'e-2',
        subject: { kind: 'person', key: INDIVIDUAL },
        data: { programme: 'CHG', status: 'active' },
      },
    ]);
    await expect(
      kit.changes.approve(kit.ana, first.request.id, { shown: first.effect?.digest ?? '' }),
    ).rejects.toMatchObject({ code: 'platform.conflict' });
  });

  it('SR-027: is carried out once when two approve it at the same moment', async () => {
    const { request, effect } = await begin(BIRTH);
    const shown = effect?.digest ?? '';
    const both = await Promise.allSettled([
      kit.changes.approve(kit.ana, request.id, { shown }),
      kit.changes.approve(kit.sue, request.id, { shown }),
    ]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    const { rows } = await kit.superuser.query('select members from social_registry.household');
    expect(rows).toEqual([{ members: 3 }]);
    expect(await audited('social-registry.approve-change')).toHaveLength(1);
  });

  it('SR-027: stays done when a slower hand hears of a task of openIMIS afterwards', async () => {
    const { request } = await begin(MOVE);
    kit.openimis.meanwhile = async () => {
      await kit.changes.takeUp(kit.sue, request.id);
      kit.openimis.task = { status: 'RECEIVED' };
    };
    expect((await kit.approve(request.id)).request.state).toBe('done');
    expect(await audited('social-registry.change-done')).toHaveLength(1);
    expect(await audited('social-registry.change-sent')).toEqual([]);
  });

  it('SR-027: is refused by a second person with a reason, and then nothing happens', async () => {
    const { request } = await begin(DEATH);
    const refuse = (by = kit.ana) =>
      kit.platform.inTransaction(by.actor, (tx) => kit.changes.refuse(tx, by, request.id, 'No such certificate'));
    await expect(refuse(kit.ina)).rejects.toMatchObject({ code: 'social-registry.own-change' });
    await refuse();
    expect((await kit.changes.get(kit.ina, request.id)).request).toMatchObject({
      state: 'refused',
      reason: 'No such certificate',
    });
    expect((await kit.view()).data.deathDate).toBeUndefined();
    await expect(refuse()).rejects.toMatchObject({ code: 'social-registry.not-ready' });
  });

  it('SR-027: is one at a time for each kind of event', async () => {
    const { request } = await begin(DEATH);
    await expect(begin(DEATH)).rejects.toMatchObject({
      code: 'social-registry.change-open',
      details: { id: request.id },
    });
    await expect(begin(MOVE)).resolves.toBeDefined();
  });

  it.each([
    ['a day that has not come', DEATH, { happenedOn: '2026-12-01' }, 'date-in-future'],
    ['a day before the birth', DEATH, { happenedOn: '1949-01-01' }, 'before-birth'],
    ['no paper for a death', DEATH, { evidence: [] }, 'evidence-missing'],
    ['a village that openIMIS does not have', { ...MOVE, village: 'NOWHERE' }, {}, 'village-unknown'],
  ])('SR-027: is refused for %s', async (_why, change, over, reason) => {
    await expect(begin(change as Change, over)).rejects.toMatchObject({
      code: 'social-registry.change-refused',
      details: { reason },
    });
  });

  it('SR-027: is refused for an answer that the household’s questionnaire wants and has not, and names both', async () => {
    await expect(begin({ ...BIRTH, sex: 'unknown' })).rejects.toMatchObject({
      code: 'social-registry.change-refused',
      details: { reason: 'sex:missing', questionnaire: 'household' },
    });
  });

  it('SR-027: is refused for somebody who died', async () => {
    await kit.approve((await begin(DEATH)).request.id);
    await expect(begin({ event: 'marriage', maritalStatus: 'M' })).rejects.toMatchObject({
      details: { reason: 'already-dead' },
    });
  });

  it('S2: is seen in its district and institution only, and entered for nobody else', async () => {
    const { request } = await begin(DEATH);
    const elsewhere = { ...kit.ana, districts: [OTHER_VILLAGE.districtId] };
    const other = kit.officer('nia.intake', 'NDA');
    for (const stranger of [elsewhere, other]) {
      await expect(kit.changes.get(stranger, request.id)).rejects.toMatchObject({ code: 'social-registry.not-found' });
      expect((await kit.changes.list(stranger, {})).items).toEqual([]);
    }
    await expect(kit.changes.begin(elsewhere, kit.body(MOVE))).rejects.toMatchObject({
      code: 'registry.person-not-found',
    });
    expect((await kit.changes.list(kit.ana, { state: 'waiting' })).items.map(({ id }) => id)).toEqual([request.id]);
  });

  it('S6: notes who looked at it', async () => {
    const { request } = await begin(DEATH);
    await kit.changes.get(kit.sue, request.id);
    expect(await audited('social-registry.read-change')).toContain('sue.supervisor');
  });
});
