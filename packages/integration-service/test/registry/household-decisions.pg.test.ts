import type { DecideHousehold, HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { Api } from '../../src/platform/http/api.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { registryRoutes } from '../../src/registry/routes.js';
import { testActor } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import {
  aHousehold,
  known,
  openTwoSystems,
  OURS,
  pairOf,
  sourcesOf,
  THEIRS,
  type TwoSystems,
} from './household-across-kit.js';
import { DISTRICT, OTHER_DISTRICT } from './registry-kit.js';

jest.setTimeout(60_000);

const NEAR = recordIdOf('second-mis', 'household', 'near');
const READ = 990150;
const LINK = 990151;

describe('IBR-009: a person decides about households of two systems', () => {
  let test: TwoSystems;
  let app: Api;
  beforeEach(async () => {
    test = await openTwoSystems();
    const msw = { roles: ['Member of MSW'], districts: [DISTRICT] };
    const directory = fakeDirectory({
      reader: { ...msw, rights: [READ] },
      decider: { ...msw, rights: [READ, LINK] },
      elsewhere: { ...msw, rights: [READ, LINK], districts: [OTHER_DISTRICT] },
    });
    app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, test.registry)],
    });
    for (const login of ['decider', 'elsewhere']) await confirm(login);
  });
  afterEach(async () => {
    await app.close();
    await test.close();
  });

  const confirm = (login: string) => {
    const url = '/interlink/api/v1/session/confirm';
    return app.inject({ method: 'POST', url, headers: fromOurPage(login), payload: { password: passwordOf(login) } });
  };
  const look = async (id = OURS, when = ''): Promise<HouseholdAcross> => {
    const url = `/interlink/api/v1/registry/households/${id}?purpose=correction${when}`;
    return (await app.inject({ method: 'GET', url, headers: { cookie: 'JWT=reader' } })).json();
  };
  const decide = (
    decision: DecideHousehold['decision'],
    { otherId = THEIRS, login = 'decider', version }: { otherId?: string; login?: string; version?: number } = {},
  ) =>
    app.inject({
      method: 'POST',
      url: `/interlink/api/v1/registry/households/${OURS}/decisions`,
      headers: fromOurPage(login, version === undefined ? {} : { 'if-match': `"${version}"` }),
      payload: { otherId, decision, purpose: 'correction', reason: 'Amina cooks for them all' },
    });

  it('that they are not one: with who, why and when, until it is taken back', async () => {
    const before = await look();
    expect((await decide('apart', { version: 0 })).statusCode).toBe(204);
    const parted = await look();
    expect(sourcesOf(parted)).toEqual(['openimis']);
    expect(pairOf(parted)).toMatchObject({
      ...{ isOne: false, by: 'decision', version: 1 },
      decided: {
        decision: 'apart',
        by: 'decider',
        at: test.clock.now().toISOString(),
        reason: 'Amina cooks for them all',
      },
    });
    expect(sourcesOf(await look(THEIRS))).toEqual(['second-mis']);
    await decide('rule', { version: 1 });
    const again = await look();
    expect([again.across.households, again.across.members]).toEqual([before.across.households, before.across.members]);
    expect(again.across.pairs).toEqual([{ ...before.across.pairs[0], version: 2 }]);
  });

  it('that they are one, whom the rule holds for two: also when they share nobody any more', async () => {
    const near = [{ personKey: 'm2' }, { personKey: 'm4' }, { personKey: 'm5' }];
    await test.feed('second-mis', known('m4', 4), known('m5', 5), aHousehold('near', near));
    const offered = (await look()).across.pairs.find(({ otherId }) => otherId === NEAR);
    expect(offered).toMatchObject({ isOne: false, shared: 1, by: 'rule', evidence: ['members-some', 'head-unknown'] });
    await decide('same', { otherId: NEAR });
    const joined = await look();
    // The rule joins no second household of a system to those that a person joined.
    expect(joined.across.households.map(({ householdId }) => householdId)).toEqual([OURS, NEAR]);
    await test.feed('second-mis', aHousehold('near', near.slice(1)));
    const still = await look();
    expect(still.across.pairs[0]).toMatchObject({
      otherId: NEAR,
      isOne: true,
      shared: 0,
      evidence: ['members-none', 'head-unknown'],
    });
  });

  it('IBR-030: as it was known at a moment, and for every day', async () => {
    const knownAt = `&knownAt=${test.clock.now().toISOString()}`;
    test.clock.advance(60_000);
    await decide('apart');
    expect(sourcesOf(await look(OURS, knownAt))).toEqual(['openimis', 'second-mis']);
    expect(sourcesOf(await look(OURS, '&asOf=2026-11-24'))).toEqual(['openimis']);
  });

  it('once: the second of two who decide at the same time is told', async () => {
    await decide('apart', { version: 0 });
    const late = await decide('same', { version: 0 });
    expect([late.statusCode, late.json()]).toEqual([
      412,
      expect.objectContaining({ code: 'registry.person-changed', details: { version: 1 } }),
    ]);
  });

  it.each([
    ['the rule says so already', 'rule', THEIRS],
    ['of a household and itself', 'same', OURS],
  ] as const)('is refused a decision that says nothing: %s', async (_why, decision, otherId) => {
    const { statusCode, body } = await decide(decision, { otherId });
    expect([statusCode, body]).toEqual([422, expect.stringContaining('registry.decision-not-possible')]);
    expect(await test.rows('registry.household_decision')).toEqual([]);
  });

  it('S2, S8: with the right to, and where he may see both', async () => {
    expect((await decide('apart', { login: 'reader' })).statusCode).toBe(403);
    expect((await decide('apart', { login: 'elsewhere' })).statusCode).toBe(404);
    const unknown = recordIdOf('second-mis', 'household', 'none');
    expect((await decide('apart', { otherId: unknown })).statusCode).toBe(404);
    expect(await test.rows('registry.household_decision')).toEqual([]);
  });

  it('S15: why is kept sealed, and gone with the household', async () => {
    await decide('apart');
    const [row] = await test.rows('registry.household_decision', 'household_id, sealed');
    expect((row?.['sealed'] as Buffer).toString('latin1')).not.toContain('Amina');
    const keptUnder = row?.['household_id'] as string;
    await test.platform.inTransaction(testActor(), (tx) => test.platform.vault.eraseSubject(tx, keptUnder, 'registry'));
    expect(pairOf(await look())?.decided).toEqual({
      ...{ decision: 'apart', by: 'decider', at: test.clock.now().toISOString() },
    });
  });
});
