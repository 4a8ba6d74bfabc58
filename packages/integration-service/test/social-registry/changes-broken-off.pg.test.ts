import type { Change } from '@interlink/contracts/social-registry/change-request';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { openChangesKit, OTHER_VILLAGE, type ChangesKit } from './changes-kit.js';

const MOVE: Change = { event: 'move', village: OTHER_VILLAGE.code, withHousehold: true };
const PHONE: Change = { event: 'contact', phone: '+254710000009' };

describe('SR-027: a change that is broken off', () => {
  let kit: ChangesKit;
  afterEach(() => kit.close());

  it.each<FailpointName>(['social-registry.after-change-approved', 'social-registry.after-change-sent'])(
    'goes on %s with the same end as without the break, and nothing twice',
    async (name) => {
      kit = await openChangesKit();
      const { request } = await kit.changes.begin(kit.ina, kit.body(MOVE));
      kit.breaks.push(name);
      await expect(kit.approve(request.id)).rejects.toThrow('broken off');
      expect((await kit.changes.get(kit.ana, request.id)).request.state).toBe('sending');
      kit.breaks.pop();
      const done = await kit.changes.approve(kit.ana, request.id, { shown: '0'.repeat(64) });
      expect(done.request.state).toBe('done');
      // openIMIS knows the request's id again: a repeat is the same mutation.
      expect(new Set(kit.openimis.sent.map(({ id }) => id))).toEqual(new Set([request.id]));
      const { rows } = await kit.superuser.query('select count(*)::int as n from social_registry.household_answers');
      expect(rows).toEqual([{ n: 2 }]);
    },
  );

  it('waits for an openIMIS that does not answer, and is taken up by an approver again', async () => {
    kit = await openChangesKit();
    const { request } = await kit.changes.begin(kit.ina, kit.body(MOVE));
    kit.openimis.fails = 'down';
    await expect(kit.approve(request.id)).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
    kit.openimis.fails = undefined;
    await expect(kit.changes.takeUp(kit.ina, request.id)).rejects.toMatchObject({ code: 'social-registry.own-change' });
    expect((await kit.changes.takeUp(kit.sue, request.id)).request.state).toBe('done');
  });

  it('says what openIMIS refused', async () => {
    kit = await openChangesKit();
    const { request } = await kit.changes.begin(kit.ina, kit.body(MOVE));
    kit.openimis.fails = 'refused';
    const failed = await kit.approve(request.id);
    expect(failed.request).toMatchObject({ state: 'failed', problem: 'platform.openimis-refused' });
  });

  it('may be entered again once it failed', async () => {
    kit = await openChangesKit();
    kit.openimis.fails = 'refused';
    await kit.approve((await kit.changes.begin(kit.ina, kit.body(MOVE))).request.id);
    await expect(kit.changes.begin(kit.ina, kit.body(MOVE))).resolves.toBeDefined();
  });
});

describe('SR-027: a change that passes by itself', () => {
  let kit: ChangesKit;
  beforeEach(async () => {
    kit = await openChangesKit({ contact: 'automatic' });
  });
  afterEach(() => kit.close());

  it('is sent with the token of who entered it, and nobody is called its approver', async () => {
    const done = await kit.changes.begin(kit.ina, kit.body(PHONE, { evidence: [] }));
    expect(done.request).toMatchObject({ state: 'done', policy: 'automatic' });
    expect(done.request.approverLogin).toBeUndefined();
    expect(kit.openimis.sent).toMatchObject([{ by: 'token-ina.intake', mobile: '+254710000009' }]);
  });

  it('leaves a task of openIMIS to another: who sent it does not resolve it', async () => {
    kit.openimis.task = { status: 'RECEIVED' };
    kit.openimis.mayResolve = true;
    const sent = await kit.changes.begin(kit.ina, kit.body(PHONE));
    expect(sent.request.state).toBe('at-openimis');
    expect(kit.openimis.task).toEqual({ status: 'RECEIVED' });
  });

  it('is taken up by who entered it after a break', async () => {
    kit.breaks.push('social-registry.after-change-kept');
    await expect(kit.changes.begin(kit.ina, kit.body(PHONE))).rejects.toThrow('broken off');
    kit.breaks.pop();
    const [open] = (await kit.changes.list(kit.ina, {})).items;
    expect((await kit.changes.takeUp(kit.ina, open?.id ?? '')).request.state).toBe('done');
  });

  it('keeps other kinds of change for a second person', async () => {
    expect((await kit.changes.begin(kit.ina, kit.body(MOVE))).request.state).toBe('waiting');
  });
});
