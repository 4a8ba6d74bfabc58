import { Compile } from 'typebox/compile';
import { requestEnvelopeOf } from '../../src/exchange/dci/messages';
import type { DciOperation } from '../../src/exchange/dci/role';
import { changed, readExample, type Json } from '../exchange/examples';

type Given = Json | undefined;
/** A member of a message; what it may be (undefined: it may be left out), and what it is never. */
export type Field = readonly [at: string, good: readonly Given[], bad: readonly Given[]];

export const text = (length: number) => 'x'.repeat(length);
export const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);
export const AT = '2026-03-01T09:30:00Z';
const NO_TIMES: readonly Given[] = [
  ...['2026-03-01', '2026-03-01T09:30:00', '2026-13-01T09:30:00Z', '2026-03-01 09:30:00Z', '01/03/2026', 'now', ''],
  ...['2016-12-31T23:59:60Z', '2026-03-01T09:30:00Z[Africa/Nairobi]', 1_772_357_400, null, undefined],
];
export const time = (at: string): Field => [at, [AT, '2026-03-01T12:30:00.000+03:00'], NO_TIMES];
export const shortId = (at: string): Field => [at, ['t', text(99)], ['', text(100), 7, null, undefined]];
export const longId = (at: string): Field => [at, ['r', text(255)], ['', text(256), 7, null, undefined]];
export const word = (at: string): Field => [at, [undefined, text(99)], [text(100), 7, null]];
export const reason = (at: string): Field => [at, [undefined, '', text(999)], [text(1000), 7, null]];
export const locale = (at: string): Field => [
  at,
  [undefined, 'eng', 'fra'],
  ['en', 'ENG', 'EN/GB', 'english', '', null],
];
export const status = (at: string): Field => [
  at,
  ['rcvd', 'pdng', 'succ', 'rjct'],
  ['success', 'SUCC', 'ok', '', null, undefined],
];

/** As much of a value as a person reads. */
const shown = (to: Given) => (JSON.stringify(to) ?? 'nothing').slice(0, 200);

/** Declares the test of each field of the messages to one endpoint. */
export function describeFields(file: string, operation: DciOperation, within: string, fields: readonly Field[]) {
  const example = readExample(file);
  const schema = Compile(requestEnvelopeOf(operation));
  const takes = (at: string, to: Given) => schema.Check(changed(example, `${within}${at}`, to));
  describe(`the message to ${operation} of ${file}, at ${within}`, () => {
    it.each(fields)('SR-025: has %s as the standard and our limits have it', (at, good, bad) => {
      expect(good.filter((to) => !takes(at, to)).map(shown)).toEqual([]);
      expect(bad.filter((to) => takes(at, to)).map(shown)).toEqual([]);
    });
  });
}

/** What a statement of purpose may be. */
export const purposes: readonly [good: readonly Given[], bad: readonly Given[]] = [
  [
    undefined,
    {},
    { ts: AT },
    { purpose: { text: text(999), code: text(99), ref_uri: text(999) } },
    { consent_jws: text(20_000) },
  ],
  [
    '',
    null,
    [],
    { ts: 'today' },
    { purpose: 'x' },
    { purpose: { text: text(1000) } },
    { purpose: { code: text(100) } },
    { consent_jws: '' },
    { consent_jws: text(20_001) },
  ],
];
