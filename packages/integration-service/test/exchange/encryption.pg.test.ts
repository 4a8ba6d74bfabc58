import { randomUUID } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import { encryptFor, openEncrypted } from '../../../partner-sandbox/src/common/encryption.js';
import { makeEncryptionKey, type TestEncryptionKey } from '../interconnection/test-keys.js';
import { newId, openExchangeKit, searchItem, searchOf, send, type ExchangeKit, type Joined } from './exchange-kit.js';
import { inClear } from '../support/in-clear';

type Header = Readonly<Record<string, unknown>>;
interface Answer {
  readonly signature: string;
  readonly header: Header;
  readonly message: object;
}

describe('a partner that encrypts', () => {
  let kit: ExchangeKit;
  let partner: Joined;
  let own: TestEncryptionKey;
  let ours: { readonly kid?: string };
  beforeAll(async () => {
    kit = await openExchangeKit();
    partner = await kit.join('mis', { encryption: 'required' });
    await kit.agree('mis');
    own = await makeEncryptionKey('mis-enc');
    ours = (await kit.interconnection.keyring.published()).find(({ use }) => use === 'enc') ?? {};
    const { kty, n, e } = own.publicJwk;
    await kit.superuser.query(
      `insert into interconnection.partner_key
         (id, partner, kid, thumbprint, use, alg, jwk, source, not_before, not_after, proposed_by, proposed_login,
          proposed_at, confirmed_by, confirmed_login, confirmed_at)
       values ($1, 'mis', $2, $2, 'enc', 'RSA-OAEP-256', $3, 'upload', '2020-01-01', '2036-01-01', 'ian', 'ian', now(),
          'sue', 'sue', now())`,
      [randomUUID(), own.kid, { kty, n, e }],
    );
  });
  afterAll(() => kit.close());

  type Seal = (message: object) => object;
  const seal: Seal = (message) => encryptFor(ours, message);
  const search = (operation: 'search' | 'sync-search', sealed: Seal = seal, header: Header = {}) =>
    send(kit, partner, operation, {
      message: searchOf(searchItem()),
      header: { is_msg_encrypted: true, ...header },
      tamper: (body) => {
        const sent = JSON.parse(body) as Answer;
        return JSON.stringify({ ...sent, message: sealed(sent.message) });
      },
    });
  /** What the partner reads: opened with its key, the signature over header and plain message. */
  const read = async ({ signature, header, message }: Answer) => {
    const plain = openEncrypted(message, { ...own.privateJwk, kid: own.kid });
    const { payload } = await compactVerify(
      signature,
      await importJWK(kit.interconnection.keys.signing.publicJwk, 'EdDSA'),
    );
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ header, message: plain });
    return plain;
  };

  it('IBR-041: is answered at once under its own key, signed over what it reads', async () => {
    const { status, body } = await search('sync-search');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(inClear('880012'));
    expect(body.header).toMatchObject({ is_msg_encrypted: true, status: 'succ' });
    expect(await read(body as unknown as Answer)).toMatchObject({ search_response: [{ status: 'succ' }] });
  });

  it('IBR-041: is called back under its own key too', async () => {
    const { body } = await search('search');
    expect(body.message.ack_status).toBe('ACK');
    await kit.work();
    const callback = partner.listener.got.at(-1)?.body as unknown as Answer;
    expect(JSON.stringify(callback)).not.toMatch(inClear('880012'));
    expect(await read(callback)).toMatchObject({ search_response: [{ status: 'succ' }] });
  });

  it('S4: has no second answer for the same message, whether its bytes are the same or encrypted anew', async () => {
    const header = { message_id: newId() };
    const once = encryptFor(ours, searchOf(searchItem()));
    expect((await search('sync-search', () => once, header)).status).toBe(200);
    const again = await search('sync-search', () => once, header);
    expect(again.body.errors?.[0]?.message).toMatch(/came before/);
    const anew = await search('sync-search', seal, header);
    expect(anew.body.errors?.[0]?.message).toMatch(/came before/);
  });

  const other = (change: (sealed: Record<string, unknown>) => object): Seal => {
    return (message) => change({ ...encryptFor(ours, message) });
  };
  const withHeader = (header: Header): Seal => other((sealed) => ({ ...sealed, header: { ...(sealed['header'] as object), ...header } })); // prettier-ignore
  it.each<[string, Seal]>([
    ['in plain', (message) => message],
    ['for the key of a stranger', (message) => encryptFor({ ...own.publicJwk, kid: ours.kid }, message)],
    ['under a key id that is not ours', withHeader({ kid: 'nobody' })],
    ['and altered', (message) => encryptFor(ours, message, 'sealed-altered')],
    ['and compressed, which could be a bomb', (message) => encryptFor(ours, message, 'sealed-inflated')],
    ['by another algorithm for its key', (message) => encryptFor(ours, message, 'sealed-otherwise')],
    ['and says that its key is used directly', withHeader({ alg: 'dir' })],
    ['and says the older OAEP', withHeader({ alg: 'RSA-OAEP' })],
    ['by another algorithm for its text', withHeader({ enc: 'A128GCM' })],
    ['and says that something is critical', withHeader({ crit: ['b64'] })],
    ['with a header of its own inside', other((sealed) => ({ ...sealed, protected: 'e30' }))],
    ['with data beside it', other((sealed) => ({ ...sealed, aad: 'YQ' }))],
    ['without its tag', other(({ tag: _tag, ...sealed }) => sealed)],
    ['as a list', () => encryptFor(ours, [1])],
  ])('S16: is refused when the message comes %s', async (_how, sealed) => {
    const { body } = await search('sync-search', sealed);
    expect(body.errors).toMatchObject([{ code: 'err.encryption.invalid' }]);
    expect(JSON.stringify(body)).not.toContain('demographic_info');
  });

  it('S16: is refused when the header says that the message is plain, and it is not', async () => {
    const { body } = await search('sync-search', seal, { is_msg_encrypted: false });
    expect(body.errors).toMatchObject([{ code: 'err.encryption.invalid' }]);
  });

  it('S16: is refused when it could be read, but was signed over something else', async () => {
    const { body } = await search('sync-search', (message) => seal({ ...message, transaction_id: 't-2' }));
    expect(body.errors).toMatchObject([{ code: 'err.signature.invalid' }]);
  });

  it('S15: gets no answer in plain once its key was revoked', async () => {
    await kit.superuser.query(`update interconnection.partner_key set revoked_at = now() where kid = $1`, [own.kid]);
    kit.clock.advance(6000);
    const { status, body } = await search('sync-search');
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toMatch(inClear('880012'));
  });
});
