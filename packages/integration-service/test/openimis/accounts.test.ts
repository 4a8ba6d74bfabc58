import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindBenefitPlanDocument } from '@interlink/contracts/openimis/generated/operations';
import { checkServiceAccounts, logIn, serviceAccounts } from '../../src/openimis/accounts';
import { startHttpOpenImis, type HttpOpenImis } from './http-openimis';

describe('The service accounts of openIMIS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-accounts-'));
  let server: HttpOpenImis;
  let given = 0;
  beforeEach(async () => {
    given = 0;
    for (const account of ['enrol', 'payroll', 'sync', 'ticket'])
      writeFileSync(join(folder, `service-${account}`), 'word\n');
    server = await startHttpOpenImis();
    server.answerOf('LogIn', () => ({ data: { tokenAuth: { token: `token-${(given += 1)}` } } }));
  });
  afterEach(() => server.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const endpoint = () => ({ url: server.url, sleep: async () => undefined });
  const accounts = () => serviceAccounts(endpoint(), folder, () => 'c-1');
  const named = (operation: string) => server.calls.filter((call) => call.operation === operation);

  it('S9: sign in with their own password once, however many ask at once', async () => {
    const open = accounts();
    expect(await Promise.all(Array.from({ length: 5 }, () => open.token('sync')))).toEqual(Array(5).fill('token-1'));
    expect(await open.token('enrol')).toBe('token-2');
    expect(named('LogIn').map(({ variables }) => variables)).toEqual([
      { username: 'interlink.sync', password: 'word' },
      { username: 'interlink.enrol', password: 'word' },
    ]);
  });

  it('sign in again for whoever comes next when it failed', async () => {
    const open = accounts();
    server.faults.set('LogIn', [503, 503, 503]);
    await expect(open.token('sync')).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
    expect(await open.token('sync')).toBe('token-1');
  });

  it('sign in again, once, when openIMIS knows their token no more', async () => {
    const client = accounts().client('sync', 'c-2');
    server.faults.set('FetchCsrfToken', [401]);
    await expect(client.query(FindBenefitPlanDocument, { code: 'OAA' })).resolves.toEqual({});
    expect(named('FindBenefitPlan').map(({ headers }) => headers.authorization)).toEqual(['Bearer token-2']);
    expect(named('LogIn')).toHaveLength(2);
    server.faults.set('FetchCsrfToken', [401, 401, 401, 401]);
    const other = accounts().client('sync', 'c-3');
    await expect(other.query(FindBenefitPlanDocument, { code: 'OAA' })).rejects.toMatchObject({
      code: 'platform.unauthenticated',
    });
    expect(named('LogIn')).toHaveLength(4);
  });

  it('are stopped by what is none of their token, without a second try', async () => {
    server.faults.set('FetchCsrfToken', ['Unauthorized']);
    const client = accounts().client('ticket', 'c-2');
    await expect(client.query(FindBenefitPlanDocument, { code: 'OAA' })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    expect(named('LogIn')).toHaveLength(1);
  });

  it.each(['INCORRECT_CREDENTIALS', 'Please enter valid credentials', 'Account locked: too many login attempts'])(
    'S13: that openIMIS refuses with "%s" are told to be unknown, and nothing of what it wrote',
    async (words) => {
      server.faults.set('LogIn', [words]);
      const thrown: unknown = await logIn(endpoint(), 'ina', 'word-4711', 'c').catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'platform.unauthenticated' });
      expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toMatch(/4711|credentials|locked/i);
    },
  );

  it('are nobody when openIMIS gives no token for them', async () => {
    for (const answer of [{ data: { tokenAuth: null } }, { data: { tokenAuth: { token: '' } } }]) {
      server.answerOf('LogIn', () => answer);
      await expect(logIn(endpoint(), 'ina', 'word', 'c')).rejects.toMatchObject({ code: 'platform.unauthenticated' });
    }
  });

  describe('compared with what they need', () => {
    const needs = { enrol: [1], payroll: [1], sync: [1, 2], ticket: [3] };
    const findings = (rights: Record<string, readonly number[] | undefined>) => {
      const directory = {
        whoIs: async (token: string) => {
          const held = rights[token];
          return held && ({ rights: held } as never);
        },
      };
      const signedIn = { token: async (account: string) => account, client: () => ({}) as never };
      return checkServiceAccounts(signedIn, directory, needs);
    };

    it('S9: are well when each holds what it needs, in whatever order', async () => {
      expect(await findings({ enrol: [1], payroll: [1], sync: [2, 1], ticket: [3] })).toEqual([]);
    });

    it('S9: are told one by one: who may do too much, too little, both, or cannot sign in', async () => {
      expect(await findings({ enrol: [1, 121701], payroll: [], sync: [2, 191002], ticket: undefined })).toEqual([
        { account: 'enrol', problem: 'extra-rights', rights: [121701] },
        { account: 'payroll', problem: 'missing-rights', rights: [1] },
        { account: 'sync', problem: 'extra-rights', rights: [191002] },
        { account: 'sync', problem: 'missing-rights', rights: [1] },
        { account: 'ticket', problem: 'cannot-sign-in', rights: [] },
      ]);
    });
  });
});
