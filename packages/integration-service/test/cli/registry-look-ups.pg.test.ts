import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { sessionFile } from '../../src/cli/session-file.js';
import type { Api } from '../../src/platform/http/api.js';
import { registryRoutes } from '../../src/registry/routes.js';
import {
  anEnrolment,
  aPayment,
  aPerson,
  DISTRICT,
  openRegistryTest,
  OTHER_DISTRICT,
  somePeople,
  VILLAGE,
  type RegistryTest,
} from '../registry/registry-kit.js';
import { testActor } from '../support/platform.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { typeCommand } from './typed-command.js';

jest.setTimeout(120_000);

const READ = 990150;
const home = mkdtempSync(path.join(tmpdir(), 'interlink-look-ups-'));
let test: RegistryTest;
let app: Api;
let origin: string;
let personId: string;

const household: SourceRecord = {
  kind: 'household',
  key: 'H-7',
  data: {
    members: [{ personKey: '1', role: 'head' }],
    place: { locationId: VILLAGE, districtId: DISTRICT, name: 'Kibera' },
  },
};

beforeAll(async () => {
  test = await openRegistryTest();
  const zawadi = { name: { givenName: 'Zawadi', surname: 'Otieno' } };
  await test.registry.loadFirst(testActor('interlink'), 'openimis', [
    ...somePeople(100, 1001, zawadi),
    ...[aPerson('1', { phones: ['+254700000001'], additional: { note: 'a\u001b[2Jb' } }), anEnrolment('1', 'OAA')],
    ...[aPayment('1', 'OAA', '2026-01-15'), household],
  ]);
  test.clock.advance(1000);
  await test.feed(
    'second-mis',
    aPerson('1', { name: { givenName: 'Aminah', surname: 'Wanjiru' } }),
    anEnrolment('1', 'FOOD'),
  );
  personId = await test.personOf('openimis', '1');
  const people = { roles: ['Member of MSW'], districts: [DISTRICT], rights: [READ] };
  const directory = fakeDirectory({
    reader: people,
    elsewhere: { ...people, districts: [OTHER_DISTRICT] },
    nobody: { ...people, rights: [] },
  });
  app = await openTestServer(test.platform, directory, {
    api: [(api, http) => registryRoutes(api, http, test.registry)],
  });
  origin = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await test.close();
  rmSync(home, { recursive: true });
});

/** `npx interlink registry …` of somebody who is logged in. */
async function typeAs(login: string, ...words: string[]) {
  const environment = { INTERLINK_SESSION_FILE: path.join(home, `${login}.json`) };
  const session = { token: login, loginName: login, openimisUrl: origin, interlinkUrl: origin };
  await sessionFile(environment).save(session);
  return typeCommand(['registry', ...words], environment);
}
const type = (...words: string[]) => typeAs('reader', ...words);
const forCase = ['--purpose', 'case'];

describe('interlink registry search', () => {
  it.each([
    ['a name in another spelling', ['Amna', 'Wanjeru']],
    ['a number with its type', ['--number', 'NID:N-1']],
    ['a number alone', ['--number', 'n 1']],
    ['a phone however it is written', ['--phone', '+254 700 000 001']],
    ['a day of birth with a name', ['Amina', '--born', '1950-04-03']],
  ])('SR-005: finds by %s', async (_what, words) => {
    const { code, out } = await type('search', ...words, ...forCase);
    expect([code, out.split('\n').map((line) => line.replaceAll(/  +/g, '  '))]).toEqual([
      0,
      [`${personId}  Aminah Wanjiru  1950-04-03  female  Kibera`, '1 found', ''],
    ]);
  });

  it('SR-005: finds whom all that is given fits', async () => {
    expect((await type('search', 'Amina', '--born', '1950-04-04', ...forCase)).out).toBe('0 found\n');
    expect((await type('search', '--number', 'UIN:N-1', ...forCase)).out).toBe('0 found\n');
  });

  it('SR-005: turns pages, and says where a name is of more than were looked at', async () => {
    const { out } = await type('search', 'Zawadi', '--size', '2', '--page', '3', ...forCase);
    expect(out.split('\n').slice(2)).toEqual([
      '1000 looked at, there are more of such a name: say more of them',
      'more: --page 4',
      '',
    ]);
    const last = await type('search', 'Zawadi', '--size', '100', '--page', '10', ...forCase);
    expect(last.out).not.toContain('--page');
  });

  it('answers a program with what the API says', async () => {
    const found = JSON.parse((await type('search', 'Zawadi', '--size', '2', ...forCase, '--json')).out);
    expect(found).toMatchObject({ recordType: 'Member', total: 1000, hasMore: true, items: [{ version: 1 }, {}] });
  });
});

describe('interlink registry person', () => {
  const lines = async (...words: string[]) =>
    (await type('person', personId, ...forCase, ...words)).out
      .split('\n')
      .map((line) => line.replaceAll(/  +/g, '  ').trim());

  it('IBR-030: shows each value with its source, programmes, what was paid and which records it is made of', async () => {
    const told = await lines();
    expect(told[0]).toBe(`${personId}  Aminah Wanjiru`);
    expect(told).toContain('name  Aminah Wanjiru  (second-mis, freshest, others say otherwise)');
    expect(told).toContain('birthDate  1950-04-03  (openimis, agreed)');
    expect(told).toContain('place  Kibera  (openimis, agreed)');
    expect(told).toContain('identifiers  NID N-1');
    expect(told).toContain('OAA  active  2025-01-15  openimis  OAA');
    expect(told).toContain('OAA  paid  2026-01-15  2\u202f000.00 KES  bank  openimis');
    expect(told.filter((line) => line.includes('linked by'))).toHaveLength(2);
  });

  it('IBR-030: shows a person as of a day, and as was known at a moment in any zone', async () => {
    const told = await lines('--as-of', '2025-06-01', '--known-at', '2030-01-01T03:00+03:00');
    expect(told[1]).toContain('as of 2025-06-01, as known at 2030-01-01T00:00:00');
    expect(told.join()).not.toContain('2026-01-15');
  });

  it('S2: says that there are programmes of another institution, and not which', async () => {
    const { out } = await type('person', personId, '--purpose', 'data-sharing');
    expect(out).toContain('there are others, of another institution');
    expect(out).not.toContain('FOOD');
  });

  it('lets no source command the terminal', async () => {
    expect(await lines()).toContain('additional  a [2Jb');
    expect((await type('person', personId, ...forCase)).out).not.toContain('\u001b');
  });
});

describe('interlink registry household', () => {
  it('IBR-030: shows a household with its members, now and of a past day', async () => {
    const [row] = await test.rows(`registry.household where record_key = 'H-7'`, 'household_id');
    const id = String(row?.['household_id']);
    const { code, out } = await type('household', id, ...forCase);
    expect([code, out.split('\n')[0]]).toEqual([0, `${id}  openimis`]);
    expect(out).toContain(`  ${id}  openimis  1 people  Kibera`);
    expect(out).toMatch(new RegExp(`  ${personId}  Aminah Wanjiru .*  openimis: head\n`));
    expect((await type('household', id, ...forCase, '--as-of', '2024-01-01')).out).toContain('as of 2024-01-01');
  });
});

describe('who looks from the command line', () => {
  it.each([
    ['has no right to read', 'nobody', 'platform.forbidden'],
    ['sees other districts', 'elsewhere', 'registry.person-not-found'],
  ])('S2: is refused as by the API who %s', async (_what, login, refusal) => {
    const { code, out, err } = await typeAs(login, 'person', personId, ...forCase);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain(refusal);
  });

  it('S2: finds nobody of other districts', async () => {
    expect((await typeAs('elsewhere', 'search', 'Amina', ...forCase)).out).toBe('0 found\n');
  });

  it.each([
    ['search', ['search', 'Amina'], 'registry.search'],
    ['look', ['person', ''], 'registry.read-person'],
  ])('S6: is in the access log with the purpose of every %s', async (_what, words, action) => {
    const entries = () =>
      test.rows('platform.audit_entry e join platform.audit_body b on b.entry_id = e.id order by e.id', 'header, body');
    const before = (await entries()).length;
    await type(...words.map((word) => (word === '' ? personId : word)), '--purpose', 'grievance');
    const added = JSON.stringify((await entries()).slice(before));
    expect(added).toContain(action);
    expect(added).toContain('grievance');
    expect(added).toContain('reader');
  });
});
