import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TreeHead } from '@interlink/contracts/audit/tree-head';
import { hashOfHead, loadSealKey, loadTrustedKeys } from '../../src/audit/seal-key.js';

const head: TreeHead = {
  version: 1,
  deployment: 'test-land',
  size: 3,
  previous: '0'.repeat(64),
  time: '2026-11-24T08:00:00.000Z',
  shards: [{ shard: 0, size: 3, hash: 'ab'.repeat(32) }],
};

describe('S5: the keys that seal the log', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-seal-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;
  const keep = (content: unknown) => {
    const file = path.join(folder, `${(files += 1)}.jwk`);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const ed25519 = () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { own: privateKey.export({ format: 'jwk' }), open: publicKey.export({ format: 'jwk' }) };
  };
  const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });

  it('sign what a public half of theirs verifies, and no other head', async () => {
    const { own, open } = ed25519();
    const key = await loadSealKey(keep(own));
    const signature = key.sign(head);
    for (const file of [keep(own), keep(open), keep({ keys: [open] })]) {
      const [trusted] = await loadTrustedKeys(file);
      expect([trusted?.id, trusted?.verifies(head, signature)]).toEqual([key.id, true]);
      const others = [
        { ...head, size: 4 },
        { ...head, deployment: 'other' },
        { ...head, shards: [] },
      ];
      expect(others.map((other) => trusted?.verifies(other, signature))).toEqual([false, false, false]);
    }
  });

  it('sign and hash a head by what it says, not by the order in which it says it', async () => {
    const { own } = ed25519();
    const key = await loadSealKey(keep(own));
    const turned = Object.fromEntries(Object.entries(head).reverse()) as unknown as TreeHead;
    expect([key.sign(turned), hashOfHead(turned)]).toEqual([key.sign(head), hashOfHead(head)]);
    expect(hashOfHead({ ...head, time: '2026-11-24T08:00:00.001Z' })).not.toBe(hashOfHead(head));
  });

  it.each(['', 'x', 'AAAA', '€', 'A'.repeat(200)])('are not fooled by the signature %j', async (signature) => {
    const [trusted] = await loadTrustedKeys(keep(ed25519().open));
    expect(trusted?.verifies(head, signature)).toBe(false);
  });

  it('are those of their kind in a published key set, whatever else it holds', async () => {
    const { open } = ed25519();
    const set = { keys: [rsa(), { ...open, use: 'sig' }, p256(), null, { kty: 'oct', k: 'AQ' }] };
    expect(await loadTrustedKeys(keep(set))).toHaveLength(1);
  });

  it.each<[string, () => unknown]>([
    ['an RSA key', rsa],
    ['a key of another curve', p256],
    ['a set of such keys', () => ({ keys: [rsa(), p256()] })],
    ['an empty set', () => ({ keys: [] })],
    ['a key without its number', () => ({ kty: 'OKP', crv: 'Ed25519' })],
    ['a key with half of its number', () => ({ kty: 'OKP', crv: 'Ed25519', x: 'AQ' })],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['a number', () => '7'],
    ['no JSON', () => '-----BEGIN PUBLIC KEY-----'],
  ])('are not taken from a file that holds %s, and one sentence says so', async (_what, content) => {
    const file = keep(content());
    await expect(loadTrustedKeys(file)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining(file),
    });
  });

  it('sign only with a private half', async () => {
    const { open } = ed25519();
    for (const file of [keep(open), keep(rsa()), keep('null'), path.join(folder, 'nowhere.jwk')]) {
      await expect(loadSealKey(file)).rejects.toMatchObject({ name: 'ConfigError' });
    }
  });
});
