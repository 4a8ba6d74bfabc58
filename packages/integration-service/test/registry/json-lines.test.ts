import fc from 'fast-check';
import { readJsonLines } from '../../src/registry/json-lines.js';

const person = (key: string, givenName = 'Amina') => ({
  kind: 'person',
  key,
  data: { name: { givenName, surname: 'Otieno' }, birthDate: { date: '1950-03-02', precision: 'day' } },
});
const lines = (...records: readonly unknown[]) => records.map((one) => JSON.stringify(one)).join('\n');
const read = (text: Buffer | string) => readJsonLines(Buffer.from(text as string)).flat();

/** What whoever sent it is told. */
function refusalOf(body: unknown): unknown {
  try {
    readJsonLines(body);
  } catch (thrown) {
    const { code, details } = thrown as { readonly code: string; readonly details: object };
    return { code, ...details };
  }
  return 'taken';
}
const refused = (details: object) => ({ code: 'registry.record-refused', ...details });

describe('IBR-024: the lines of an upload', () => {
  it('are the records in their order, with either line end, blank lines between and a mark in front', () => {
    const [one, other] = [person('p1'), person('p2', 'نجاة')];
    for (const text of [
      lines(one, other),
      `${lines(one)}\r\n${lines(other)}\r\n`,
      `\n\n${lines(one)}\n \t \n${lines(other)}\n\n`,
      `\ufeff${lines(one, other)}`,
    ]) {
      expect(read(text)).toEqual([one, other]);
    }
    expect(read('')).toEqual([]);
  });

  it('are read as they were written, whatever names people have', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => /^\P{C}+$/u.test(text));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const records = names.map((one, at) => person(`p${at}`, one));
        expect(read(lines(...records))).toEqual(records);
      }),
    );
  });

  it('come in portions, none of them lost, and none given before all were looked at', () => {
    const many = Array.from({ length: 1201 }, (_one, at) => person(`p${at}`));
    const portions = readJsonLines(Buffer.from(lines(...many)));
    expect(portions.map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(portions.flat()).toEqual(many);
    const broken = lines(...many, { kind: 'person', key: '' });
    expect(refusalOf(Buffer.from(broken))).toMatchObject(refused({ record: 1202 }));
  });

  it.each([
    ['text', '{"kind"', 3],
    ['two records on one line', `${lines(person('p3'))} ${lines(person('p4'))}`, 3],
    ['a comma behind it', `${lines(person('p3'))},`, 3],
    ['NaN', '{"kind":"person","key":NaN}', 3],
  ])('are refused with the line as an editor counts it: %s', (_what, line, at) => {
    const text = `${lines(person('p1'))}\n\n${line}\n${lines(person('p2'))}`;
    expect(refusalOf(Buffer.from(text))).toEqual(refused({ line: at, where: 'not-json' }));
  });

  it.each<[string, unknown]>([
    ['a list', [person('p2')]],
    ['null', null],
    ['a kind that there is not', { ...person('p2'), kind: 'animal' }],
    ['a key that is a number', { ...person('p2'), key: 7 }],
    ['NUL in a name', person('p2', 'Ami\u0000na')],
    ['half a character in a name', person('p2', 'Amina\ud83d')],
  ])('are refused with the number of the record, and with nobody’s data: %s', (_what, record) => {
    const refusal = refusalOf(Buffer.from(lines(person('p1'), record)));
    expect(refusal).toMatchObject(refused({ record: 2, where: expect.stringMatching(/^\//) }));
    expect(JSON.stringify(refusal)).not.toMatch(/Amina|Otieno/);
  });

  it.each<[string, unknown, string]>([
    ['Latin-1', Buffer.from(lines(person('p1', 'José')), 'latin1'), 'not-utf-8'],
    ['UTF-16', Buffer.from(lines(person('p1')), 'utf16le'), 'not-json'],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${lines(person('p1'))}`, 'utf16le'), 'not-utf-8'],
    ['a letter cut in two', Buffer.from('"é').subarray(0, 2), 'not-utf-8'],
    ['a body that was read as JSON', { kind: 'person' }, 'octet-stream-wanted'],
    ['text', lines(person('p1')), 'octet-stream-wanted'],
    ['nothing', undefined, 'octet-stream-wanted'],
  ])('are not guessed at when the body is %s', (_what, body, where) => {
    expect(refusalOf(body)).toMatchObject(refused({ where }));
  });
});
