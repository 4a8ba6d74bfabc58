import type { TreeHead } from '@interlink/contracts/audit/tree-head';
import { checkHeads, compareWithAnchor, compareWithHead, type StoredHead } from '../../src/audit/heads.js';
import { GENESIS } from '../../src/audit/header.js';

const hash = (letter: string) => letter.repeat(64);

const head = (over: Partial<TreeHead> = {}): TreeHead => ({
  version: 1,
  deployment: 'test',
  size: 5,
  shards: [
    { shard: 0, size: 3, hash: hash('a') },
    { shard: 1, size: 2, hash: hash('b') },
  ],
  previous: GENESIS,
  time: '2026-11-24T00:00:00.000Z',
  ...over,
});

/** A shard with these hashes at these sizes. */
const walked = (
  shard: number,
  hashes: Record<number, string>,
  size = Math.max(0, ...Object.keys(hashes).map(Number)),
) => ({
  shard,
  size,
  hashAt: (at: number) => hashes[at],
});

const whole = [walked(0, { 3: hash('a'), 4: hash('c') }), walked(1, { 2: hash('b') })];

describe('a tree head beside the chains of today', () => {
  it('S5: is content when they hold what it says, and more', () => {
    expect(compareWithHead(head(), whole)).toEqual([]);
  });

  it.each([
    ['shard-deleted', [walked(0, {}), whole[1]], { shard: 0, at: 3 }],
    ['tail-deleted', [walked(0, { 2: hash('x') }), whole[1]], { shard: 0, at: 3 }],
    ['suffix-rehashed', [walked(0, { 3: hash('x') }), whole[1]], { shard: 0, at: 3 }],
  ])('S5: names %s', (code, chains, where) => {
    expect(compareWithHead(head(), chains as typeof whole)).toEqual([{ code, ...where }]);
  });
});

describe('the tree heads among themselves', () => {
  const stored = (over: Partial<StoredHead> = {}): StoredHead => ({
    head: head(),
    hash: hash('1'),
    signature: 'valid',
    hashFits: true,
    ...over,
  });
  const second = stored({ head: head({ size: 9, previous: hash('1') }), hash: hash('2') });

  it('S5: are in order when signed, linked and of different sizes', () => {
    expect(checkHeads([stored(), second], GENESIS)).toEqual([]);
  });

  it.each([
    ['head-altered', [stored({ hashFits: false }), second], 5],
    ['head-altered', [stored({ signature: 'invalid' }), second], 5],
    ['head-re-signed', [stored({ signature: 'unknown-key' }), second], 5],
    ['two-heads-of-one-size', [stored(), stored({ hash: hash('3') })], 5],
    ['heads-not-linked', [stored(), stored({ head: head({ size: 9, previous: hash('7') }) })], 9],
    ['heads-not-linked', [second], 9],
  ])('S5: names %s', (code, heads, at) => {
    expect(checkHeads(heads, GENESIS)).toEqual([{ code, at }]);
  });
});

describe('an anchor that somebody else kept', () => {
  const canonical = (one: TreeHead) => JSON.stringify(one);

  it('S5: is content with a log that has grown since', () => {
    expect(compareWithAnchor(head(), whole, [], canonical)).toEqual([]);
  });

  it('S5: names a log that is shorter than it', () => {
    const older = [walked(0, { 2: hash('x') }), walked(1, { 1: hash('y') })];
    expect(compareWithAnchor(head(), older, [], canonical)).toEqual([{ code: 'older-than-anchor', at: 3 }]);
  });

  it('S5: names a second history of its size', () => {
    const rival: StoredHead = {
      head: head({ time: '2026-11-24T00:01:00.000Z' }),
      hash: hash('9'),
      signature: 'valid',
      hashFits: true,
    };
    expect(compareWithAnchor(head(), whole, [rival], canonical)).toEqual([{ code: 'two-heads-of-one-size', at: 5 }]);
  });
});
