import { randomUUID } from 'node:crypto';
import { createInterconnection, type Interconnection } from '../../src/interconnection/service.js';
import { makeKey } from '../interconnection/test-keys.js';
import { testActor } from '../support/platform.js';
import { openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';

/** The operator works at one instance of the service, the partner is served by the other, which is told of nothing. */
describe('IBR-041: what is registered at one replica', () => {
  let kit: ExchangeKit;
  let other: Interconnection;
  beforeAll(async () => {
    kit = await openExchangeKit();
    other = await createInterconnection(kit.platform);
  });
  afterAll(async () => {
    await other.close();
    await kit.close();
  });

  const ask = (partner: Joined) => send(kit, partner, 'sync-search', { message: searchOf(searchItem()) });
  const codeOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.errors?.[0]?.code ?? 'answered';
  const act = <R>(login: string, work: (admin: Interconnection['admin'], tx: Parameters<Parameters<typeof kit.platform.inTransaction>[1]>[0]) => Promise<R>) =>
    kit.platform.inTransaction(testActor(login), (tx) => work(other.admin, tx)); // prettier-ignore
  const idOf = async (table: string, partner: string) => {
    const text = `select id from interconnection.${table} where partner = $1`;
    return (await kit.superuser.query<{ id: string }>(text, [partner])).rows[0]?.id ?? '';
  };
  /** Joined, and remembered by the replica that serves. */
  const joined = async (id: string) => {
    const partner = await kit.join(id);
    await kit.agree(id);
    expect(codeOf(await ask(partner))).toBe('answered');
    return partner;
  };

  it('S16: a key that was revoked signs nothing any more, at once', async () => {
    const partner = await joined('revoked');
    const key = await idOf('partner_key', 'revoked');
    await act('sue', (admin, tx) => admin.withdraw(tx, 'revoked', 'keys', key));
    expect(codeOf(await ask(partner))).toBe('err.signature.invalid');
  });

  it('S16: a key counts as soon as the second person confirmed it', async () => {
    const partner = await joined('renewed');
    const next = await makeKey('EdDSA');
    await kit.addKey('renewed', next, { confirmed: false });
    const signing = { ...partner, key: next };
    expect(codeOf(await ask(signing))).toBe('err.signature.invalid');
    const { rows } = await kit.superuser.query<{ id: string }>(
      `select id from interconnection.partner_key where partner = 'renewed' and confirmed_at is null`,
    );
    await act('sue', (admin, tx) => admin.confirm(tx, 'renewed', 'keys', rows[0]?.id ?? ''));
    expect(codeOf(await ask(signing))).toBe('answered');
  });

  it('S2: an agreement that was suspended lets nothing pass, at once', async () => {
    const partner = await joined('suspended-agreement');
    const { rows } = await kit.superuser.query<{ id: string }>(
      `select id from interconnection.agreement where partner = 'suspended-agreement' and terms ->> 'mode' = 'query'`,
    );
    const agreement = rows[0]?.id ?? '';
    await act('sue', (admin, tx) => admin.actOnAgreement(tx, 'suspended-agreement', agreement, 'suspend'));
    const refused = await ask(partner);
    expect(JSON.stringify(refused.body)).not.toMatch(/Okoro/);
    expect(codeOf(refused)).not.toBe('answered');
  });

  it('RFC 8705: a certificate that was bound is asked for in the very next call', async () => {
    const partner = await joined('bound');
    await act('ian', (admin, tx) => admin.addCertificate(tx, 'bound', { sha256: 'ab'.repeat(32) }));
    await act('sue', async (admin, tx) => admin.confirm(tx, 'bound', 'certificates', await idOf('partner_certificate', 'bound'))); // prettier-ignore
    expect((await ask(partner)).status).toBe(401);
  });

  it('S16: a secret that was made is worth a token at once, wherever it is shown', async () => {
    await joined('secret');
    const { clientSecret } = await act('ian', (admin, tx) => admin.makeCredential(tx, 'secret'));
    const form = { grant_type: 'client_credentials', client_id: 'secret', client_secret: clientSecret };
    const request = { headers: {}, correlationId: randomUUID() };
    expect(await kit.interconnection.inbound.grantToken({ form, request })).toMatchObject({ status: 200 });
    await kit.superuser.query(`update interconnection.credential set revoked_at = now() where partner = 'secret'`);
    expect(await kit.interconnection.inbound.grantToken({ form, request })).toMatchObject({ status: 401 });
  });

  it('F2: a callback goes out under what is registered now, not under what was a moment ago', async () => {
    await joined('left');
    const before = await kit.interconnection.inbound.activePartner('left', randomUUID());
    const change = { status: 'suspended' } as const;
    await act('sue', (admin, tx) => admin.changeStatus(tx, 'left', change));
    await expect(kit.interconnection.inbound.activePartner('left', randomUUID())).rejects.toMatchObject({
      code: 'interconnection.partner-unauthenticated',
    });
    expect(before.version).toBeGreaterThan(0);
  });

  it('is another version after every change of it, whoever makes it, and of no other partner', async () => {
    await kit.join('counted');
    await kit.join('uncounted');
    const versions = async () => {
      const text = `select id, version::int from interconnection.partner where id in ('counted', 'uncounted') order by id`;
      return (await kit.superuser.query<{ version: number }>(text)).rows.map(({ version }) => version);
    };
    const changes = [
      `update interconnection.partner_key set revoked_at = now() where partner = 'counted'`,
      `update interconnection.partner_address set removed_at = now() where partner = 'counted'`,
      `update interconnection.partner set status = 'suspended' where id = 'counted'`,
      `delete from interconnection.partner_key where partner = 'counted'`,
    ];
    for (const text of changes) {
      const [counted = 0, uncounted = 0] = await versions();
      await kit.superuser.query(text);
      const [after = 0, same = 0] = await versions();
      expect(after).toBeGreaterThan(counted);
      expect(same).toBe(uncounted);
    }
  });
});
