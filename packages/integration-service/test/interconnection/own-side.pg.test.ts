import { randomUUID } from 'node:crypto';
import { interconnectionPolicy } from '../../src/interconnection/policy.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { testConfig } from '../support/platform.js';
import { openInterconnectionKit } from './interconnection-kit.js';

describe('the settings of interconnection', () => {
  it('S14: refuse private addresses of partners in production', () => {
    const config = testConfig({ mode: 'production' });
    Object.assign(config.settings, { policies: { interconnection: { allowPrivateAddresses: true } } });
    expect(() => interconnectionPolicy(config)).toThrow(/private addresses/);
  });

  it('have defaults for all that is left out', () => {
    const config = testConfig();
    Object.assign(config.settings, { policies: {} });
    expect(interconnectionPolicy(config)).toMatchObject({ tokenSeconds: 600, replayWindowSeconds: 300, logDays: 730 });
  });
});

describe('our own keys', () => {
  it('S4: begin with one of each, however many ask for the first at once', async () => {
    const kit = await openInterconnectionKit();
    const { keyring } = kit.interconnection;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => keyring.token()));
    expect(new Set(tokens.map(({ kid }) => kid)).size).toBe(1);
    const { rows } = await kit.superuser.query(`select kid from interconnection.own_key where purpose = 'token'`);
    expect(rows).toEqual([{ kid: tokens[0]?.kid }]);
    await kit.close();
  });

  it('S4: begin with one of each in however many processes, also for one who looked before there was one', async () => {
    const kit = await openInterconnectionKit();
    const replicas = await Promise.all([1, 2, 3, 4].map(() => createInterconnection(kit.platform)));
    const asked = replicas.flatMap(({ keyring }) => Array.from({ length: 5 }, () => keyring.token()));
    const tokens = await Promise.all(asked);
    expect(new Set(tokens.map(({ kid }) => kid)).size).toBe(1);
    const { rows } = await kit.superuser.query(`select kid from interconnection.own_key where purpose = 'token'`);
    expect(rows).toHaveLength(1);
    await kit.close();
  });

  it('S4: know a token key that another process made a moment ago', async () => {
    const kit = await openInterconnectionKit();
    const other = (await createInterconnection(kit.platform)).keyring;
    await other.signing();
    const { kid } = await kit.interconnection.keyring.token();
    kit.clock.advance(1000);
    expect(await other.findToken(kid)).toBeDefined();
    expect(await other.findToken('never-ours')).toBeUndefined();
    await kit.close();
  });

  it('S15: are rotated with the next one published first, and lie in the database only encrypted', async () => {
    const kit = await openInterconnectionKit();
    const { keyring } = kit.interconnection;
    const before = (await keyring.signing()).kid;
    const from = new Date(kit.clock.now().getTime() + 86_400_000);
    const actor = { kind: 'operator', id: 'ian', loginName: 'ian', correlationId: randomUUID() } as const;
    const next = await kit.platform.inTransaction(actor, (tx) => keyring.rotate(tx, 'message', from));
    expect((await keyring.signing()).kid).toBe(before);
    expect((await keyring.published()).map(({ kid }) => kid)).toEqual(expect.arrayContaining([before, next]));
    kit.clock.advance(86_400_000);
    expect((await keyring.signing()).kid).toBe(next);
    expect((await keyring.published()).map(({ kid }) => kid)).toContain(before);
    kit.clock.advance(31 * 86_400_000);
    expect((await keyring.published()).map(({ kid }) => kid)).not.toContain(before);
    const { rows } = await kit.superuser.query('select sealed_jwk, public_jwk from interconnection.own_key');
    for (const row of rows as { sealed_jwk: Buffer; public_jwk: object }[]) {
      expect(row.sealed_jwk.toString('latin1')).not.toContain('"kty"');
      expect(row.public_jwk).not.toHaveProperty('d');
    }
    await kit.close();
  });
});
