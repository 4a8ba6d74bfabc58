import type { SignaturePolicy } from '@interlink/contracts/interconnection/partner';
import { SEALING_FAULTS } from '../../../partner-sandbox/src/common/partners.js';
import { makeEncryptionKey } from '../interconnection/test-keys.js';
import { Ground, questionsOf } from './sandbox-ground.js';
import { inClear } from '../support/in-clear';

/** Node's own means on the registry's side, the library on ours: over a real socket. */
describe('what we ask a registry that encrypts', () => {
  let ground: Ground;
  beforeEach(async () => {
    ground = await Ground.open();
  });
  afterEach(() => ground.close());

  const asking = async (encryption: SignaturePolicy, id = 'civil-registry') =>
    questionsOf(await ground.deps(id, encryption), id).ask;
  const sent = (name: 'civil-registry' | 'mapper' = 'civil-registry') =>
    ground.tools.received.list(name).filter(({ operation }) => operation !== 'token');
  const headers = () => sent().map(({ body }) => (body as { readonly header: Record<string, unknown> }).header);

  it('IBR-041: is encrypted for it, and its answer for us: on the way nobody reads whom it is about', async () => {
    const ask = await asking('required');
    const answer = await ask('r-1');
    expect(answer).toMatchObject({ kind: 'records', evidence: { signature: 'verified' } });
    expect(JSON.stringify(sent()[0]?.body)).not.toMatch(inClear('880012', 'Okoro'));
    const { raw } = answer.evidence as unknown as { readonly raw: Uint8Array };
    expect(Buffer.from(raw).toString()).toContain('"ciphertext"');
    expect(Buffer.from(raw).toString()).not.toMatch(inClear('880012', 'Okoro'));
    expect(headers()).toMatchObject([{ is_msg_encrypted: true, sender_id: 'interlink' }]);
  });

  it('is asked and answered in plain where neither is wanted', async () => {
    const ask = await asking('none');
    expect(await ask('r-1')).toMatchObject({ kind: 'records' });
    expect(headers()).toMatchObject([{ is_msg_encrypted: false }]);
    expect(JSON.stringify(sent()[0]?.body)).toContain('880012');
  });

  it.each(SEALING_FAULTS)('S16: tells nothing when the answer is %s', async (fault) => {
    const ask = await asking('required');
    ground.fault('civil-registry', fault, 'search');
    const answer = await ask('r-1');
    expect(answer).toMatchObject({ kind: 'refused', why: 'malformed', evidence: { signature: 'absent' } });
    expect(answer).not.toHaveProperty('records');
    expect(await ask('r-2')).toMatchObject({ kind: 'records' });
  });

  it('S16: tells nothing when the answer was encrypted by whoever could, and signed by a stranger', async () => {
    const ask = await asking('required');
    ground.fault('civil-registry', 'wrong-signature', 'search');
    expect(await ask('r-1')).toMatchObject({ kind: 'refused', why: 'signature', evidence: { signature: 'invalid' } });
  });

  it('is read in plain when it may be, and comes so', async () => {
    const ask = await asking('optional');
    ground.fault('civil-registry', 'unsealed', 'search');
    expect(await ask('r-1')).toMatchObject({ kind: 'records', evidence: { signature: 'verified' } });
  });

  it('leaves in plain when encryption is optional and the registry has no key for it', async () => {
    ground.theyAreKnownBy([ground.signingKeys.theirs]);
    const ask = await asking('optional');
    expect(await ask('r-1')).toMatchObject({ kind: 'records' });
    expect(headers()).toMatchObject([{ is_msg_encrypted: false }]);
  });

  it.each([
    ['none at all', () => Promise.resolve([])],
    ['one that is too short', async () => [(await makeEncryptionKey('short', 1024)).publicJwk]],
    ['one for another algorithm', async () => [{ ...(await makeEncryptionKey('old')).publicJwk, alg: 'RSA1_5' }]],
    ['one of another kind', () => Promise.resolve([{ kty: 'EC', crv: 'P-256', use: 'enc', kid: 'ec' }])],
  ])('does not leave when it must be encrypted and of the keys to do so there is %s', async (_what, keys) => {
    ground.theyAreKnownBy([ground.signingKeys.theirs, ...(await keys())]);
    const ask = await asking('required');
    await expect(ask('r-1')).rejects.toThrow('hold none to encrypt with');
    expect(sent()).toEqual([]);
  });

  it('is refused by a registry that it was not encrypted for', async () => {
    ground.theyAreKnownBy([ground.signingKeys.theirs, (await makeEncryptionKey('theirs')).publicJwk]);
    const ask = await asking('required');
    expect(await ask('r-1')).toMatchObject({ kind: 'rejected', code: 'err.encryption.invalid' });
  });

  it('is refused by a registry that encrypts nothing, such as the mapper', async () => {
    const ask = await asking('required', 'mapper');
    expect(await ask('r-1')).toMatchObject({ kind: 'rejected', code: 'err.encryption.invalid' });
    expect(JSON.stringify(sent('mapper')[0]?.body)).not.toMatch(inClear('880012'));
  });

  it('tells nothing when a registry that knows no key of ours answers in plain, although it must not', async () => {
    ground.weAreKnownBy([ground.signingKeys.own]);
    const ask = await asking('required');
    expect(await ask('r-1')).toMatchObject({ kind: 'refused', why: 'malformed' });
  });

  it('is a message of its own each time, for its bytes are others; the transaction stays the same', async () => {
    const ask = await asking('required');
    expect(await ask('r-1')).toMatchObject({ kind: 'records' });
    expect(await ask('r-1')).toMatchObject({ kind: 'records' });
    const ids = headers().map(({ message_id: id }) => id);
    expect(new Set(ids).size).toBe(2);
  });
});
