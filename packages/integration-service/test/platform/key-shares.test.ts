import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { joinShares, keyFingerprint, splitKey, type KeyShare } from '../../src/platform/key-shares.js';

const settings = { deployment: 'development', of: 5, threshold: 3, now: new Date('2026-11-24T08:00:00Z') };
const key = randomBytes(32);
const take = (shares: readonly KeyShare[], ...numbers: number[]) =>
  shares.filter(({ number }) => numbers.includes(number));

describe('the shares of the key-encryption key', () => {
  let shares: readonly KeyShare[];
  beforeAll(async () => {
    shares = await splitKey(key, settings);
  });

  it('S15: are five, of which every three make the key again, in whatever order', async () => {
    expect(shares.map(({ number, of, threshold }) => [number, of, threshold])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [number, 5, 3]),
    );
    for (let a = 1; a <= 5; a += 1) {
      for (let b = a + 1; b <= 5; b += 1) {
        for (let c = b + 1; c <= 5; c += 1) {
          expect(await joinShares([...take(shares, a, b, c)].reverse())).toEqual({ key });
        }
      }
    }
    expect(await joinShares(shares)).toEqual({ key });
  });

  it('S15: make nothing when there are two, even when one of them is given twice', async () => {
    const [one, two] = shares;
    expect(await joinShares([one, two])).toEqual({ why: 'too-few', needed: 3, given: 2 });
    expect(await joinShares([one, two, two])).toEqual({ why: 'too-few', needed: 3, given: 2 });
    expect(await joinShares([])).toMatchObject({ why: 'too-few' });
  });

  it('S15: of two backups of the same key do not mix', async () => {
    const others = await splitKey(key, settings);
    expect(await joinShares([...take(shares, 1, 2), ...take(others, 3)])).toEqual({ why: 'different-sets' });
  });

  it('S15: name the part that was altered', async () => {
    const [one, two, three] = shares;
    const altered = { ...two, share: three?.share };
    expect(await joinShares([one, altered, three])).toEqual({ why: 'altered', number: 2 });
    expect(await joinShares([one, { ...two, threshold: 2 }, three])).toEqual({ why: 'altered', number: 2 });
  });

  it('S15: make no other key, and break nothing, where one was altered and its checksum written anew', async () => {
    const [one, two, three] = shares as [KeyShare, KeyShare, KeyShare];
    const forged = (over: Partial<KeyShare>) => {
      const { checksum: _old, ...bare } = { ...two, ...over };
      const entries = Object.entries(bare).sort(([a], [b]) => (a < b ? -1 : 1));
      return { ...bare, checksum: createHash('sha256').update(JSON.stringify(entries)).digest('hex') };
    };
    expect(await joinShares([one, forged({}), three])).toEqual({ key });
    const bytes = Buffer.from(two.share, 'base64url');
    const wrong = [
      ['cut short', bytes.subarray(0, 9)],
      ['made longer', Buffer.concat([bytes, Buffer.alloc(4)])],
      ['of one byte', Buffer.alloc(1)],
      ['altered in one place', Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte)))],
      [
        'at the place of another part',
        Buffer.concat([bytes.subarray(0, -1), Buffer.from(one.share, 'base64url').subarray(-1)]),
      ],
    ] as const;
    for (const [how, altered] of wrong) {
      const joined = await joinShares([one, forged({ share: altered.toString('base64url') }), three]);
      expect([how, joined]).toEqual([how, { why: 'wrong-key' }]);
    }
    expect(await joinShares([forged({ threshold: 2 }), one])).toEqual({ why: 'wrong-key' });
  });

  it.each([[undefined], [null], ['share'], [{}], [{ kind: 'interlink-key-share-v1' }]])(
    'S15: are not %j',
    async (value) => {
      expect(await joinShares([...take(shares, 1, 2), value])).toEqual({ why: 'not-a-share', at: 2 });
    },
  );

  it('S15: hold neither the key nor what would tell it', () => {
    const text = JSON.stringify(take(shares, 1, 2));
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      expect(text).not.toContain(key.toString(encoding).replace(/=+$/, ''));
    }
    expect(new Set(shares.map(({ share }) => share)).size).toBe(5);
  });

  it('S15: bring any key back from any three of any number', async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 3, max: 12 }), async (secret, of) => {
        const made = await splitKey(secret, { ...settings, of });
        const joined = await joinShares(made.slice(-3));
        expect('key' in joined && keyFingerprint(joined.key)).toBe(keyFingerprint(secret));
      }),
      { numRuns: 25 },
    );
  });
});
