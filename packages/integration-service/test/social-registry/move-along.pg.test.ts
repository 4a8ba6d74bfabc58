import { randomUUID } from 'node:crypto';
import type { Change } from '@interlink/contracts/social-registry/change-request';
import { VILLAGE } from './kit.js';
import { INDIVIDUAL, openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';

const MOVE: Change = { event: 'move', village: OTHER_VILLAGE.code, withHousehold: true };
const SON = '00000000-0000-4000-8000-0000000000f2';
const DAUGHTER = '00000000-0000-4000-8000-0000000000f3';

describe('SR-027: a household moves', () => {
  let kit: ChangesKit;
  afterEach(() => kit.close());

  const place = { locationId: VILLAGE.locationId, districtId: VILLAGE.districtId as string, name: VILLAGE.name };
  /** Two more individuals of openIMIS, in its own group with Amina. */
  async function inOneGroup(over: Readonly<Record<string, object>> = {}, where = place) {
    const people = [SON, DAUGHTER].map((key) => ({
      kind: 'person' as const,
      key,
      data: {
        name: { givenName: `Child ${key.slice(-2)}`, surname: 'Otieno' },
        birthDate: { date: `1980-01-0${key.slice(-1)}`, precision: 'day' as const },
        place,
        ...over[key],
      },
    }));
    const members = [INDIVIDUAL, SON, DAUGHTER].map((personKey) => ({ personKey }));
    const group = { kind: 'household' as const, key: randomUUID(), data: { place: where, size: 3, members } };
    await kit.people.ingest(kit.actor, 'openimis', [...people, group]);
  }
  const begin = async (change: Change = MOVE) => kit.changes.begin(kit.ina, kit.body(change));
  const personOf = async (key: string) =>
    (await kit.superuser.query('select person_id from registry.person_record where record_key = $1', [key])).rows[0]
      .person_id as string;
  const states = async () =>
    (await kit.superuser.query('select state from social_registry.change_request order by id')).rows.map(
      ({ state }) => state as string,
    );

  it('SR-027: with a request for each other member whom openIMIS keeps, shown with the first', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    const { request, together } = await begin();
    const others = [await personOf(SON), await personOf(DAUGHTER)];
    expect(together.map(({ personId }) => personId).sort()).toEqual(others.sort());
    expect(together.every(({ event, state }) => event === 'move' && state === 'waiting')).toBe(true);
    const [first] = together;
    const seenFromThere = await kit.changes.get(kit.ana, first?.id ?? '');
    expect(seenFromThere.together.map(({ id }) => id)).toContain(request.id);
    expect(seenFromThere.effect?.fields).toEqual([
      { field: 'place', home: 'openimis', before: 'Kibera', after: 'Mathare' },
    ]);
    // The household's own answers are the first request's to renew.
    expect(seenFromThere.effect?.membersBefore).toBeUndefined();
  });

  it('S7: sends openIMIS each of them by a mutation of its own, with the approver’s token', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    const { request, together } = await begin();
    const ids = [request.id, ...together.map(({ id }) => id)];
    for (const id of ids) expect((await kit.approve(id)).request.state).toBe('done');
    expect(kit.openimis.sent.map(({ id, by }) => [id, by])).toEqual(ids.map((id) => [id, 'token-ana.approver']));
    const { rows } = await kit.superuser.query('select answers_version from social_registry.household');
    expect(rows).toEqual([{ answers_version: 2 }]);
  });

  it('SR-027: without whoever is dead, was not born yet or lives there already', async () => {
    kit = await openChangesKit();
    const there = { ...OTHER_VILLAGE, districtId: VILLAGE.districtId };
    await inOneGroup({
      [SON]: { deathDate: { date: '2020-01-01', precision: 'day' } },
      [DAUGHTER]: { place: { locationId: there.locationId, districtId: there.districtId, name: there.name } },
    });
    expect((await begin()).together).toEqual([]);
  });

  it('S2: alone, where the household is one of another district, which the officer may not see', async () => {
    kit = await openChangesKit();
    await inOneGroup({}, { ...place, districtId: OTHER_VILLAGE.districtId });
    expect((await begin()).together).toEqual([]);
  });

  it('SR-027: and one who leaves it moves alone', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    expect((await begin({ ...MOVE, withHousehold: false })).together).toEqual([]);
  });

  it('SR-027: and who moves already by an open request is not asked for twice', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    const personId = await personOf(SON);
    const own = await kit.changes.begin(kit.ina, kit.body(MOVE, { personId }));
    // His brought the others along; of hers one is open by now.
    expect(own.together).toHaveLength(2);
    await expect(begin()).rejects.toMatchObject({ code: 'social-registry.change-open' });
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('SR-027: or does not: who refuses the first refuses those who would have moved along', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    const { request, together } = await begin();
    await kit.approve(together[0]?.id ?? '');
    await kit.platform.inTransaction(kit.ana.actor, (tx) =>
      kit.changes.refuse(tx, kit.ana, request.id, 'They live where they lived'),
    );
    const [first, second] = (await kit.changes.get(kit.ana, request.id)).together;
    expect([first?.state, second?.state]).toEqual(['done', 'refused']);
    expect(second?.reason).toBe('They live where they lived');
  });

  it('SR-027: by itself where the deployment lets a move pass', async () => {
    kit = await openChangesKit({ move: 'automatic' });
    await inOneGroup();
    const { together } = await begin();
    expect(together.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(new Set(kit.openimis.sent.map(({ id }) => id)).size).toBe(3);
  });

  it('R4: kept whole or not at all, and taken up one by one after a break', async () => {
    kit = await openChangesKit({ move: 'automatic' });
    await inOneGroup();
    kit.breaks.push('social-registry.after-change-kept');
    await expect(begin()).rejects.toThrow('broken off');
    kit.breaks.pop();
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
    for (const { id } of (await kit.changes.list(kit.ina, {})).items) await kit.changes.takeUp(kit.ina, id);
    expect(await states()).toEqual(['done', 'done', 'done']);
  });

  it('S2: and who works elsewhere sees none of them', async () => {
    kit = await openChangesKit();
    await inOneGroup();
    const { together } = await begin();
    const elsewhere = { ...kit.ana, districts: [OTHER_VILLAGE.districtId] };
    await expect(kit.changes.get(elsewhere, together[0]?.id ?? '')).rejects.toMatchObject({
      code: 'social-registry.not-found',
    });
  });
});
