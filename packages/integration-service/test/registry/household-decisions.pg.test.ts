import type { DecideHousehold, HouseholdAcross, HouseholdPair } from '@interlink/contracts/registry/household-across';
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
import { aScope, DISTRICT, OTHER_DISTRICT, VILLAGE } from './registry-kit.js';

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
  const askPairs = (number: string, login = 'decider') =>
    app.inject({
      url: `/interlink/api/v1/registry/households/${OURS}/pairs?purpose=correction&number=${number}`,
      headers: { cookie: `JWT=${login}` },
    });
  const pairsOf = async (number: string): Promise<HouseholdPair[]> => (await askPairs(number)).json().pairs;
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
    const present = expect.objectContaining({
      ...{ householdId: OURS, otherId: THEIRS, isOne: false, version: 1 },
      decided: expect.objectContaining({ decision: 'apart', by: 'decider', reason: 'Amina cooks for them all' }),
    });
    expect([late.statusCode, late.json()]).toEqual([
      412,
      expect.objectContaining({ code: 'registry.person-changed', details: { version: 1, present } }),
    ]);
  });

  it('IBR-030: that two who share nobody are one, found by their number; taken back, they are two again', async () => {
    await test.feed('second-mis', known('m6', 6), aHousehold('alone', [{ personKey: 'm6' }]));
    const alone = recordIdOf('second-mis', 'household', 'alone');
    const [pair, ...more] = await pairsOf('alone');
    expect(more).toEqual([]);
    expect(pair).toMatchObject({
      ...{ householdId: OURS, otherId: alone, shared: 0, isOne: false, by: 'rule', version: 0 },
      evidence: ['members-none', 'head-unknown'],
    });
    expect(await pairsOf(alone)).toEqual([pair]);
    const before = await look();
    expect((await decide('same', { otherId: alone, version: 0 })).statusCode).toBe(204);
    const joined = await look();
    expect(joined.across.households.map(({ householdId }) => householdId)).toContain(alone);
    expect(joined.across.members.map(({ data }) => data?.name?.givenName)).toContain('Person6');
    expect((await pairsOf('alone'))[0]).toMatchObject({ isOne: true, by: 'decision', version: 1 });
    await decide('rule', { otherId: alone, version: 1 });
    expect((await look()).across).toEqual(before.across);
  });

  it('needs no second connection while others wait for it to be done', async () => {
    // Of the platform of a test there are so many connections.
    const connections = 20;
    await test.superuser.query(`begin; select pg_advisory_xact_lock(hashtext('registry.write'))`);
    const scope = aScope({ purpose: 'correction' });
    const how = { actor: testActor(), reason: 'seen' };
    const waiting = async (count: number) => {
      const waits = `pg_locks join pg_database on oid = database where datname = current_database() and not granted`;
      for (let seen = 0; seen < count;) seen = (await test.rows(waits)).length;
    };
    const decided = test.registry.decideHousehold(OURS, { otherId: THEIRS, decision: 'apart' }, scope, how);
    await waiting(1);
    const others = Array.from({ length: connections - 1 }, () => test.feed('second-mis', known('m7', 7)));
    await waiting(connections);
    await test.superuser.query('commit');
    await Promise.all([decided, ...others]);
    expect(sourcesOf(await look())).toEqual(['openimis']);
  });

  it('S6, IBR-009: what it was decided on is kept with why', async () => {
    await decide('apart');
    const rows = await test.rows(
      `platform.audit_entry join platform.audit_body on entry_id = id where header ->> 'action' = 'registry.decide-household'`,
      'body::jsonb as body',
    );
    expect(rows.map(({ body }) => body)).toEqual([
      {
        ...{ otherId: THEIRS, decision: 'apart', reason: 'Amina cooks for them all' },
        ...{ shared: 2, evidence: ['members-some', 'head-same'] },
      },
    ]);
  });

  it('S2: no household is found beside it that he may not see, nor by whoever may not decide', async () => {
    const place = { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' };
    await test.feed('second-mis', known('m6', 6), aHousehold('alone', [{ personKey: 'm6' }], { place }));
    expect(await pairsOf('alone')).toEqual([]);
    expect(await pairsOf('h')).toEqual([]);
    expect((await askPairs('w', 'reader')).statusCode).toBe(403);
    expect((await askPairs('w', 'elsewhere')).statusCode).toBe(404);
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
