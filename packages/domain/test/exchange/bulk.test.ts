import fc from 'fast-check';
import { changeColumns, recordColumns, resultColumns } from '../../src/exchange/bulk/columns';
import { columnsOf, csvLine, fromCells, headingsOf, toCells } from '../../src/exchange/bulk/csv';
import type { JsonObject } from '../../src/exchange/bulk/json-tree';
import { fromXml, toXml, type XmlNode } from '../../src/exchange/bulk/xml';

/** As JSON has it: no -0, nothing undefined. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonObject;
const hard = fc.constantFrom(
  '=1+1',
  "'",
  '@x',
  '+100700',
  '-1',
  '\t',
  '\r\n',
  ',";',
  '\u0000',
  '\ufffe',
  '\ud800',
  ' a ',
  'ع',
  '',
);
const names = fc.oneof(
  fc.constantFrom(
    'member',
    'demographic_info',
    'name',
    'surname',
    '__proto__',
    'constructor',
    '0',
    '@type',
    'a b',
    'xml',
  ),
  hard,
  fc.string({ maxLength: 5 }),
);
const { tree } = fc.letrec<{ tree: unknown; object: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    hard,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    tie('object'),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
  object: fc.dictionary(names, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
}));
const record = fc
  .record(
    {
      member_identifier: fc.array(fc.record({ identifier_type: hard, identifier_value: fc.string() })),
      demographic_info: fc.record(
        { name: fc.record({ surname: hard, given_name: fc.string() }), sex: tree },
        { requiredKeys: [] },
      ),
      is_disabled: fc.oneof(fc.boolean(), tree),
      group_size: fc.oneof(fc.integer(), tree),
      more: tree,
    },
    { requiredKeys: [] },
  )
  .map(asJson);

describe('a record as cells of a CSV file', () => {
  const entities = ['Beneficiary', 'DisabledPerson', 'Farmer', 'Group', 'Member', 'Person'] as const;
  it('IBR-041: comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(...entities), (given, entity) => {
        const columns = recordColumns(entity);
        const read = columnsOf(headingsOf(columns));
        if (!read) throw new Error('its own headings are not read');
        expect(fromCells(read, toCells(given, columns))).toEqual({ value: given });
      }),
    );
  });

  it('S17: begins no cell with what a spreadsheet takes for a formula', () => {
    const [cell] = toCells({ surname: '=HYPERLINK("x")' }, columnsOf(['surname']) ?? []);
    expect(cell).toBe('\'=HYPERLINK("x")');
    expect(fromCells(columnsOf(['surname']) ?? [], [cell ?? ''])).toEqual({ value: { surname: '=HYPERLINK("x")' } });
  });

  it('takes lists by number, as a spreadsheet has them', () => {
    const columns = columnsOf(['member.ids.0.value', 'member.ids.1.value', 'size:number', 'is:boolean']) ?? [];
    const { value } = fromCells(columns, ['a', 'b', '12', 'true']) as { value: JsonObject };
    expect(value).toEqual({ member: { ids: [{ value: 'a' }, { value: 'b' }] }, size: 12, is: true });
  });

  it.each([
    ['a list with a gap', ['a.1'], ['x']],
    ['a list that is an object too', ['a.0', 'a.b'], ['x', 'y']],
    ['a value that has members', ['a', 'a.b'], ['x', 'y']],
    ['a number that is none', ['a:number'], ['1e999']],
    ['a boolean that is none', ['a:boolean'], ['TRUE']],
    ['JSON that is none', ['a:json'], ['{']],
    ['JSON that is deeper than a message may be', ['a:json'], ['{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)]],
    ['a list under a gap', ['a.0.1'], ['x']],
    ['a list and a value', ['a:json', 'a.0'], ['[1]', 'x']],
    ['the rest as no object', ['_rest:json'], ['[1]']],
    ['the rest against a column', ['a', '_rest:json'], ['x', '{"a":"y"}']],
  ])('refuses %s', (_what, headings, cells) => {
    expect(fromCells(columnsOf(headings) ?? [], cells)).toHaveProperty('fault');
  });

  it('puts JSON and what columns say beside it into one object, whatever its members are called', () => {
    const columns = columnsOf(['a:json', 'a.b.c', '_rest:json']) ?? [];
    const cells = ['{"\\u00000":null,"b":{"d":1}}', 'x', '{"a":{"e":[2]}}'];
    expect(fromCells(columns, cells)).toEqual({
      value: { a: { '\u00000': null, b: { d: 1, c: 'x' }, e: [2] } },
    });
  });

  it('takes numbers up to 99 for places in a list, and larger ones for names', () => {
    const columns = columnsOf(Array.from({ length: 100 }, (_, at) => `a.${at}`)) ?? [];
    const { value } = fromCells(columns, Array<string>(100).fill('x')) as { value: JsonObject };
    expect(value['a']).toHaveLength(100);
    expect(fromCells(columnsOf(['a.100']) ?? [], ['x'])).toEqual({ value: { a: { 100: 'x' } } });
  });

  it.each([[['a', 'a']], [['a..b']], [['']], [['a:number', 'a']]])('refuses the headings %j', (headings) => {
    expect(columnsOf(headings)).toBeUndefined();
  });

  it('names no prototype', () => {
    const { value } = fromCells(columnsOf(['__proto__.admin', 'constructor.x']) ?? [], ['yes', 'y']) as {
      value: JsonObject;
    };
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('ends a line as RFC 4180 says, and quotes what needs it', () => {
    expect(csvLine(['a', 'b"c', 'd,e', ' f', 'g\nh'])).toBe('a,"b""c","d,e"," f","g\nh"\r\n');
  });

  it('has columns for files of differences and of results', () => {
    expect(changeColumns('Member')[0]?.path).toEqual(['change']);
    expect(resultColumns()[0]).toEqual({ path: ['line'], type: 'number' });
  });
});

const node = (over: Partial<XmlNode> = {}): XmlNode => ({
  name: 'record',
  attributes: {},
  children: [],
  text: '',
  ...over,
});

describe('a record as an element of XML', () => {
  it('IBR-041: has text as text, members as elements and a type where it is neither', () => {
    expect(toXml({ name: 'A & <B>', size: 2, tags: ['x'], none: null, '@type': 'Member', empty: {} })).toBe(
      '<record><name>A &amp; &lt;B&gt;</name><size type="number">2</size><tags type="list"><item>x</item></tags>' +
        '<none type="null"></none><member name="@type">Member</member><empty type="object"></empty></record>',
    );
  });

  it('S17: has in JSON what XML cannot hold', () => {
    expect(toXml('\u0000\ufffe')).toBe('<record type="json">&quot;\\u0000\\ufffe&quot;</record>');
  });

  it.each([
    ['text beside members', node({ text: 'x', children: [node({ name: 'a' })] })],
    ['a member twice', node({ children: [node({ name: 'a' }), node({ name: 'a' })] })],
    ['a number that is none', node({ attributes: { type: 'number' }, text: 'x' })],
    ['JSON that is deeper than a message may be', node({ attributes: { type: 'json' }, text: '['.repeat(300_000) })],
    ['a type that is none', node({ attributes: { type: 'date' }, text: 'x' })],
    ['a list of something else', node({ attributes: { type: 'list' }, children: [node({ name: 'a' })] })],
  ])('refuses %s', (_what, given) => {
    expect(fromXml(given)).toBeUndefined();
  });
});
