import type { AddKeys } from '@interlink/contracts/interconnection/partner-commands';
import { testActor } from '../support/platform.js';
import { openInterconnectionKit, type InterconnectionKit, type TestPartner } from './interconnection-kit.js';
import { envelope, write } from './message-writer.js';
import { makeKey, type TestKey } from './test-keys.js';

const named = ({ publicJwk }: TestKey, kid: string) => ({ ...publicJwk, kid }) as Record<string, unknown>;

describe('S16: the names of a partner’s keys', () => {
  let kit: InterconnectionKit;
  let health: TestPartner;
  const change = (work: 'addKeys' | 'proposeFetched', ...keys: AddKeys['jwks']['keys']) =>
    kit.platform.inTransaction(testActor('ian'), (tx) => {
      const { admin } = kit.interconnection;
      return work === 'addKeys'
        ? admin.addKeys(tx, 'health', { jwks: { keys } })
        : admin.proposeFetched(tx, 'health', { keys });
    });
  const fetched = (...keys: AddKeys['jwks']['keys']) => change('proposeFetched', ...keys);
  const opened = async (key: TestKey, kid: string) => {
    const { inbound } = kit.interconnection;
    const message = await write('attached', envelope('https://health.example/dci'), { ...key, kid });
    const result = await inbound.openMessage(await inbound.activePartner('health', 'c-1'), message);
    return result.ok ? result.signature : result.refusal;
  };

  beforeEach(async () => {
    kit = await openInterconnectionKit();
    health = await kit.addPartner('health');
    await fetched(named(health.key, 'key-2026'));
  });
  afterEach(() => kit.close());

  it('are followed: two people looked at the key, which is the same, and what is on its way stays good', async () => {
    const { keys } = await fetched(named(health.key, 'key-2027'));
    expect(keys).toMatchObject([{ kid: 'key-2027', thumbprint: health.key.kid, confirmedBy: 'sue' }]);
    for (const kid of ['key-2027', 'key-2026', health.key.kid]) expect(await opened(health.key, kid)).toBe('verified');
    const { rows } = await kit.superuser.query(
      `select header ->> 'actorLogin' as who from platform.audit_entry where header ->> 'action' = $1`,
      ['interconnection.rename-key'],
    );
    expect(rows).toEqual([{ who: 'ian' }, { who: 'ian' }]);
  });

  it('bring no other key in: who takes over the name of a confirmed one waits for a second person', async () => {
    const other = await makeKey('EdDSA');
    await fetched(named(other, 'key-2026'), named(health.key, 'key-2027'));
    expect(await opened(other, 'key-2026')).toBe('err.signature.invalid');
    expect(await opened(health.key, 'key-2027')).toBe('verified');
  });

  it('are followed where the key is given once more by hand; the same under the same name is a slip', async () => {
    await change('addKeys', named(health.key, 'key-2027'));
    expect(await opened(health.key, 'key-2027')).toBe('verified');
    await expect(change('addKeys', named(health.key, 'key-2027'))).rejects.toMatchObject({
      code: 'interconnection.already-exists',
    });
  });

  it('bring back no key that was revoked, neither fetched nor by hand', async () => {
    await kit.superuser.query('update interconnection.partner_key set revoked_at = now()');
    await fetched(named(health.key, 'key-2027'));
    await expect(change('addKeys', named(health.key, 'key-2028'))).rejects.toMatchObject({
      code: 'interconnection.already-exists',
    });
    for (const kid of ['key-2026', 'key-2027', 'key-2028']) {
      expect(await opened(health.key, kid)).toBe('err.signature.invalid');
    }
  });
});
