import { modeReady } from '../../src/openimis/mode-ready';
import { startHttpOpenImis, type HttpOpenImis } from './http-openimis';

describe('an openIMIS that takes calls without a CSRF token', () => {
  let openimis: HttpOpenImis;
  let now: number;
  beforeEach(async () => {
    openimis = await startHttpOpenImis();
    now = 0;
  });
  afterEach(() => openimis.close());

  const accounts = { token: async () => 'token-of-sync' };
  const open = () => modeReady({ url: openimis.url }, accounts, () => now);
  const inDevMode = () => {
    // What nobody sends is what it wants: every call passes.
    openimis.csrfToken = undefined as unknown as string;
  };

  it('S14: makes a production process not ready, with the reason', async () => {
    inDevMode();
    await expect(open().check()).rejects.toMatchObject({ details: { reason: 'openimis-in-dev-mode' } });
  });

  it('S14: is told from one that asks for the token, by one query that changes nothing', async () => {
    const ready = open();
    await ready.check();
    await ready.check();
    expect(openimis.calls.map(({ operation }) => operation)).toEqual(['FindMutation']);
    expect(openimis.calls[0]?.headers).toMatchObject({ authorization: 'Bearer token-of-sync' });
    expect(openimis.effects).toEqual([]);
  });

  it('S14: is asked about again after five minutes', async () => {
    const ready = open();
    await ready.check();
    inDevMode();
    now = 5 * 60_000 - 1;
    await ready.check();
    now = 5 * 60_000;
    await expect(ready.check()).rejects.toMatchObject({ code: 'platform.forbidden' });
  });

  it('S14: is not suspected because it fails or does not answer: other checks say that', async () => {
    openimis.faults.set('FindMutation', [503]);
    await open().check();
    openimis.faults.set('FindMutation', ['cut']);
    await open().check();
  });
});
