import { randomUUID } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { Change } from '@interlink/contracts/social-registry/change-request';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import { openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';

const MOVE: Change = { event: 'move', village: OTHER_VILLAGE.code, withHousehold: true };

describe('SR-027: changes that wait for openIMIS', () => {
  let kit: ChangesKit;
  let id: string;
  beforeEach(async () => {
    kit = await openChangesKit();
    kit.openimis.task = { status: 'RECEIVED' };
    ({ id } = (await kit.changes.begin(kit.ina, kit.body(MOVE))).request);
    await kit.approve(id);
  });
  afterEach(() => kit.close());

  const stateOf = async (request = id) =>
    (await kit.superuser.query('select state, problem from social_registry.change_request where id = $1', [request]))
      .rows[0];
  /** Requests of before for people who have not moved yet; their content is their own. */
  const waitBefore = (count: number) =>
    kit.platform.inTransaction(kit.ina.actor, async (tx) => {
      for (let at = 1; at <= count; at += 1) {
        const older = `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
        const personId = randomUUID();
        const place = { table: 'social_registry.change_request', column: 'sealed', rowId: older, subjectId: personId };
        const content = { change: { event: 'contact', phone: '+254710000077' }, evidence: [] };
        const sealed = await kit.platform.vault.seal(tx, { ...place, purpose: 'registry' }, JSON.stringify(content));
        const over = { id: older, person_id: personId, event: 'contact', sealed: `\\x${sealed.toString('hex')}` };
        await kit.superuser.query(
          `insert into social_registry.change_request
           select (jsonb_populate_record(c, $1::jsonb)).* from social_registry.change_request c where id = $2`,
          [JSON.stringify(over), id],
        );
      }
    });
  const moved = async () => {
    kit.openimis.person = { ...kit.openimis.person, locationId: OTHER_VILLAGE.locationId };
    await kit.follow();
  };

  it('are all looked at in turn, however many wait for longer', async () => {
    await waitBefore(130);
    await moved();
    expect((await kit.changes.advance()) + (await kit.changes.advance())).toBe(1);
    expect(await stateOf()).toMatchObject({ state: 'done' });
    expect(await kit.changes.advance()).toBe(0);
    const { rows } = await kit.superuser.query(
      "select count(*)::int as n from social_registry.change_request where state = 'at-openimis'",
    );
    expect(rows).toEqual([{ n: 130 }]);
  });

  it('are taken up one by one by whoever asks, behind any number of others', async () => {
    await waitBefore(130);
    await moved();
    expect((await kit.changes.takeUp(kit.ana, id)).request.state).toBe('done');
  });

  it.each<[string, Error]>([
    ['registry.record-refused', new ServiceError('registry.record-refused')],
    // What nobody thought of: a defect, or a row that the database does not take.
    ['platform.internal', new TypeError('a defect')],
  ])('are finished though one among them cannot be, which says why: %s', async (problem, thrown) => {
    const phone = { event: 'contact', phone: '+254710000009' } as const;
    const second = (await kit.changes.begin(kit.ina, kit.body(phone))).request.id;
    await kit.approve(second);
    kit.openimis.person = { ...kit.openimis.person, mobile: phone.phone };
    await moved();
    const registry = { ...kit.people, ingestWithin: () => Promise.reject(thrown) };
    await kit.superuser.query('update social_registry.change_request set household_id = null where id = $1', [second]);
    const logged = jest.spyOn(kit.platform.log, 'error');
    const { changes } = await createSocialRegistry(kit.platform, { registry, openimis: kit.openimis });
    expect(await changes.advance()).toBe(1);
    expect([await stateOf(), await stateOf(second)]).toEqual([
      { state: 'at-openimis', problem },
      { state: 'done', problem: null },
    ]);
    expect((await changes.get(kit.ana, id)).request.problem).toBe(problem);
    expect(logged.mock.calls).toEqual([
      ['A change that openIMIS has cannot be finished', { code: problem, errorName: thrown.name }],
    ]);
    expect(await kit.changes.advance()).toBe(1);
    expect(await stateOf()).toEqual({ state: 'done', problem: null });
  });

  it('S15: end with the erasure of whom they are about, and make room for none', async () => {
    await kit.platform.inTransaction(kit.ina.actor, (tx) =>
      kit.platform.vault.eraseSubject(tx, kit.personId, 'registry'),
    );
    expect(await kit.changes.advance()).toBe(1);
    expect(await stateOf()).toEqual({ state: 'failed', problem: 'registry.erased' });
    expect(await kit.changes.advance()).toBe(0);
  });
});
