import { ServiceError } from '@interlink/contracts/errors';
import { accountsReady } from '../../src/openimis/accounts-ready';
import { parseRights } from '../../src/openimis/rights';
import { anOperator } from '../support/fake-openimis';

const needed = [159001, 159002];
const rights = parseRights({
  permissions: [],
  roles: [],
  serviceAccounts: ['enrol', 'payroll', 'sync', 'ticket'].map((name) => ({
    login: `interlink.${name}`,
    purpose: 'test',
    openimis: needed,
  })),
});

function openTest() {
  const state = { now: 0, asked: 0, held: needed, down: false };
  const openimis = {
    accounts: { token: async (account: string) => account, client: () => Promise.reject() as never },
    directory: {
      async whoIs() {
        if (state.down) throw new ServiceError('platform.openimis-unavailable');
        state.asked += 1;
        return anOperator({ rights: state.held });
      },
    },
  };
  return { state, ready: accountsReady(openimis, rights, () => state.now) };
}

describe('Readiness by the rights of the service accounts', () => {
  it('S9: is given when they hold exactly what they need, and is not asked again for five minutes', async () => {
    const { state, ready } = openTest();
    await Promise.all([ready.check(), ready.check()]);
    await ready.check();
    expect(state.asked).toBe(4);
    state.now = 5 * 60_000;
    await ready.check();
    expect(state.asked).toBe(8);
  });

  it('S9: is refused for a right too many or too few, and given again once that is put right', async () => {
    const { state, ready } = openTest();
    state.held = [...needed, 121702];
    await expect(ready.check()).rejects.toMatchObject({ details: { account: 'enrol', problem: 'extra-rights' } });
    state.held = [159001];
    state.now = 10_000;
    await expect(ready.check()).rejects.toMatchObject({ details: { problem: 'missing-rights' } });
    state.held = needed;
    state.now = 20_000;
    await expect(ready.check()).resolves.toBeUndefined();
  });

  it('stays as it was while openIMIS does not answer, and is not given before it ever has', async () => {
    const { state, ready } = openTest();
    state.down = true;
    await expect(ready.check()).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
    state.down = false;
    await ready.check();
    state.down = true;
    state.now = 5 * 60_000;
    await expect(ready.check()).resolves.toBeUndefined();
  });
});
