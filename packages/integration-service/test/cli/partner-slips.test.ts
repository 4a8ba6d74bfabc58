import { openFakeService, Refusal } from './fake-service.js';

type Service = Awaited<ReturnType<typeof openFakeService>>;
let service: Service;
beforeAll(async () => {
  service = await openFakeService();
});
afterAll(() => service.close());
const calls = () => service.seen.map(({ call }) => call);

const partner = {
  ...{ id: 'mis', status: 'active', certificates: [] },
  keys: [
    { id: 'k1', thumbprint: 't1', use: 'sig', confirmedAt: 't', confirmedBy: 'sue' },
    { id: 'k2', thumbprint: 't2', use: 'sig', revokedAt: 't' },
  ],
  addresses: [
    { id: 'a1', kind: 'callback', url: 'https://mis.example/cb' },
    { id: 'a2', kind: 'notify', url: 'https://mis.example/notices' },
  ],
};

describe('what was proposed by a slip', () => {
  it.each([
    ['a key, by its fingerprint', 't1', 'keys/k1'],
    ['an address that was only proposed, however it is typed', 'HTTPS://mis.example/cb', 'addresses/a1'],
  ])('is withdrawn on the command line: %s', async (_what, name, path) => {
    service.answers({ 'GET /partners/mis': partner, [`POST /partners/mis/${path}/withdraw`]: {} });
    expect(await service.type(`partner withdraw mis ${name}`)).toMatchObject({ code: 0 });
    expect(calls()).toEqual(['GET /partners/mis', `POST /partners/mis/${path}/withdraw`, 'GET /partners/mis']);
  });

  it.each(['t2', 't9'])('ends with 2 where %s does not count, and says where to look', async (name) => {
    service.answers({ 'GET /partners/mis': partner });
    const { code, err } = await service.type(`partner withdraw mis ${name}`);
    expect([code, err]).toEqual([2, expect.stringContaining('npx interlink partner show mis')]);
    expect(calls()).toEqual(['GET /partners/mis']);
  });

  it('S16: stops whoever confirms, who is told how it is taken back', async () => {
    service.answers({ 'GET /partners/mis': partner });
    const { err } = await service.type('partner confirm mis --address https://mis.example/notices');
    expect(err).toContain('npx interlink partner withdraw mis https://mis.example/cb');
  });
});

describe('whoever confirms', () => {
  const confirmed = { ...partner, addresses: [] };

  it('is told of a name that nobody proposed, and of no other', async () => {
    service.answers({ 'GET /partners/mis': confirmed });
    const { code, err } = await service.type('partner confirm mis --thumbprints t1,t9 --address https://x.example/cb');
    expect([code, err]).toEqual([0, expect.stringMatching(/^t9 was not .*\nhttps:\/\/x\.example\/cb was not .*\n$/)]);
  });

  it('need name nothing to activate again who was suspended', async () => {
    service.answers({ 'GET /partners/mis': { ...confirmed, status: 'suspended' }, 'POST /partners/mis/activate': {} });
    expect(await service.type('partner confirm mis')).toMatchObject({ code: 0, err: '' });
    expect(calls()).toContain('POST /partners/mis/activate');
  });
});

describe('S13: keys of a partner', () => {
  const secret = { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' };
  it.each([
    ['a private key of a list', { keys: [{ kty: 'OKP' }, secret] }, 'holds a private key'],
    ['a private key on its own', secret, 'holds a private key'],
    ['a public key on its own', { kty: 'OKP', x: 'x' }, 'is no JWKS'],
    ['something else', { keys: 'all' }, 'is no JWKS'],
  ])('do not leave the machine where the file holds %s', async (_what, content, words) => {
    service.answers({ 'POST /partners/mis/keys': partner });
    const { code, err } = await service.type(`partner keys mis ${service.file('keys.json', content)}`);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect(calls()).toEqual([]);
  });
});

describe('a refusal of the service', () => {
  it('is told with its reason, which says what is wrong', async () => {
    const refusal = new Refusal(422, 'interconnection.address-refused', { reason: 'not-https' });
    service.answers({ 'POST /partners/mis/addresses': refusal });
    const { code, err } = await service.type('partner address mis callback http://mis.example/cb');
    expect([code, err]).toEqual([4, expect.stringContaining('Reason: not-https. (interconnection.address-refused')]);
  });
});

describe('a partner of whom nothing is found', () => {
  const nothing = {
    'GET /exchanges?partner=mis&limit=50': { lines: [] },
    'GET /platform/outbox/parked?stream=dci%3Amis': { items: [] },
    'GET /exchange-files?partner=mis': { items: [] },
  };
  it.each([
    ['exchange show mis', 'Nothing passed.\n'],
    ['exchange bulk list mis', 'No file passed.\n'],
  ])('is told from one that is not there: %s', async (command, said) => {
    service.answers({ ...nothing, 'GET /partners': [{ id: 'mis' }] });
    expect(await service.type(command)).toMatchObject({ code: 0, out: said });
    service.answers({ ...nothing, 'GET /partners': [{ id: 'health' }] });
    const { code, out, err } = await service.type(command);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining('There is no partner mis')]);
  });
});
