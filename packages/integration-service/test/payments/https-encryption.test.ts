import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { openedBy } from '../../../partner-sandbox/src/bank-payments/envelope.js';
import type { OutgoingRequest } from '../../src/interconnection/service.js';
import { https } from '../../src/payments/channels/https.js';
import { channelTools, outgoingFile, paymentCause } from './channel-kit.js';

describe('S15: a file on its way to a bank whose TLS ends before its readers', () => {
  let folder: string;
  const keys = new Map<string, JWK>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'interlink-https-'));
    for (const [alg, name] of [
      ['ECDH-ES+A256KW', 'ec'],
      ['RSA-OAEP-256', 'rsa'],
      ['ECDH-ES+A256KW', 'other'],
    ] as const) {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      keys.set(name, { ...(await exportJWK(privateKey)), kid: name });
      writeFileSync(join(folder, `${name}.jwk`), JSON.stringify({ ...(await exportJWK(publicKey)), kid: name }));
      writeFileSync(join(folder, `${name}-private.jwk`), JSON.stringify(keys.get(name)));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const sent = async (name: string) => {
    const asked: OutgoingRequest[] = [];
    const channel = https.open(channelTools({ status: 202, text: '' }, asked, folder), { encryptionKeyFile: name });
    expect(await channel.send(outgoingFile(), paymentCause)).toBe('received');
    const { body = '', headers = {} } = asked[0] ?? {};
    return { body: String(body), type: headers['content-type'] ?? '', signature: headers['x-jws-signature'] };
  };

  it.each(['ec', 'rsa'])('is read by the bank alone, with an %s key, and signed over what is inside', async (name) => {
    const { body, type, signature } = await sent(`${name}.jwk`);
    expect([type, signature]).toEqual(['application/jose', 'head..signature']);
    expect(body).not.toContain('Document');
    expect(await openedBy(keys.get(name), type, body)).toBe('<Document/>');
    expect(await openedBy(keys.get('other'), type, body)).toBeUndefined();
    expect(await openedBy(undefined, type, body)).toBeUndefined();
    // The last part is the tag; the one before is what was encrypted.
    const [head, key, iv, text = '', tag] = body.split('.');
    const damaged = [head, key, iv, (text.startsWith('A') ? 'B' : 'A') + text.slice(1), tag].join('.');
    expect(await openedBy(keys.get(name), type, damaged)).toBeUndefined();
  });

  it('is refused unencrypted by a bank that has given a key', async () => {
    expect(await openedBy(keys.get('ec'), 'application/xml', '<Document/>')).toBeUndefined();
    expect(await openedBy(undefined, 'application/xml', '<Document/>')).toBe('<Document/>');
  });

  it.each(['missing.jwk', 'ec-private.jwk'])('stops the start when the key is %s', (encryptionKeyFile) => {
    expect(() => https.open(channelTools(undefined, [], folder), { encryptionKeyFile })).toThrow(encryptionKeyFile);
  });
});
