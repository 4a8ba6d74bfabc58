import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { verifyLog } from '../../src/audit/verify.js';
import { ana, sue } from '../registry/erasure-kit.js';
import { everything } from '../registry/registry-kit.js';
import { NID, openErasingDesk, type ErasingDesk } from './erasing-desk.js';

describe('S15: what enrolment and verification keep of somebody who is erased', () => {
  let desk: ErasingDesk;
  beforeEach(async () => {
    desk = await openErasingDesk();
  });
  afterEach(() => desk.close());

  const openKeys = async (...purposes: string[]) =>
    (
      await desk.query(
        `select subject_id from platform.subject_key where purpose = any($1) and wrapped_key is not null order by 1`,
        [purposes],
      )
    ).map((row) => row['subject_id']);
  const withdrawn = async (over: Parameters<ErasingDesk['start']>[0]) => {
    const { id } = await desk.start(over);
    await desk.enrolment.withdraw(desk.ina, id, { reason: 'moved away' }, {});
    return id;
  };

  it('is gone with the person, by their individual and by their identifier, and of nobody else', async () => {
    const before = await withdrawn({ nationalId: ` ${NID} ` });
    const other = await withdrawn({});
    const { journey, personId } = await desk.enrolled();
    expect(await openKeys('enrolment')).toEqual([before, other, journey.id].sort());
    expect(await desk.registry.privacy.preview(personId)).toMatchObject({ journeys: 2, journeysOpen: 0 });
    await desk.erase(personId);
    expect(await openKeys('enrolment', 'outbox')).toEqual([other]);
    expect((await desk.enrolment.get(desk.ina, other)).applicant).toBeDefined();
  });

  it('is gone of a journey without an identifier for the individual that the officer chose', async () => {
    const { individualId, personId } = await desk.enrolled();
    const person = desk.openimis.persons.get(individualId);
    const { givenName = '', surname = '', birthDate = { date: '1950-01-01', precision: 'day' } } = person ?? {};
    const own = await withdrawn({ individualId, givenName, surname, birthDate, nationalId: undefined });
    const namesake = await withdrawn({ givenName, surname, birthDate, nationalId: undefined });
    await desk.erase(personId);
    expect(await openKeys('enrolment')).toEqual([namesake]);
    expect(await desk.enrolment.get(desk.ina, own)).toHaveProperty('erasedAt');
  });

  it('leaves the states, times and hashes by which is known what was decided, and the log whole', async () => {
    const { journey, personId } = await desk.enrolled();
    await desk.erase(personId);
    const shown = await desk.enrolment.get(desk.ina, journey.id);
    const { applicant: _gone, approvalStatement: _said, ...stays } = journey;
    expect(shown).toEqual({ ...stays, erasedAt: expect.any(String) });
    const { items } = await desk.enrolment.list(desk.ina, {});
    expect(items).toMatchObject([{ id: journey.id, state: 'enrolled', erasedAt: shown.erasedAt }]);
    expect(items[0]).not.toHaveProperty('name');
    expect((await verifyLog({ database: desk.test.database, keys: [] })).tampers).toEqual([]);
  });

  it('is gone of verifications of the journey and of the individual, who is on no list any more', async () => {
    const { journey, individualId, personId } = await desk.enrolled();
    await desk.answered(journey.id);
    await desk.answered(individualId);
    await desk.query(`insert into verification.person values ($1, now())`, [individualId]);
    await desk.query(
      `insert into verification.list (id, operator_id, login_name, correlation_id, scope, checks, stop_on, created_at, expires_at)
       values ($1, 'o', 'vic', 'c', '{}', '{}', '{}', now(), now())`,
      [randomUUID()],
    );
    await desk.query(
      `insert into verification.list_item (list_id, place, masked_id, individual_id, verdict, done_at)
       select id, place, '••••0001', $1, verdict, null from verification.list, (values (0, null), (1, 'accept')) v (place, verdict)`,
      [individualId],
    );
    expect(await desk.registry.privacy.preview(personId)).toMatchObject({ verifications: 2 });
    await desk.erase(personId);
    const kept = [...(await desk.results.list(journey.id)), ...(await desk.results.list(individualId))];
    expect(kept.map(({ outcome }) => outcome)).toEqual(['verified', 'verified']);
    expect(kept[0]?.evidenceSha256).toMatch(/^[0-9a-f]{64}$/);
    for (const row of kept) expect(await desk.results.openAttributes(row)).toBeUndefined();
    expect(await desk.query('select * from verification.person')).toEqual([]);
    expect(
      await desk.query('select masked_id, individual_id, verdict, done_at is null as open from verification.list_item'),
    ).toEqual(['unknown', 'accept'].map((verdict) => ({ masked_id: '—', individual_id: null, verdict, open: false })));
    // Who asks again is answered, and nothing of what is said is kept.
    await desk.answered(individualId);
    expect((await desk.results.list(individualId)).at(-1)).toMatchObject({ evidence: null, evidenceSha256: null });
  });

  it('waits while an enrolment is under way, asked for before it began or after, and goes on when it has ended', async () => {
    const { personId } = await desk.enrolled();
    const asked = await desk.ask(personId);
    const { id } = await desk.start({ nationalId: NID });
    const underWay = { code: 'registry.enrolment-under-way' };
    await expect(desk.registry.privacy.confirm(ana, asked)).rejects.toMatchObject(underWay);
    await expect(desk.ask(personId)).rejects.toMatchObject(underWay);
    expect(await desk.registry.privacy.preview(personId)).toMatchObject({ journeys: 2, journeysOpen: 1 });
    await desk.enrolment.withdraw(desk.ina, id, { reason: 'gave it up' }, {});
    await desk.registry.privacy.confirm(ana, asked);
    expect(await openKeys('enrolment')).toEqual([]);
  });

  it('waits while a payment is in a batch that is not closed; payments stay, and are counted', async () => {
    const { personId } = await desk.enrolled();
    Object.assign(desk.paid, { kept: 3, open: 1 });
    await expect(desk.ask(personId)).rejects.toMatchObject({ code: 'registry.payment-under-way' });
    expect(await desk.registry.privacy.preview(personId)).toMatchObject({ paymentsKept: 3, paymentsOpen: 1 });
    desk.paid.open = 0;
    await expect(desk.ask(personId)).resolves.toEqual(expect.any(String));
  });

  it('waits for the same when a retention is carried out', async () => {
    const { personId } = await desk.enrolled();
    const open = await desk.start({ nationalId: NID });
    desk.test.clock.advance(8 * 366 * 86_400_000);
    const id = await desk.platform.inTransaction(sue, (tx) =>
      desk.registry.privacy.askRetention(tx, 'the yearly round'),
    );
    const erasedBy = async () => {
      await desk.registry.privacy.confirm(ana, id);
      return desk.query('select person_id from registry.erasure_person where erased_at is not null');
    };
    expect(await erasedBy()).toEqual([]);
    await desk.enrolment.withdraw(desk.ina, open.id, { reason: 'gave it up' }, {});
    Object.assign(desk.paid, { kept: 1, open: 1 });
    expect(await erasedBy()).toEqual([]);
    desk.paid.open = 0;
    expect(await erasedBy()).toEqual([{ person_id: personId }]);
  });

  it('stays under a legal hold, and when the journal cannot be written', async () => {
    const { journey, personId } = await desk.enrolled();
    const id = await desk.ask(personId);
    const hold = (holds: boolean) =>
      desk.platform.inTransaction(sue, (tx) => desk.registry.privacy.setHold(tx, personId, holds, 'a court'));
    await hold(true);
    await expect(desk.registry.privacy.confirm(ana, id)).rejects.toMatchObject({ code: 'registry.legal-hold' });
    await hold(false);
    rmSync(desk.secretsDir, { recursive: true });
    await expect(desk.registry.privacy.confirm(ana, id)).rejects.toThrow(/ENOENT/);
    expect((await desk.enrolment.get(desk.ina, journey.id)).applicant).toEqual(journey.applicant);
  });

  it('is no reason to refuse whoever comes anew: they begin a journey of their own', async () => {
    const { journey, personId } = await desk.enrolled();
    await desk.erase(personId);
    const anew = await desk.start({ nationalId: NID });
    expect(anew.applicant).toBeDefined();
    expect(await openKeys('enrolment')).toEqual([anew.id]);
    expect(anew.id).not.toBe(journey.id);
  });

  it('SR-008: is in the export for the person while it is kept, the account masked', async () => {
    const { journey, individualId, personId } = await desk.enrolled();
    await desk.answered(individualId);
    const read = async (over: object = {}) => {
      const view = await desk.registry.getPerson(ana, personId, everything);
      return desk.registry.privacy.export(ana, view, { ...everything, ...over });
    };
    const exported = await read();
    expect(exported.journeys).toMatchObject([
      {
        id: journey.id,
        state: 'enrolled',
        told: { applicant: { nationalId: NID }, account: { accountNumber: '••••0001' } },
      },
    ]);
    expect(exported.journeys[0]?.timeline.map(({ what }) => what)).toContain('approved');
    expect(exported.verifications).toMatchObject([{ subject: individualId, attributes: { fullName: 'Amina W' } }]);
    const elsewhere = await read({ institutions: ['NDA'] });
    expect(elsewhere).toMatchObject({ journeys: [], otherInstitutions: true });
    expect((await read({ purpose: 'audit' })).journeys[0]?.told).not.toHaveProperty('account');
  });
});
