import fc from 'fast-check';
import { isPaymentText } from '../../src/payments/charset.js';
import { asciiBytes, paymentBytes } from '../../src/payments/formats/payment-bytes.js';
import { pain00100109 } from '../../src/payments/formats/pain-001-001-09.js';
import { aFile, aLine, inText } from './builders.js';

const taken = (text: string): string => {
  const writer = paymentBytes(10);
  writer.text('Nm', text);
  return inText(writer.bytes());
};

describe('The bytes of a file of payments', () => {
  it('A1.1: are those of a text that payments know, letter by letter', () => {
    const letter = fc.constantFrom(..."abcXYZ019/-?:().,'+ ");
    const text = fc.string({ unit: letter, minLength: 1, maxLength: 40 }).filter(isPaymentText);
    fc.assert(fc.property(text, (one) => expect(taken(one)).toBe(one)));
  });

  it('A1.1: take exactly the texts that the rule of characters takes', () => {
    const near = fc.string({ unit: fc.constantFrom(...'aZ9 /+_&<\u0000\u007f\u0080\u0141\n\t'), maxLength: 6 });
    const isTaken = (text: string) => {
      try {
        return taken(text) === text;
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RangeError);
        return false;
      }
    };
    fc.assert(
      fc.property(fc.oneof(near, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(isTaken(text)).toBe(isPaymentText(text));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a letter beyond the first 128', 'M\u00fcller'],
    ['a letter whose low byte is one of theirs', 'Me\u0172cy'],
    ['half of a surrogate pair', 'Mercy \ud83d'],
    ['an ampersand', 'Sons & Daughters'],
    ['a line end', 'Mercy\nOmondi'],
    ['nothing', ''],
    ['spaces alone', '   '],
  ])('A1.1: name the field that holds %s', (_what, text) => {
    expect(() => taken(text)).toThrow('Nm has characters that payments do not know');
  });

  it.each([0, 1, 10_000, 40_000])('are all there when %s were expected', (expected) => {
    const writer = paymentBytes(expected);
    writer.raw(asciiBytes('<'));
    for (let at = 0; at < 10; at += 1) writer.text('Nm', 'a'.repeat(3000));
    writer.raw(asciiBytes('>'));
    expect(inText(writer.bytes())).toBe(`<${'a'.repeat(30_000)}>`);
  });
});

describe('A pain.001.001.09 of many lines', () => {
  const lines = Array.from({ length: 2000 }, (_one, at) =>
    aLine({ entitlementId: `e${at}`, instrId: `I${String(at).padStart(6, '0')}`, account: `0110${at}` }),
  );

  it('has each of them once, in the order of their ids', () => {
    const text = inText(pain00100109(aFile(), [...lines].reverse()));
    expect(text.match(/<CdtTrfTxInf>/g)).toHaveLength(2000);
    expect([...text.matchAll(/<InstrId>(\w+)</g)].map(([, id]) => id)).toEqual(lines.map(({ instrId }) => instrId));
  });

  it('is whole also when its texts are as long as they may be', () => {
    const long = lines
      .slice(0, 50)
      .map((line) => ({ ...line, payeeName: 'N'.repeat(140), remittance: 'r'.repeat(140) }));
    const text = inText(pain00100109(aFile(), long));
    expect(text.match(/<Nm>N{140}<\/Nm>/g)).toHaveLength(50);
    expect(text.endsWith('</PmtInf></CstmrCdtTrfInitn></Document>\n')).toBe(true);
  });

  it('I11: gives each line its own agent, purpose and remittance, whatever its neighbours have', () => {
    const mixed = lines.slice(0, 6).map((line, at) => ({
      ...line,
      creditorAgent: at % 2 === 0 ? 'BANKA' : 'BANKB',
      purpose: at % 3 === 0 ? 'SSBE' : 'PENS',
      remittance: at < 3 ? 'OAA 2026-10' : 'OAA 2026-11',
    }));
    const text = inText(pain00100109(aFile(), mixed));
    const of = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);
    expect(of(/<CdtrAgt><FinInstnId><Othr><Id>(\w+)</g)).toEqual(mixed.map(({ creditorAgent }) => creditorAgent));
    expect(of(/<Purp><Cd>(\w+)</g)).toEqual(mixed.map(({ purpose }) => purpose));
    expect(of(/<Ustrd>([^<]+)</g)).toEqual(mixed.map(({ remittance }) => remittance));
  });

  it.each([
    ['InstrId', { instrId: 'I_1' }],
    ['EndToEndId', { endToEndId: 'E&1' }],
    ['UETR', { uetr: '' }],
    ['Id', { creditorAgent: 'B<' }],
    ['Nm', { payeeName: 'M\u00fc' }],
    ['CdtrAcct', { account: ' ' }],
    ['Cd', { purpose: 'S\n' }],
    ['Ustrd', { remittance: '\u20ac' }],
  ])('names %s when its text is none of payments', (name, over) => {
    const write = () => inText(pain00100109(aFile(), [aLine(over)]));
    expect(write).toThrow(new RangeError(`${name} has characters that payments do not know`));
  });
});
