import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { openFakeService, parked } from './fake-service.js';

type Service = Awaited<ReturnType<typeof openFakeService>>;
let service: Service;
beforeAll(async () => {
  service = await openFakeService();
});
afterAll(() => service.close());
const calls = () => service.seen.map(({ call }) => call);

describe('partners on the command line', () => {
  const key = (thumbprint: string, over: object = {}) => ({ id: `key-${thumbprint}`, thumbprint, use: 'sig', ...over });
  const view = (over: object = {}) => ({
    id: 'mis',
    status: 'draft',
    keys: [],
    addresses: [],
    certificates: [],
    ...over,
  });
  const address = (over: object = {}) => ({ id: 'ad1', kind: 'api', url: 'https://mis.example.org', ...over });

  it('are listed with what waits for a second person', async () => {
    service.answers({ 'GET /partners': [{ id: 'mis', status: 'active', origin: 'registered', waiting: 2 }] });
    expect((await service.type('partner list')).out).toBe('active    registered 2  mis\n');
  });

  it('are shown with the fingerprints of their keys', async () => {
    const keys = [key('t1', { confirmedBy: 'ian' }), key('t2'), key('t3', { revokedAt: 't' })];
    service.answers({ 'GET /partners/mis': view({ keys, addresses: [address()] }) });
    const { out } = await service.type('partner show mis');
    expect(out).toBe(
      'mis  draft\nkey      t1  sig  by ian\nkey      t2  sig  waits\nkey      t3  sig  revoked\n' +
        'api      https://mis.example.org  waits\n',
    );
  });

  it('are added, and given keys, from JSON files', async () => {
    service.answers({ 'POST /partners': view(), 'POST /partners/mis/keys': view() });
    expect(await service.type(`partner add ${service.file('p.json', { id: 'mis' })}`)).toMatchObject({ code: 0 });
    expect(await service.type(`partner keys mis ${service.file('k.json', { keys: [] })}`)).toMatchObject({ code: 0 });
    expect(service.seen.map(({ body }) => body)).toEqual([{ id: 'mis' }, { jwks: { keys: [] } }]);
    expect(service.seen.every(({ key: one }) => one !== undefined)).toBe(true);
  });

  it.each([
    ['that is not there', () => '/nowhere.json', 'cannot be read'],
    ['that is no JSON', () => service.file('bad.json', '{'), 'does not hold a JSON object'],
  ])('are not added from a file %s', async (_what, file, words) => {
    service.answers({ 'POST /partners': view() });
    const { code, err } = await service.type(`partner add ${file()}`);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect(calls()).toEqual([]);
  });

  it('S16: are confirmed by a second person who names every fingerprint', async () => {
    service.answers({
      'GET /partners/mis': view({
        keys: [key('t1'), key('t2', { confirmedAt: 't' }), key('t3', { revokedAt: 't' })],
        addresses: [address(), address({ id: 'ad2', confirmedAt: 't' })],
      }),
      'POST /partners/mis/keys/key-t1/confirm': {},
      'POST /partners/mis/addresses/ad1/confirm': {},
      'POST /partners/mis/activate': {},
    });
    const named = '--thumbprints t1,t9 --address https://mis.example.org';
    expect(await service.type(`partner confirm mis ${named}`)).toMatchObject({ code: 0 });
    expect(calls()).toEqual([
      'GET /partners/mis',
      'POST /partners/mis/keys/key-t1/confirm',
      'POST /partners/mis/addresses/ad1/confirm',
      'POST /partners/mis/activate',
      'GET /partners/mis',
    ]);
  });

  it('S16: are not confirmed at all when a key was proposed whose fingerprint was not named', async () => {
    service.answers({ 'GET /partners/mis': view({ keys: [key('t1'), key('of-a-thief')] }) });
    const { code, err } = await service.type('partner confirm mis --thumbprints t1');
    expect([code, err]).toEqual([1, expect.stringContaining('of-a-thief')]);
    expect(calls()).toEqual(['GET /partners/mis']);
  });

  it.each([
    ['none', ''],
    ['another of the same host', ' --address https://mis.example.org/elsewhere'],
    ['one of two', ' --address https://mis.example.org/cb'],
    ['no address', ' --address mis.example.org'],
  ])('S16: have no key confirmed along with an address that nobody named: %s', async (_what, named) => {
    const addresses = [
      address({ kind: 'callback', url: 'https://mis.example.org/cb' }),
      address({ id: 'ad2', kind: 'notify', url: 'https://thief.example/cb' }),
    ];
    service.answers({ 'GET /partners/mis': view({ keys: [key('t1')], addresses }) });
    const { code, err } = await service.type(`partner confirm mis --thumbprints t1${named}`);
    expect([code, err]).toEqual([1, expect.stringMatching(/address https:.*was proposed that you did not name/)]);
    expect(calls()).toEqual(['GET /partners/mis']);
  });

  it('S16: have addresses confirmed that are named, however they are typed', async () => {
    const addresses = [
      address({ url: 'https://mis.example.org/' }),
      address({ id: 'ad2', url: 'https://b.example/cb,1' }),
    ];
    service.answers({
      'GET /partners/mis': view({ addresses, status: 'active' }),
      'POST /partners/mis/addresses/ad1/confirm': {},
      'POST /partners/mis/addresses/ad2/confirm': {},
    });
    const named = '--address HTTPS://MIS.example.org:443 --address https://b.example/cb,1';
    expect(await service.type(`partner confirm mis --thumbprints none ${named}`)).toMatchObject({ code: 0 });
    expect(calls().slice(1, 3)).toEqual(['ad1', 'ad2'].map((id) => `POST /partners/mis/addresses/${id}/confirm`));
  });

  it('S16: have certificates confirmed only when each was named, before the keys', async () => {
    const certificate = (id: string, over: object = {}) => ({ id, sha256: `sha-of-${id}`, ...over });
    const confirmed = [
      certificate('old', { confirmedAt: 't', confirmedBy: 'ian' }),
      certificate('gone', { revokedAt: 't' }),
    ];
    const partner = { keys: [key('t1')], certificates: [certificate('new'), ...confirmed], status: 'active' };
    service.answers({
      'GET /partners/mis': view(partner),
      'POST /partners/mis/certificates/new/confirm': {},
      'POST /partners/mis/keys/key-t1/confirm': {},
    });
    const { code, err } = await service.type('partner confirm mis --thumbprints t1,sha-of-old');
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/A certificate with the fingerprint sha-of-new was proposed/),
    ]);
    expect(calls()).toEqual(['GET /partners/mis']);
    expect((await service.type('partner confirm mis --thumbprints t1,sha-of-new')).out).toContain(
      'tls      sha-of-new  waits\ntls      sha-of-old  by ian\ntls      sha-of-gone  revoked\n',
    );
    expect(calls().slice(2, 4)).toEqual([
      'POST /partners/mis/certificates/new/confirm',
      'POST /partners/mis/keys/key-t1/confirm',
    ]);
  });

  it('have a certificate proposed from a PEM file, by its fingerprint alone', async () => {
    const [pem = ''] = rootCertificates;
    service.answers({ 'POST /partners/mis/certificates': view() });
    expect(await service.type(`partner certificate mis ${service.file('c.pem', pem)}`)).toMatchObject({ code: 0 });
    const sha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
    expect(service.seen.map(({ body }) => body)).toEqual([{ sha256 }]);
  });

  it.each([
    ['that is not there', () => '/nowhere.pem', 'cannot be read'],
    ['that holds none', () => service.file('bad.pem', 'no certificate'), 'does not hold a certificate'],
  ])('have no certificate proposed from a file %s', async (_what, file, words) => {
    service.answers({ 'POST /partners/mis/certificates': view() });
    const { code, err } = await service.type(`partner certificate mis ${file()}`);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect(calls()).toEqual([]);
  });

  it('get a secret that is shown once', async () => {
    service.answers({ 'POST /partners/mis/credentials': { clientId: 'mis', clientSecret: 's3', notAfter: 't' } });
    expect((await service.type('partner secret mis')).out).toBe('client id      mis\nclient secret  s3\n');
  });

  it.each(['approve', 'activate', 'suspend', 'terminate'])('have agreements that one can %s', async (action) => {
    const agreement = {
      id: 'a1',
      status: 'active',
      purpose: 'p',
      direction: 'out',
      mode: 'query',
      validUntil: '2027-01-01',
    };
    service.answers({ 'POST /partners/mis/agreements/a1/actions': agreement });
    expect((await service.type(`partner agreement ${action} mis a1`)).out).toBe(
      'active     a1  p  out  query  until 2027-01-01\n',
    );
    expect(service.seen[0]?.body).toEqual({ action });
  });

  it('have agreements that are drafted from a file and listed', async () => {
    const agreement = { id: 'a1', status: 'draft', purpose: 'p', direction: 'in', mode: 'file', validUntil: 'd' };
    service.answers({ 'POST /partners/mis/agreements': agreement, 'GET /partners/mis/agreements': [agreement] });
    expect(await service.type(`partner agreement draft mis ${service.file('a.json', {})}`)).toMatchObject({ code: 0 });
    expect(JSON.parse((await service.type('partner agreement list mis --json')).out)).toEqual({
      agreements: [agreement],
    });
  });

  it.each(['partner show ../session', 'partner suspend ../session', 'partner agreement approve ../x a1'])(
    'are named by one part of an address, whatever is typed: %s',
    async (command) => {
      service.answers({});
      await service.type(command);
      expect(calls()[0]).toContain('/partners/..%2F');
    },
  );
});

describe('the exchange on the command line', () => {
  it.each(['0', '201', 'all', '1.5', '1e2', '-1'])('shows no %s lines', async (limit) => {
    service.answers({});
    const { code, err } = await service.type(`exchange show mis --limit=${limit}`);
    expect([code, err]).toEqual([2, 'interlink: --limit is 1 to 200.\n']);
    expect(calls()).toEqual([]);
  });

  const replayed = () =>
    calls().flatMap((call) => /^POST \/platform\/outbox\/(.*)\/replay$/.exec(call)?.slice(1) ?? []);

  it('sends again what is parked, in the order in which it was caused, over all pages', async () => {
    service.answers({
      'GET /platform/outbox/parked?stream=dci%3Amis': { items: [parked('m3', 3), parked('m2', 2)], next: 'm2' },
      'GET /platform/outbox/parked?stream=dci%3Amis&cursor=m2': { items: [parked('m1', 1)] },
      'POST /platform/outbox/m1/replay': {},
      'POST /platform/outbox/m2/replay': {},
      'POST /platform/outbox/m3/replay': {},
    });
    const { code, out } = await service.type('exchange replay mis');
    expect([code, out]).toEqual([0, 'm1 is sent again.\nm2 is sent again.\nm3 is sent again.\n']);
    expect(replayed()).toEqual(['m1', 'm2', 'm3']);
  });

  it('sends one alone', async () => {
    service.answers({
      'GET /platform/outbox/parked?stream=dci%3Amis': { items: [parked('m2', 2), parked('m1', 1)] },
      'POST /platform/outbox/m1/replay': {},
    });
    expect((await service.type('exchange replay mis --id m1')).code).toBe(0);
    expect(replayed()).toEqual(['m1']);
  });

  it('says that a message is not parked', async () => {
    service.answers({ 'GET /platform/outbox/parked?stream=dci%3Amis': { items: [] } });
    expect(await service.type('exchange replay mis --id m9')).toMatchObject({
      code: 1,
      err: 'interlink: m9 is not parked for mis.\n',
    });
    expect((await service.type('exchange replay mis')).out).toBe('Nothing is parked for mis.\n');
    expect((await service.type('exchange replay')).code).toBe(2);
    expect(replayed()).toEqual([]);
  });
});
