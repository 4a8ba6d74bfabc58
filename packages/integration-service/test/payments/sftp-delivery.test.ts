import { createHash } from 'node:crypto';
import { generateKey } from 'openpgp';
import type SftpClient from 'ssh2-sftp-client';
import { unwrap, type EnvelopeKeys } from '../../src/payments/channels/openpgp.js';
import { deliver, deliverAtLast } from '../../src/payments/channels/sftp-delivery.js';
import { outgoingFile } from './channel-kit.js';

const MESSAGE = 'inbox/M1.xml.pgp';
const MANIFEST = 'inbox/M1.manifest.json';

const sha256Of = (bytes: Buffer = Buffer.alloc(0)) => createHash('sha256').update(bytes).digest('hex');

/** A server in memory; `fails` breaks the line at that step, `shortens` keeps less than it was given. */
function serverWith(files: Readonly<Record<string, string>> = {}) {
  const kept = new Map<string, Buffer>(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  const steps: string[] = [];
  const line = { fails: undefined as string | undefined, shortens: false };
  const step = (name: string) => {
    steps.push(name);
    if (line.fails !== undefined && name.startsWith(line.fails)) throw new Error('the line broke');
  };
  const plain = (name: string) => name.replace(/\.[0-9a-f-]{36}\.part$/, '.part');
  const session = {
    async exists(name: string) {
      return kept.has(name) ? '-' : false;
    },
    async put(bytes: Buffer, name: string) {
      step(`put ${plain(name)}`);
      kept.set(name, line.shortens ? bytes.subarray(1) : bytes);
    },
    async stat(name: string) {
      return { size: kept.get(name)?.length ?? 0 };
    },
    async rename(from: string, to: string) {
      step(`rename ${to}`);
      if (kept.has(to)) throw new Error('the target is there');
      kept.set(to, kept.get(from) ?? Buffer.alloc(0));
      kept.delete(from);
    },
    async get(name: string) {
      return kept.get(name);
    },
  };
  return { kept, steps, line, session: session as unknown as SftpClient };
}

describe('a file that is delivered to a server (A6)', () => {
  let keys: EnvelopeKeys;
  let theirs: EnvelopeKeys;
  beforeAll(async () => {
    const [us, bank] = await Promise.all(
      ['Ministry', 'Bank'].map((name) => generateKey({ userIDs: [{ name }], format: 'armored' })),
    );
    keys = { ownPrivate: us?.privateKey ?? '', theirPublic: bank?.publicKey ?? '' };
    theirs = { ownPrivate: bank?.privateKey ?? '', theirPublic: us?.publicKey ?? '' };
  });

  const way = () => ({ settings: { inbox: 'inbox' }, keys, failpoint: () => undefined });
  const names = ({ kept }: ReturnType<typeof serverWith>) => [...kept.keys()].sort();
  const manifestIn = ({ kept }: ReturnType<typeof serverWith>) => JSON.parse(String(kept.get(MANIFEST)));

  it('lies there under its message id when it is whole, and its manifest after it', async () => {
    const server = serverWith();
    expect(await deliver(way(), server.session, outgoingFile())).toBe('received');
    expect(server.steps).toEqual([
      `put ${MESSAGE}.part`,
      `rename ${MESSAGE}`,
      `put ${MANIFEST}.part`,
      `rename ${MANIFEST}`,
    ]);
    expect(names(server)).toEqual([MANIFEST, MESSAGE]);
    const bytes = server.kept.get(MESSAGE) ?? Buffer.alloc(0);
    expect(await unwrap(bytes, theirs)).toBe('<Document/>');
    expect(manifestIn(server)).toEqual({
      ...{ file: 'M1.xml.pgp', bytes: bytes.length, sha256: sha256Of(bytes) },
      ...{ nbOfTxs: 1, ctrlSum: '12.30', msgId: 'M1', sealSig: 'head..signature' },
    });
  });

  it.each<[string, Record<string, string>]>([
    ['whole', { [MESSAGE]: 'x', [MANIFEST]: '{}' }],
    ['without its manifest', { [MESSAGE]: 'x' }],
  ])('R4: is not sent again while it lies there %s, and nobody knows how far it came', async (_what, files) => {
    const server = serverWith(files);
    expect(await deliver(way(), server.session, outgoingFile())).toBe('unknown');
    expect([server.steps, String(server.kept.get(MESSAGE))]).toEqual([[], 'x']);
  });

  it.each([
    ['while it is uploaded', `put ${MESSAGE}`, []],
    ['before it has its name', `rename ${MESSAGE}`, [`${MESSAGE}.part`]],
    ['before its manifest', `put ${MANIFEST}`, [MESSAGE]],
    ['before the manifest has its name', `rename ${MANIFEST}`, [`${MANIFEST}.part`, MESSAGE]],
  ])('R4: fails when the line breaks %s, and is never whole by half', async (_when, fails, left) => {
    const server = serverWith();
    server.line.fails = fails;
    await expect(deliver(way(), server.session, outgoingFile())).rejects.toThrow('the line broke');
    expect(names(server).map((name) => name.replace(/\.[0-9a-f-]{36}\.part$/, '.part'))).toEqual(left);
    expect(server.kept.has(MANIFEST)).toBe(false);
  });

  it('gets no name when the server kept less of it than it was sent', async () => {
    const server = serverWith();
    server.line.shortens = true;
    await expect(deliver(way(), server.session, outgoingFile())).rejects.toThrow('not as long there as here');
    expect(server.kept.has(MESSAGE)).toBe(false);
  });

  it('R4: of two services that are about to send it, one does, and one manifest is there', async () => {
    const server = serverWith();
    const both = await Promise.allSettled([0, 1].map(() => deliver(way(), server.session, outgoingFile())));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(manifestIn(server).sha256).toBe(sha256Of(server.kept.get(MESSAGE)));
  });

  describe('and moves no money', () => {
    const recall = (server: ReturnType<typeof serverWith>) => deliverAtLast(way(), server.session, outgoingFile());

    it.each([`put ${MESSAGE}`, `rename ${MESSAGE}`, `put ${MANIFEST}`, `rename ${MANIFEST}`])(
      'R7: is there in the end though the line broke at %s, once, and with the manifest of what lies there',
      async (fails) => {
        const server = serverWith();
        server.line.fails = fails;
        await expect(recall(server)).rejects.toThrow('the line broke');
        const before = server.kept.get(MESSAGE);
        server.line.fails = undefined;
        expect(await recall(server)).toBe('received');
        const bytes = server.kept.get(MESSAGE) ?? Buffer.alloc(0);
        if (before) expect(bytes.equals(before)).toBe(true);
        expect(manifestIn(server)).toMatchObject({ sha256: sha256Of(bytes), msgId: 'M1' });
        server.steps.length = 0;
        expect([await recall(server), server.steps]).toEqual(['received', []]);
      },
    );
  });
});
