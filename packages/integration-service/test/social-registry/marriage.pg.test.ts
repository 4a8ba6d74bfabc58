import type { Change } from '@interlink/contracts/social-registry/change-request';
import type { Operator } from '../../src/platform/http/api.js';
import { INDIVIDUAL, openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';
import { anOfficer, csv, csvRow, VILLAGE } from './kit.js';

jest.setTimeout(60_000);

describe('SR-027: a marriage that joins two households', () => {
  let kit: ChangesKit;
  let baraka: string;
  let ina: Operator;
  let ana: Operator;
  beforeEach(async () => {
    kit = await openChangesKit();
    const districts = [VILLAGE.districtId ?? '', OTHER_VILLAGE.districtId];
    [ina, ana] = [
      { ...kit.ina, districts },
      { ...kit.ana, districts },
    ];
    const there = { village: OTHER_VILLAGE.code, given_name: 'Baraka', surname: 'Kamau', sex: 'male' };
    const file = csv(csvRow('H2', { ...there, birth_date: '1949-07-08', national_id: '20000009' }));
    await kit.load((await kit.send(file, { by: ina })).id, ina);
    baraka = await idOf('Baraka');
    await kit.useFormula();
  });
  afterEach(() => kit.close());

  const idOf = async (name: string) => {
    const { rows } = await kit.superuser.query(
      `select person_id from registry.person where merged_into is null and data->'name'->>'givenName' = $1`,
      [name],
    );
    return rows[0].person_id as string;
  };
  const joins = (spouse: string): Change => ({ event: 'marriage', maritalStatus: 'M', joins: spouse });
  const begin = () => kit.changes.begin(ina, kit.body(joins(baraka)));
  const approve = (id: string) => kit.approve(id, ana);
  const sizes = async () =>
    (
      await kit.superuser.query<{ members: number }>(
        `select members from social_registry.household order by created_at, id`,
      )
    ).rows.map(({ members }) => members);
  const everything = { purpose: 'correction', districts: 'all', institutions: 'all' } as const;
  const view = (personId: string) => kit.people.getPerson(kit.actor, personId, everything);
  const leaves = async () => {
    const { request } = await kit.changes.begin(ina, kit.body({ event: 'death' }, { personId: baraka }));
    await approve(request.id);
  };

  it('shows before anybody decides what it does to both, their programmes and both households', async () => {
    const { effect, spouseName } = await begin();
    expect(spouseName).toBe('Baraka Kamau');
    expect(effect).toMatchObject({
      fields: [
        { field: 'maritalStatus', home: 'registry', after: 'M' },
        { field: 'place', home: 'openimis', before: 'Kibera', after: 'Mathare' },
      ],
      programmes: [{ programme: 'OAA', effects: ['district-changes'] }],
      ...{ membersBefore: 2, membersAfter: 1 },
      reassessed: [{ before: 2_000_000, after: 1_000_000 }],
      spouse: {
        fields: [{ field: 'maritalStatus', home: 'registry', after: 'M' }],
        ...{ programmes: [], membersBefore: 1, membersAfter: 2 },
        reassessed: [{ before: 1_000_000, after: 2_000_000 }],
      },
    });
    expect(await sizes()).toEqual([2, 1]);
  });

  it('moves the person, who stays who they were, marries both and assesses both households again', async () => {
    const { request } = await begin();
    const done = await approve(request.id);
    expect(done).toMatchObject({
      request: { state: 'done' },
      reassessed: [{ before: 2_000_000, after: 1_000_000 }],
      spouseReassessed: [{ before: 1_000_000, after: 2_000_000 }],
    });
    expect(kit.openimis.sent).toMatchObject([{ by: 'token-ana.approver', locationId: OTHER_VILLAGE.locationId }]);
    await kit.follow();
    expect(await sizes()).toEqual([1, 2]);
    const [amina, spouse] = [await view(kit.personId), await view(baraka)];
    expect([amina, spouse].map(({ data }) => [data.maritalStatus, data.place?.name])).toEqual([
      ['M', 'Mathare'],
      ['M', 'Mathare'],
    ]);
    const homes = ({ households }: typeof amina) => households.map(({ householdId, role }) => [householdId, role]);
    expect(homes(amina)).toEqual([[spouse.households[0]?.householdId, 'spouse']]);
    const { rows } = await kit.superuser.query(
      `select (select count(*)::int from registry.person where merged_into is null) as people,
        (select count(*)::int from registry.conflict where kind = 'probable-match') as doubts`,
    );
    expect(rows).toEqual([{ people: 3, doubts: 0 }]);
  });

  it('leaves no household where nobody is left', async () => {
    const { request } = await kit.changes.begin(ina, kit.body(joins(kit.personId), { personId: baraka }));
    await approve(request.id);
    const [home] = (await view(kit.personId)).households;
    expect((await view(baraka)).households).toMatchObject([{ householdId: home?.householdId, role: 'spouse' }]);
    const { rows } = await kit.superuser.query(`select count(*)::int as n from registry.household`);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('S3: is taken up after a break and done once', async () => {
    kit.breaks.push('social-registry.after-change-sent');
    const { request } = await begin();
    await expect(approve(request.id)).rejects.toThrow('broken off');
    kit.breaks.length = 0;
    expect((await kit.changes.takeUp(ana, request.id)).request.state).toBe('done');
    expect(new Set(kit.openimis.sent.map(({ id }) => id))).toEqual(new Set([request.id]));
    expect(await sizes()).toEqual([1, 2]);
    expect((await kit.changes.takeUp(ana, request.id)).request.state).toBe('done');
    expect(await sizes()).toEqual([1, 2]);
  });

  it('S10: is not approved when the spouse’s household is another than was shown', async () => {
    const { request, effect } = await begin();
    const born: Change = { event: 'birth', givenName: 'Zuri', surname: 'Kamau', sex: 'female' };
    const birth = await kit.changes.begin(ina, kit.body(born, { personId: baraka }));
    await approve(birth.request.id);
    const shown = effect?.digest ?? '';
    await expect(kit.changes.approve(ana, request.id, { shown })).rejects.toMatchObject({ code: 'platform.conflict' });
    expect(await sizes()).toEqual([2, 2]);
  });

  it('S10: is refused to whoever approves it after the spouse’s death, and nothing is sent', async () => {
    const { request } = await begin();
    await leaves();
    await expect(approve(request.id)).rejects.toMatchObject({ details: { reason: 'spouse-dead' } });
    expect(kit.openimis.sent).toEqual([]);
  });

  it('SR-027: fails, and sends nothing, when the spouse has left the household between approval and a break', async () => {
    const { request } = await begin();
    kit.breaks.push('social-registry.after-change-approved');
    await expect(approve(request.id)).rejects.toThrow('broken off');
    kit.breaks.length = 0;
    await leaves();
    const taken = await kit.changes.takeUp(ana, request.id);
    expect(taken.request).toMatchObject({ state: 'failed', problem: 'platform.conflict' });
    expect([kit.openimis.sent, await sizes()]).toEqual([[], [2, 1]]);
  });

  it('SR-027: joins nobody when the spouse has left while openIMIS decided about the village', async () => {
    kit.openimis.task = { status: 'RECEIVED' };
    const { request } = await begin();
    expect((await approve(request.id)).request.state).toBe('at-openimis');
    await leaves();
    kit.openimis.person = { ...kit.openimis.person, locationId: OTHER_VILLAGE.locationId };
    await kit.follow();
    await kit.changes.advance();
    expect((await kit.changes.get(ana, request.id)).request).toMatchObject({
      state: 'failed',
      problem: 'platform.conflict',
    });
    expect((await view(kit.personId)).data.maritalStatus).toBeUndefined();
    expect((await sizes())[0]).toBe(2);
  });

  it.each<[string, (kit: ChangesKit) => Promise<Change>, string]>([
    ['oneself', async ({ personId }) => joins(personId), 'spouse-self'],
    ['somebody of the own household', async () => joins(await idOf('Juma')), 'spouse-in-household'],
    ['nobody', async () => joins(INDIVIDUAL), 'spouse-unknown'],
    [
      'a spouse from whom one is divorced',
      async () => ({ ...joins(baraka), maritalStatus: 'D' }) as Change,
      'not-married',
    ],
  ])('SR-027: cannot be with %s', async (_who, changeOf, reason) => {
    const body = kit.body(await changeOf(kit));
    await expect(kit.changes.begin(ina, body)).rejects.toMatchObject({ details: { reason } });
  });

  it('S2: cannot be with somebody whose household another institution keeps', async () => {
    const other = anOfficer('olu.other', 'MOH');
    const row = csvRow('H1', { given_name: 'Chiku', surname: 'Mwangi', birth_date: '1951-02-03' });
    await kit.load((await kit.send(csv(row), { by: other })).id, other);
    const begun = kit.changes.begin(ina, kit.body(joins(await idOf('Chiku'))));
    await expect(begun).rejects.toMatchObject({ details: { reason: 'spouse-without-household' } });
  });

  it('S2: cannot be with somebody of another district than the operator’s', async () => {
    const begun = kit.changes.begin(kit.ina, kit.body(joins(baraka)));
    await expect(begun).rejects.toMatchObject({ details: { reason: 'spouse-unknown' } });
  });
});
