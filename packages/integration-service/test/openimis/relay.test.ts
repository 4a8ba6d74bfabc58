import fc from 'fast-check';
import { keyOf, nodesOf, objectOf, pagesOf } from '../../src/openimis/relay';

const edgesOf = <N>(nodes: readonly (N | null)[]) => nodes.map((node) => ({ node }));
const page = (nodes: readonly number[], endCursor: string | null, hasNextPage = endCursor !== null) => ({
  edges: edgesOf(nodes),
  pageInfo: { hasNextPage, endCursor },
});
async function all(pages: AsyncIterable<readonly number[]>): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const rows of pages) found.push(...rows);
  return found;
}

describe('A list of openIMIS', () => {
  it('is read to its end, each page once, in its order, whatever its size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 1 }), { maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        async (pages) => {
          const asked: (string | null)[] = [];
          const fetchPage = async (after: string | null) => {
            asked.push(after);
            const at = Number(after ?? 0);
            return page(pages[at] ?? [], at + 1 < pages.length ? String(at + 1) : null);
          };
          expect(await all(pagesOf(fetchPage))).toEqual(pages.flat());
          expect(asked).toEqual([null, ...pages.slice(1).map((_page, at) => String(at + 1))]);
        },
      ),
    );
  });

  it('S3: is not asked for the same page for ever when openIMIS goes round in circles, and says so', async () => {
    let asked = 0;
    const pages = pagesOf(async () => ((asked += 1), page([asked], 'again')));
    await expect(all(pages)).rejects.toMatchObject({
      code: 'platform.openimis-refused',
      details: { reason: 'same-page' },
    });
    expect(asked).toBe(2);
  });

  it('is not read further than somebody wants', async () => {
    let asked = 0;
    for await (const [first] of pagesOf(async () => ((asked += 1), page([asked], String(asked)))))
      if (first === 3) break;
    expect(asked).toBe(3);
  });

  it.each([
    ['no answer', undefined],
    ['null', null],
    ['no edges', page([], null)],
    ['an end that has no place', page([], null, true)],
  ])('is empty when it is %s', async (_what, answer) => {
    expect(await all(pagesOf(async () => answer))).toEqual([]);
  });

  it('has the rows that the token may see: an empty edge is none', () => {
    expect(nodesOf({ edges: [null, ...edgesOf([1, null, 2])] })).toEqual([1, 2]);
  });
});

describe('The id of a row', () => {
  const relayId = (text: string) => Buffer.from(text, 'utf8').toString('base64');

  it('is the key behind the name of its type, whatever the key is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][A-Za-z]{0,20}$/), fc.string({ unit: 'grapheme' }), (type, key) => {
        expect(keyOf(relayId(`${type}:${key}`))).toBe(key);
      }),
    );
    expect(keyOf(relayId('UserGQLType:a:b'))).toBe('a:b');
  });

  it('is what it is when it is no relay id', () => {
    const uuid = fc.uuid();
    fc.assert(fc.property(uuid, (id) => expect(keyOf(id)).toBe(id)));
    for (const id of ['', '17', 'VXNlcg==', ':', relayId(':x'), 'not base64!']) expect(keyOf(id)).toBe(id);
  });
});

describe('A JSON column', () => {
  it('is read from text, from text of text, and as it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.jsonValue(),
        ),
        (value) => {
          const plain = JSON.parse(JSON.stringify(value)) as object;
          const text = JSON.stringify(plain);
          for (const one of [plain, text, JSON.stringify(text)]) expect(objectOf(one)).toEqual(plain);
        },
      ),
    );
  });

  it.each([[null], [undefined], [''], ['{'], ['[]'], ['7'], ['null'], [[1]], [true], ['"\\"{}\\""']])(
    'is empty when it is %j: half understood is not understood',
    (value) => {
      expect(objectOf(value)).toEqual({});
    },
  );

  it('does not change what every object inherits', () => {
    const found = objectOf('{"__proto__":{"admin":true},"a":1}');
    expect([found['a'], ({} as { admin?: true }).admin]).toEqual([1, undefined]);
  });
});
