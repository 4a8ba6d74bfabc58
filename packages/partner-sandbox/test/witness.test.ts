import { getJson, postJson } from './support/http';
import { startTestSandbox, type TestSandbox } from './support/sandbox';

describe('S5: the witness keeps signed tree heads', () => {
  let sandbox: TestSandbox;
  const witness = (size: number, hash: string) =>
    postJson(`${sandbox.url.witness}/heads`, { head: { size, hash }, signature: 'signed' });

  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  it('answers the newest head, also after a restart', async () => {
    expect((await getJson(`${sandbox.url.witness}/heads/latest`)).status).toBe(404);
    await witness(1, 'a');
    await witness(2, 'b');
    await sandbox.restart();
    const { body } = await getJson(`${sandbox.url.witness}/heads/latest`);
    expect(body).toMatchObject({ head: { size: 2, hash: 'b' }, signature: 'signed' });
  });

  it('takes the same head again as a repeat and refuses another of its size', async () => {
    expect((await witness(5, 'a')).status).toBe(201);
    expect((await witness(5, 'a')).status).toBe(200);
    expect((await witness(5, 'b')).status).toBe(409);
  });

  it('refuses a head that is older than the newest', async () => {
    await witness(5, 'a');
    expect((await witness(4, 'b')).status).toBe(409);
  });

  it.each([
    { head: { size: 1 } },
    { signature: 's' },
    { head: {}, signature: 's' },
    { head: { size: -1 }, signature: 's' },
  ])('refuses %j', async (body) => {
    expect((await postJson(`${sandbox.url.witness}/heads`, body)).status).toBe(400);
  });
});
