import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../src/cli/program.js';
import type { SelfTestProfile } from '../../src/cli/self-test/profile.js';
import { reportLines, runSelfTest } from '../../src/cli/self-test/run.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import { hashOfSecret } from '../../src/interconnection/registration.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import type { Api } from '../../src/platform/http/api.js';
import { openExchangeKit, type ExchangeKit, type Joined } from '../exchange/exchange-kit.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { inClear } from '../support/in-clear';

jest.setTimeout(90_000);

describe('the self-test of a partner', () => {
  let kit: ExchangeKit;
  let app: Api;
  let partner: Joined;
  let profile: SelfTestProfile;

  beforeAll(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis');
    await kit.agree('mis');
    await kit.platform
      .db<InterconnectionTables>()
      .insertInto('interconnection.credential')
      .values({
        ...{ id: randomUUID(), partner: 'mis', secretHash: hashOfSecret('the-secret'), revokedAt: null },
        ...{ notAfter: new Date('2027-01-01'), madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0) },
      })
      .execute();
    const { interconnection, server } = kit;
    app = await openTestServer(kit.platform, fakeDirectory({}), {
      root: [(root) => exchangeRoutes(root, server.context), (root) => interconnectionRoutes(root, interconnection)],
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    profile = {
      ...{ url, clientId: 'mis', clientSecret: 'the-secret', dciId: partner.dciId, receiverId: 'interlink' },
      ...{ privateKey: { ...partner.key.privateJwk }, role: 'sr', recordType: 'Member' },
      identifier: { type: 'UIN', value: '880012' },
    };
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  const deps = () => ({ now: () => kit.clock.now(), newId: randomUUID, wait: () => kit.work() });

  it('IBR-036: reaches L5 against the service itself', async () => {
    const report = await runSelfTest(profile, deps());
    expect(report.results.filter(({ passed }) => !passed)).toEqual([]);
    expect(report.reached).toBe('L5');
    expect(reportLines(report).at(-1)).toBe('Level L5 is reached.');
  });

  it('IBR-036: reaches nothing with a wrong secret, and never shows a record', async () => {
    const report = await runSelfTest({ ...profile, clientSecret: 'wrong' }, deps());
    expect(report.reached).toBeUndefined();
    expect(JSON.stringify(report)).not.toMatch(inClear('880012'));
  });

  it('IBR-036: names what fails when the key is not the registered one', async () => {
    const other = await kit.join('other');
    const report = await runSelfTest({ ...profile, privateKey: { ...other.key.privateJwk } }, deps());
    expect(report.reached).toBe('L0');
    expect(report.results.find(({ level, passed }) => level === 'L1' && !passed)?.detail).toMatch(/err\.signature/);
  });

  it('IBR-036: takes no refusal for the right one: whoever refuses everything knows nothing of what is wrong', async () => {
    const closed = createServer((request, response) => {
      const isToken = request.url?.endsWith('/token') === true;
      const body = isToken ? { access_token: 't' } : { errors: [{ code: 'err.service.unavailable' }] };
      response.writeHead(isToken ? 200 : 503).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    const { results } = await runSelfTest({ ...profile, url }, deps());
    expect(results.filter(({ passed }) => passed).map(({ check }) => check)).toEqual([
      'a token is given for the right secret',
    ]);
    await new Promise((done) => closed.close(done));
  });

  describe('on the command line', () => {
    let folder: string;
    let careless: Server;
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'interlink-self-test-'));
      // A service that says yes to everything, and knows of nothing afterwards: the report must not.
      const txnstatus_response = { txn_status: { search_response: [{ status: 'rjct' }] } };
      const message = { ack_status: 'ACK', search_response: [{ status: 'succ' }], txnstatus_response };
      const yes = JSON.stringify({ access_token: 't', message });
      careless = createServer((_request, response) => response.end(yes));
      await new Promise<void>((done) => careless.listen(0, '127.0.0.1', done));
    });
    afterAll(async () => {
      rmSync(folder, { recursive: true });
      await new Promise((done) => careless.close(done));
    });

    async function type(value: unknown) {
      const file = path.join(folder, 'profile.json');
      writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
      let [out, err] = ['', ''];
      const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
      const code = await run(['node', 'interlink', 'partner', 'self-test', file], {}, streams);
      return { code, out, err };
    }

    it('IBR-036: does not call a service conformant that takes unsigned, old and replayed messages', async () => {
      const url = `http://127.0.0.1:${(careless.address() as AddressInfo).port}`;
      const { code, out } = await type({ ...profile, url });
      expect(code).toBe(1);
      expect(out).toContain('No level is reached.');
      for (const words of [
        'unsigned',
        'altered',
        'old',
        'same message again',
        'wrong secret',
        'answer can be fetched',
      ]) {
        expect(out).toMatch(new RegExp(`FAILS .*${words}`));
      }
    });

    it.each([['no json'], [{}], [{ url: 'https://x.example', role: 'bank' }]])(
      'refuses the profile %j',
      async (value) => {
        expect(await type(value)).toMatchObject({ code: 2, err: expect.stringContaining('is not a profile') });
      },
    );
  });
});
