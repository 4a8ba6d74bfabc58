import { randomUUID } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { RefreshedPerson } from '@interlink/contracts/exchange/refresh';
import { refreshRoutes } from '../../src/exchange/refresh-routes.js';
import { createPersonRefresh, type PersonRefresh } from '../../src/exchange/service.js';
import type { Api } from '../../src/platform/http/api.js';
import { DISTRICT, OTHER_DISTRICT } from '../registry/registry-kit.js';
import { fakeDirectory, openTestServer, postAs } from '../support/server.js';
import { AGENCY, openAgencyKit, type AgencyKit } from './agency-kit.js';

jest.setTimeout(120_000);

const READ = 990150;

describe('IBR-020: asking the sources about one person', () => {
  let kit: AgencyKit;
  let app: Api;
  let ada: string;
  const openimis = { refresh: jest.fn(async () => 0) };
  beforeAll(async () => {
    kit = await openAgencyKit();
    const { platform, known: registry, exchange, interconnection } = kit;
    const followers = new Map([['openimis', openimis]]);
    const refresh = createPersonRefresh({ platform, registry, exchange, inbound: interconnection.inbound, followers });
    app = await serve(refresh);
    ada = await kit.personOf('1');
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  function serve(refresh: PersonRefresh) {
    const reader = { roles: ['Member of MSW'], rights: [READ], districts: [DISTRICT] };
    const elsewhere = { ...reader, districts: [OTHER_DISTRICT] };
    const directory = fakeDirectory({ reader, elsewhere, nobody: { ...reader, rights: [] } });
    return openTestServer(kit.platform, directory, { api: [(api, http) => refreshRoutes(api, http, refresh)] });
  }
  const ask = (login = 'reader', id = ada) => postAs(app, login, `/registry/people/${id}/refresh`, { purpose: 'case' });
  const agencySays = async () => {
    const response = await ask();
    expect(response.statusCode).toBe(200);
    return response.json<RefreshedPerson>().sources.find(({ source }) => source === AGENCY);
  };
  const searches = () => kit.received().filter(({ operation }) => operation === 'search').length;
  const logged = async () =>
    (
      await kit.superuser.query(
        `select result, refusal, records, purpose, signature from interconnection.exchange_log
         where operation = 'ibr-refresh' order by at, id`,
      )
    ).rows;

  it('F2: a source is not asked without an agreement that lets it answer', async () => {
    expect(await agencySays()).toMatchObject({ outcome: 'not-agreed', reason: 'no-agreement', records: 0 });
    expect([searches(), await kit.stated()]).toEqual([0, { statements: 0, status: null }]);
  });

  it('F2: of an answer with more than was agreed nothing is kept', async () => {
    await kit.agree({ elements: ['member'] });
    expect(await agencySays()).toMatchObject({ outcome: 'not-agreed', reason: 'element-not-agreed', records: 0 });
    expect([searches(), (await kit.stated())?.statements]).toEqual([1, 0]);
  });

  it('keeps what the source says as its statements, of the one person, and writes down that it was told', async () => {
    await kit.agree();
    expect(await agencySays()).toEqual({ source: AGENCY, name: 'Food relief agency', outcome: 'read', records: 1 });
    expect(await kit.stated()).toEqual({ statements: 3, status: 'active' });
    const { rows } = await kit.superuser.query(
      `select person_id from registry.person_record where source = $1 or record_key = '1'`,
      [AGENCY],
    );
    expect(rows).toEqual([{ person_id: ada }, { person_id: ada }]);
    expect((await logged()).at(-1)).toEqual({
      ...{ result: 'read', refusal: null, records: 1, purpose: 'eligibility', signature: 'verified' },
    });
    const told = (await kit.audits('interconnection.exchange')).at(-1);
    expect(told?.header).toMatchObject({ subject: ada });
  });

  it('is the same statement as a push: said again by either, it is no new version', async () => {
    expect(await agencySays()).toMatchObject({ outcome: 'unchanged', records: 1 });
    await kit.agree({ mode: 'event' });
    expect((await kit.push()).body.message.enrolled_response).toMatchObject([{ status: 'succ' }]);
    expect(await kit.stated()).toEqual({ statements: 3, status: 'active' });
  });

  it('S4: two who ask at once are told the same, and one of them brings the news', async () => {
    await kit.clerkWrites({ status: 'suspended' });
    const outcomes = await Promise.all([agencySays(), agencySays()]);
    expect(outcomes.map((one) => one?.outcome).sort()).toEqual(['read', 'unchanged']);
    expect(await kit.stated()).toEqual({ statements: 4, status: 'suspended' });
  });

  it.each([
    ['wrong-person', 'refused', 'other-person', 0],
    ['wrong-signature', 'refused', 'signature', 0],
    ['status-500', 'unavailable', 'unreachable', 0],
    ['repeats', 'unchanged', undefined, 2],
    ['shrinks', 'unchanged', undefined, 0],
  ] as const)(
    'of a source that shows %s nothing is kept, and nothing is lost',
    async (kind, outcome, reason, records) => {
      // Somebody else of whom the agency could speak.
      await kit.clerkWrites({ memberId: 'M-2', nationalId: '990077', givenName: 'Mercy', surname: 'Omondi' });
      const before = await kit.stated();
      kit.fault(kind, 'search');
      expect(await agencySays()).toMatchObject({ outcome, records, ...(reason !== undefined && { reason }) });
      expect(await kit.stated()).toEqual(before);
      expect((await logged()).at(-1)).toMatchObject({ result: outcome, refusal: reason ?? null });
    },
  );

  it('tells what each said, whatever became of another, also of openIMIS', async () => {
    openimis.refresh.mockResolvedValueOnce(2);
    const both = (await ask()).json<RefreshedPerson>().sources;
    expect(both.map(({ source, outcome }) => [source, outcome])).toEqual([
      ['openimis', 'read'],
      [AGENCY, 'unchanged'],
    ]);
    expect(openimis.refresh).toHaveBeenLastCalledWith('1', 'reader');
    for (const [thrown, reason] of [
      [new ServiceError('platform.openimis-unavailable'), 'unreachable'],
      [new Error('a mistake of ours'), 'failed'],
    ] as const) {
      openimis.refresh.mockRejectedValueOnce(thrown);
      const { sources } = (await ask()).json<RefreshedPerson>();
      expect(sources).toMatchObject([{ outcome: 'unavailable', reason }, { outcome: 'unchanged' }]);
    }
  });

  it('asks nobody about a person of whom there is no number that a source may be told', async () => {
    const asked = searches();
    const { sources } = (await ask('reader', await kit.personOf('2'))).json<RefreshedPerson>();
    expect(sources.at(-1)).toMatchObject({ source: AGENCY, outcome: 'not-asked' });
    expect(searches()).toBe(asked);
  });

  it('S2: asks nobody for whoever may not see the person', async () => {
    const asked = searches();
    const answers = [await ask('nobody'), await ask('elsewhere'), await ask('reader', randomUUID())];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 404, 404]);
    expect(searches()).toBe(asked);
  });

  it('says at the start that a source names a connector that there is not', () => {
    const { platform, exchange, interconnection, known } = kit;
    const sources = { [AGENCY]: { name: 'A', kind: 'dci' as const, ask: { connector: 'mapper' } } };
    const registry = { ...known, policy: { ...known.policy, sources } };
    const start = () =>
      createPersonRefresh({ platform, exchange, registry, inbound: interconnection.inbound, followers: new Map() });
    expect(start).toThrow('there is no such connector as mapper');
  });
});
