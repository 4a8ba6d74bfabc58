import { measureSms } from '../src/sms/parts';
import { fetchToken, getJson, postJson } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

describe('The SMS gateway counts parts as networks do', () => {
  it.each([
    ['160 plain letters', 'a'.repeat(160), 'GSM-7', 1],
    ['161 plain letters', 'a'.repeat(161), 'GSM-7', 2],
    ['306 plain letters', 'a'.repeat(306), 'GSM-7', 2],
    ['307 plain letters', 'a'.repeat(307), 'GSM-7', 3],
    ['80 euro signs, which count twice', '€'.repeat(80), 'GSM-7', 1],
    ['81 euro signs', '€'.repeat(81), 'GSM-7', 2],
    ['70 Arabic letters', 'ل'.repeat(70), 'UCS-2', 1],
    ['71 Arabic letters', 'ل'.repeat(71), 'UCS-2', 2],
    ['135 Arabic letters', 'ل'.repeat(135), 'UCS-2', 3],
  ])('%s', (_what, text, encoding, parts) => {
    expect(measureSms(text)).toEqual({ encoding, parts });
  });
});

describe('The SMS gateway takes messages over', () => {
  let sandbox: TestSandbox;
  let token: string;
  const send = (over: Record<string, unknown>) =>
    postJson(
      `${sandbox.url.sms}/messages`,
      { clientReference: crypto.randomUUID(), to: '+254710000001', text: 'Habari', language: 'en', ...over },
      token,
    );
  const inbox = async (to: string) =>
    (await getJson<{ text: string }[]>(`${sandbox.url.hub}/inbox.json?to=${encodeURIComponent(to)}`)).body;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    token = await fetchToken(`${sandbox.url.sms}/oauth2/token`);
  });
  afterAll(() => sandbox.close());

  it('delivers a message once however often it is sent under one reference, also after a restart', async () => {
    const message = { clientReference: 'r-1', to: '+254710000009' };
    const first = await send(message);
    expect(first.status).toBe(202);
    await sandbox.restart();
    token = await fetchToken(`${sandbox.url.sms}/oauth2/token`);
    expect(await send(message)).toEqual(first);
    expect(await inbox('+254710000009')).toHaveLength(1);
    expect((await send({ ...message, text: 'Other' })).status).toBe(409);
  });

  it('reports delivery after a moment, and failure for numbers that end in 0000', async () => {
    await send({ clientReference: 'r-2' });
    await send({ clientReference: 'r-3', to: '+254710000000' });
    const status = (reference: string) => getJson(`${sandbox.url.sms}/messages/${reference}`, token);
    expect((await status('r-2')).body).toMatchObject({ status: 'QUEUED', parts: 1 });
    sandbox.advance(1000);
    expect((await status('r-2')).body).toMatchObject({ status: 'DELIVERED' });
    expect((await status('r-3')).body).toMatchObject({ status: 'FAILED' });
    expect((await status('r-4')).status).toBe(404);
  });

  it.each([{ to: '0710000001' }, { text: '' }, { clientReference: undefined }, { language: 'English' }])(
    'refuses %j',
    async (over) => {
      expect((await send(over)).status).toBe(400);
    },
  );

  it('shows messages on the inbox page, with markup in them escaped', async () => {
    await send({ text: '<b>hello</b>' });
    const page = await (await fetch(`${sandbox.url.hub}/inbox`)).text();
    expect(page).toContain('&lt;b&gt;hello&lt;/b&gt;');
    expect(page).not.toContain('<b>hello</b>');
  });
});
