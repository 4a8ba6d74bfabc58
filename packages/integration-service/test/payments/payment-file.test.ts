import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PaymentSettings } from '@interlink/contracts/payments/settings';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { aFile, aLine, terms } from '../../../domain/test/payments/builders.js';
import { aDelimited, aFixedWidth } from '../../../domain/test/payments/format-builders.js';
import { lineHash, type PaymentLine } from '@interlink/domain/payments/line';
import type { OpenChannel } from '../../src/payments/channels/channel.js';
import { formatOf, mediaOf, openFormats, type OpenFormat } from '../../src/payments/formats.js';
import { sha256 } from '../../src/payments/hashes.js';
import { hashesOf, type ReadBack } from '../../src/payments/read-back.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

const settingsFile = join(__dirname, '../../../../openimis-config/development/interlink.json');
const development = Value.Default(
  PaymentSettings,
  JSON.parse(readFileSync(settingsFile, 'utf8')).policies.payments,
) as PaymentSettings;

const channel = (format?: string): OpenChannel => ({
  send: () => Promise.resolve('received'),
  reports: () => Promise.resolve([]),
  ...(format !== undefined && { format }),
});

function opened(formats: Record<string, unknown>, name = Object.keys(formats)[0]): OpenFormat {
  const channels = new Map([['sftp', channel(name)]]);
  return formatOf({ channels, formats: openFormats({ formats, maxLinesPerFile: 10_000 }, channels) }, 'sftp');
}

const formats: [string, OpenFormat][] = [
  ['delimited', opened({ csv: aDelimited() })],
  ['delimited, of the demo operator', opened(development.formats)],
  ['delimited, comma and quotes', opened({ csv: aDelimited({ decimals: 'comma', quote: 'always', newline: 'crlf' }) })],
  ['delimited, minor units', opened({ csv: aDelimited({ decimals: 'minor', delimiter: '|', dates: 'YYYYMMDD' }) })],
  ['fixed-width', opened({ fixed: aFixedWidth() })],
  ['fixed-width, CR LF', opened({ fixed: aFixedWidth({ newline: 'crlf', dates: 'DDMMYYYY' }) })],
];

const letters = "abcXYZ019/-?:().,'+ ".split('');
const word = (max: number) =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: max })
    .map((found) => found.join('').trim())
    .filter((text) => text !== '');
const someLines = fc
  .array(fc.record({ amountMinor: fc.integer({ min: 1, max: 99_999_999 }), account: word(20), payeeName: word(30) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) => all.map((over, at) => aLine({ ...over, entitlementId: `e${at}` })));

const hashed = (lines: readonly PaymentLine[]) =>
  new Map(lines.map((line) => [line.instrId, lineHash(line, terms, sha256)]));

describe.each(formats)('a file of a format that is data (%s)', (_name, format) => {
  const back = (text: string, lines: readonly PaymentLine[]) =>
    hashesOf(() => format.read(text, 'KES'), aFile(), lines);

  it('I11: is read again to the very lines', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const text = format.write(aFile(), lines);
        expect(format.write(aFile(), [...lines].reverse())).toBe(text);
        expect(back(text, lines)).toEqual(hashed(lines));
      }),
    );
  });

  it('I7: whose bytes were changed in one place is refused, or has another hash', () => {
    const lines = [aLine({ entitlementId: '1' }), aLine({ entitlementId: '2', amountMinor: 123_456 })];
    const text = format.write(aFile(), lines);
    const right = hashed(lines);
    const changed = fc.record({ at: fc.nat(text.length - 1), put: fc.constantFrom(...letters, '"', '\n', '') });
    fc.assert(
      fc.property(changed, ({ at, put }) => {
        const other = text.slice(0, at) + put + text.slice(at + 1);
        if (other === text) return;
        let hashes: ReadonlyMap<string, string> | undefined;
        try {
          hashes = back(other, lines);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'payments.seal-differs' });
        }
        // Quotation marks around a cell that needs none, and blanks for blanks, are the same file to any reader.
        if (hashes && other.replaceAll('"', '') !== text.replaceAll('"', '')) expect(hashes).not.toEqual(right);
      }),
      { numRuns: 300 },
    );
  });

  it('I2: is refused when a line is missing, repeated, or the file is cut off', () => {
    const lines = [1, 2, 3].map((one) => aLine({ entitlementId: String(one) }));
    const records = format.write(aFile(), lines).split('\n');
    const payment = records.findIndex((record) => record.includes(lines[0]?.instrId ?? ''));
    const without = records.toSpliced(payment, 1).join('\n');
    const twice = records.toSpliced(payment, 0, records[payment] ?? '').join('\n');
    const cut = records.slice(0, -2).join('\n');
    for (const text of [without, twice, cut, `${cut}\n`, '']) {
      expect(() => back(text, lines)).toThrow(expect.objectContaining({ code: 'payments.seal-differs' }));
    }
  });

  it('is of another file when its head names another message, day or debtor', () => {
    const lines = [aLine()];
    const text = format.write(aFile({ messageId: 'M9' }), lines);
    expect(() => back(text, lines)).toThrow(expect.objectContaining({ code: 'payments.seal-differs' }));
    const other = format.write(aFile({ terms: { ...terms, executionDate: '2026-11-27' } }), lines);
    expect(back(other, lines)).not.toEqual(hashed(lines));
  });
});

describe('pain.001.001.03 by the name that a channel gives', () => {
  const old = openFormats({ formats: {}, maxLinesPerFile: 10 }, new Map()).get('pain-001-001-03');
  const lines = [aLine({ entitlementId: '1' }), aLine({ entitlementId: '2' })];
  const text = () => old?.write(aFile(), lines) ?? '';
  const read = (xml: string) => () => old?.read(xml, 'KES') as ReadBack;

  it('I11: is read again to the same lines and the same root, though it has no place for a UETR', () => {
    expect(old?.id).toBe('pain.001.001.03');
    expect(hashesOf(read(text()), aFile(), lines)).toEqual(hashed(lines));
  });

  it.each([
    ['an amount', (xml: string) => xml.replace('2000.00</InstdAmt>', '2000.01</InstdAmt>')],
    ['an account', (xml: string) => xml.replace(/<Id>01\d+<\/Id><SchmeNm>/, '<Id>0999</Id><SchmeNm>')],
    ['a name', (xml: string) => xml.replace('<Nm>Mercy Omondi</Nm>', '<Nm>Ahmed Ali</Nm>')],
    ['the day', (xml: string) => xml.replace(/<ReqdExctnDt>[^<]+/, '<ReqdExctnDt>2026-12-01')],
    ['its version', (xml: string) => xml.replace('pain.001.001.03', 'pain.001.001.09')],
  ])('I7: is not what was approved when %s is changed', (_what, change) => {
    const changed = change(text());
    expect(changed).not.toBe(text());
    let hashes: unknown;
    try {
      hashes = hashesOf(read(changed), aFile(), lines);
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'payments.seal-differs' });
    }
    expect(hashes).not.toEqual(hashed(lines));
  });

  it('I7: of .09 without its UETR is not what was approved', () => {
    const without = (xml: string) => xml.replace(/<UETR>[^<]+<\/UETR>/, '');
    const present = without(
      text()
        .replace('pain.001.001.03', 'pain.001.001.09')
        .replace(/(<ReqdExctnDt>)([^<]+)/, '$1<Dt>$2</Dt>'),
    );
    expect(() => hashesOf(read(present), aFile(), lines)).toThrow(
      expect.objectContaining({ code: 'payments.seal-differs' }),
    );
  });

  it('keeps its name for itself', () => {
    expect(() => opened({ 'pain-001-001-03': aDelimited() })).toThrow('the name is taken by a format of ours');
  });
});

describe('the formats of a deployment', () => {
  it('are pain.001.001.09 where a channel names none', () => {
    const channels = new Map([['https', channel()]]);
    const none = openFormats({ formats: {}, maxLinesPerFile: 10 }, channels);
    expect(formatOf({ channels, formats: none }, 'https').id).toBe('pain.001.001.09');
  });

  it('A1.5: are another format when anything of the definition is another', () => {
    const one = opened({ csv: aDelimited() }).id;
    expect(one).toMatch(/^delimited:csv:[0-9a-f]{16}$/);
    expect(opened({ csv: aDelimited() }).id).toBe(one);
    expect(opened({ csv: aDelimited({ decimals: 'minor' }) }).id).not.toBe(one);
  });

  it.each([
    [
      { csv: aDelimited({ header: undefined, trailer: [{ field: 'count' }] }) },
      'policies.payments.formats.csv: count-or-total-missing.',
    ],
    [{}, 'the payment channel sftp names the format csv: there is none.'],
  ])('stop the start with one sentence when they cannot be worked with', (given, sentence) => {
    expect(() => opened(given, 'csv')).toThrow(sentence);
  });

  it('need to say no more than what is not usual', () => {
    const { header: _header, trailer: _trailer, ...rest } = aDelimited();
    const short = { kind: 'delimited', columns: rest.columns };
    expect(opened({ csv: short }).definition).toEqual(rest);
  });

  it.each([
    [{ kind: 'xlsx', columns: aDelimited().columns }, 'policies.payments.formats.csv/kind must be'],
    [{ ...aDelimited(), delimiter: 'x' }, 'policies.payments.formats.csv/delimiter must be'],
    [{ ...aDelimited(), surprise: 1 }, 'policies.payments.formats.csv'],
    [{ ...aFixedWidth(), columns: [] }, 'policies.payments.formats.csv/columns must'],
    [null, 'policies.payments.formats.csv must be'],
  ])('are refused with the place of the mistake: %j', (given, sentence) => {
    expect(() => opened({ csv: given })).toThrow(sentence);
  });

  it('have names that go into file names and statements', () => {
    expect(opened({ 'bank-2': aDelimited() }).id).toMatch(/^delimited:bank-2:/);
    expect(() => opened({ '../bank': aDelimited() })).toThrow('a name is small letters');
  });

  it.each([
    ['delimited:csv:00', 'text/csv', 'csv'],
    ['fixed-width:x:00', 'text/plain', 'txt'],
    ['pain.001.001.09', 'application/xml', 'xml'],
  ])('name a file of %s by what it is', (id, contentType, extension) => {
    expect(mediaOf(id)).toEqual({ contentType, extension });
  });

  it('let nothing else out than what is unreadable', () => {
    const { read } = opened({ csv: aDelimited() });
    expect(() => read('"a', 'KES')).toThrow(UnreadableMessage);
    expect(() => read('"a\n', 'KES')).toThrow(UnreadableMessage);
  });
});
