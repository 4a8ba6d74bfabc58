import fc from 'fast-check';
import type { BulkFormat } from '@interlink/contracts/exchange/bulk';
import { recordColumns } from '@interlink/domain/exchange/bulk/columns';
import type { BulkLine } from '../../src/exchange/bulk/line';
import { readLines } from '../../src/exchange/bulk/read-lines';
import { lineWriter } from '../../src/exchange/bulk/write-lines';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function readAll(format: BulkFormat, given: string | Buffer, size = 7): Promise<BulkLine[]> {
  const lines: BulkLine[] = [];
  for await (const line of readLines(format, inPieces(Buffer.from(given as string), size))) lines.push(line);
  return lines;
}
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;
const formats = ['csv', 'jsonl', 'xml'] as const;

const names = fc.oneof(
  fc.constantFrom('is_disabled', '@type', '__proto__', 'a b', '\u0000', 'x', 'item', 'member'),
  fc.string({ maxLength: 4 }),
);
const texts = fc.oneof(
  fc.constantFrom('=1', "'", '\r\n', ' ', '\u0000', '\ud800', '<![CDATA[', ']]>', '&amp;', 'Zoë', '\ufffe', ''),
  fc.string(),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    ...[texts, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const records = fc.array(fc.dictionary(names, tree, { maxKeys: 4, noNullPrototype: true }).map(asJson), {
  minLength: 1,
  maxLength: 4,
});

describe('the lines of a file', () => {
  it.each(formats)('IBR-041: of %s are read as they were written, in whatever pieces they come', async (format) => {
    await fc.assert(
      fc.asyncProperty(records, fc.integer({ min: 1, max: 64 }), async (given, size) => {
        const { opening, line, closing } = lineWriter(format, recordColumns('Member'));
        const read = await readAll(format, `${opening}${given.map(line).join('')}${closing}`, size);
        expect(read.map(({ value }) => value)).toEqual(given);
        expect(read.map(({ number }) => number)).toEqual(given.map((_, at) => at + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('IBR-041: one that cannot be read is told by its number, and the next one is read', async () => {
    const read = await readAll('jsonl', '{"a":1}\n{"a":\n\n[1]\r\n');
    expect(read).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 2, value: undefined, fault: 'the line is not JSON' },
      { number: 4, value: [1] },
    ]);
    const [, bad, good] = await readAll('csv', '\ufeffa,b:number\r\nx,1\r\ny\r\nz,2\r\n');
    expect([bad?.fault, good?.value]).toEqual(['the row has other columns', { a: 'z', b: 2 }]);
  });
});

const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

describe('a poisoned file', () => {
  it.each([
    ['not-utf8', 'jsonl', Buffer.from([0x7b, 0xff, 0x7d, 0x0a])],
    ['not-utf8', 'csv', Buffer.concat([Buffer.from('a\n'), Buffer.from([0xc3])])],
    ['not-utf8', 'jsonl', Buffer.from('\ufeff{"a":1}\n', 'utf16le')],
    ['not-csv', 'csv', 'a\n"no end'],
    ['not-csv', 'csv', 'a,a\n1,2\n'],
    ['not-csv', 'csv', `a\n"${'x'.repeat(1_100_000)}"\n`],
    ['too-many-columns', 'csv', `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n`],
    ['empty', 'csv', 'a,b\n'],
    ['empty', 'jsonl', '\n\n'],
    ['empty', 'xml', '<records/>'],
    ['not-xml', 'xml', '<!DOCTYPE records [<!ENTITY a "b">]><records><record>&a;</record></records>'],
    ['not-xml', 'xml', '<records><record></records>'],
    ['not-xml', 'xml', '<other/>'],
    ['not-xml', 'xml', '<records>text<record/></records>'],
    ['not-xml', 'xml', `<records><record>${deep('<a>', '</a>', 100)}</record></records>`],
    ['not-xml', 'xml', `<records><record>${'x'.repeat(1_100_000)}</record></records>`],
    ['not-xml', 'xml', `<records><record>${'<a/>'.repeat(60_000)}</record></records>`],
  ] as const)('S17: is refused as %s (%s)', async (reason, format, bytes) => {
    await expect(readAll(format, bytes as string, 65_536)).rejects.toMatchObject({ reason });
  });

  it.each([
    ['text', '<records><record>', 'x'],
    ['an attribute', '<records><record type="', 'x'],
    ['a comment', '<records><!--', 'x'],
    ['an instruction', '<?a ', 'x'],
    ['a name', '<', 'x'],
    ['empty lines', '<records>', '\n'],
  ])('S17: is not read to its end as XML: %s without end', async (_what, opening, letter) => {
    let pieces = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(opening);
      for (; pieces < 100; pieces += 1) yield Buffer.alloc(65_536, letter);
    }
    await expect(readLines('xml', endless()).next()).rejects.toMatchObject({ reason: 'not-xml' });
    expect(pieces).toBeLessThan(20);
  });

  it('S17: spoils no more than its own line when that is too deep, too long or has too many parts', async () => {
    const lines = [deep('[', ']', 40), `"${'x'.repeat(1_100_000)}"`, `[${'1,'.repeat(60_000)}1]`, '{"a":1}'];
    const read = await readAll('jsonl', lines.join('\n'), 65_536);
    expect(read.map(({ fault }) => fault)).toEqual([
      ...Array<string>(3).fill('the line is too long, too deep or has too many parts'),
      undefined,
    ]);
    const [row, next] = await readAll('csv', `a:json,b\n"${deep('[', ']', 100_000)}",1\n,2\n`, 65_536);
    expect([row?.fault, next?.value]).toEqual(['column 1 cannot be read', { b: '2' }]);
    const element = `<record type="json">${deep('[', ']', 100_000)}</record>`;
    const [node, other] = await readAll('xml', `<records>${element}<record>x</record></records>`, 65_536);
    expect([node?.fault, other?.value]).toEqual(['the element is of no such form', 'x']);
    const places = Array.from({ length: 33 }, (_, at) => `a${at}`);
    const [many] = await readAll('csv', `${places.slice(2).join('.')}:json\n"${deep('[', ']', 20)}"\n`);
    expect(many?.fault).toContain('too deep');
  });
});
