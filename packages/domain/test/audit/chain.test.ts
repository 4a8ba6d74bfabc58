import fc from 'fast-check';
import { checkChain, type ChainRow, type LinkHash } from '../../src/audit/chain.js';
import { GENESIS, type AuditHeader } from '../../src/audit/header.js';

/** Not a good hash, but every part of the input is in it: what is tested is the walk. */
const linkHash: LinkHash = (prev, seq, header, commitment) => {
  let hash = 0xcbf29ce484222325n;
  for (const letter of `${prev}|${seq}|${JSON.stringify(header)}|${commitment}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(64, '0');
};

const header = (id: number): AuditHeader => ({
  id: String(id),
  stream: 's',
  action: 'test.write',
  actorKind: 'system',
  actorId: 'interlink',
  actorLogin: 'interlink',
  correlationId: 'c',
  at: '2026-11-24T00:00:00.000Z',
});

/** A chain as the writer makes it. */
function chainOf(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prevHash = rows.at(-1)?.hash ?? GENESIS;
    const commitment = `c${seq}`;
    rows.push({
      seq,
      header: header(seq),
      commitment,
      prevHash,
      hash: linkHash(prevHash, seq, header(seq), commitment),
    });
  }
  return rows;
}

function walk(rows: readonly ChainRow[], sizes: readonly number[] = []) {
  const check = checkChain(3, linkHash, new Set(sizes));
  for (const row of rows) check.add(row);
  return { tampers: check.end(), check };
}

const length = fc.integer({ min: 6, max: 40 });
/** A chain's length and a place in it. */
const place = length.chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 2, max: size - 2 })));

describe('the walk along a chain', () => {
  it('S5: finds nothing wrong with what the writer wrote, and knows the hash at every size it was asked for', () => {
    fc.assert(
      fc.property(length, (size) => {
        const rows = chainOf(size);
        const { tampers, check } = walk(rows, [1, size - 1]);
        expect(tampers).toEqual([]);
        expect(check.size).toBe(size);
        expect(check.hashAt(0)).toBe(GENESIS);
        expect(check.hashAt(1)).toBe(rows[0]?.hash);
        expect(check.hashAt(size)).toBe(rows.at(-1)?.hash);
      }),
    );
  });

  it('S5: names an altered entry and nothing else', () => {
    fc.assert(
      fc.property(place, fc.constantFrom('header', 'commitment', 'prevHash', 'hash'), ([size, at], what) => {
        const rows = chainOf(size).map((row) => (row.seq === at ? alter(row, what) : row));
        expect(walk(rows).tampers).toEqual([{ code: 'entry-altered', shard: 3, at }]);
      }),
    );
  });

  it('S5: names a missing entry and nothing else', () => {
    fc.assert(
      fc.property(place, ([size, at]) => {
        const rows = chainOf(size).filter(({ seq }) => seq !== at);
        expect(walk(rows).tampers).toEqual([{ code: 'entry-missing', shard: 3, at }]);
      }),
    );
  });

  it('S5: names a missing entry though those after it moved up', () => {
    fc.assert(
      fc.property(place, ([size, at]) => {
        const rows = chainOf(size)
          .filter(({ seq }) => seq !== at)
          .map((row) => (row.seq > at ? { ...row, seq: row.seq - 1 } : row));
        expect(walk(rows).tampers).toEqual([{ code: 'entry-missing', shard: 3, at }]);
      }),
    );
  });

  it('S5: names an inserted entry, whatever its hash', () => {
    fc.assert(
      fc.property(place, fc.boolean(), ([size, at], wellFormed) => {
        const rows = chainOf(size);
        const before = rows.slice(0, at - 1);
        const prevHash = before.at(-1)?.hash ?? GENESIS;
        const hash = wellFormed ? linkHash(prevHash, at, header(999), 'x') : 'f'.repeat(64);
        const alien = { seq: at, header: header(999), commitment: 'x', prevHash, hash };
        const after = rows.slice(at - 1).map((row) => ({ ...row, seq: row.seq + 1 }));
        expect(walk([...before, alien, ...after]).tampers).toEqual([{ code: 'entry-inserted', shard: 3, at }]);
      }),
    );
  });

  it('S5: names two entries that stand in each other’s place', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 40 }), ([size, one], distance) => {
        const other = Math.min(one + distance, size);
        const rows = chainOf(size);
        const swapped = rows.map((row) => {
          const from = row.seq === one ? other : row.seq === other ? one : row.seq;
          return { ...(rows[from - 1] as ChainRow), seq: row.seq };
        });
        expect(walk(swapped).tampers).toEqual([
          { code: 'entries-swapped', shard: 3, at: one },
          { code: 'entries-swapped', shard: 3, at: other },
        ]);
      }),
    );
  });

  it('S5: finds something wrong whatever a stranger does to one field of one row', () => {
    fc.assert(
      fc.property(place, fc.string({ minLength: 1 }), ([size, at], text) => {
        const rows = chainOf(size).map((row) =>
          row.seq === at ? { ...row, header: { ...row.header, action: `${text}!` } } : row,
        );
        expect(walk(rows).tampers.length).toBeGreaterThan(0);
      }),
    );
  });
});

function alter(row: ChainRow, what: string): ChainRow {
  if (what === 'header') return { ...row, header: { ...row.header, actorLogin: 'somebody' } };
  return { ...row, [what]: 'e'.repeat(64) };
}
