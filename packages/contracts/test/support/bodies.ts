import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { changed, type Json } from '../exchange/examples';

/** A member by its path (dots; numbers are places in lists) with a value that it may, or may not, have. */
export type Change = readonly [at: string, to: Json | undefined];

interface Promises {
  /** A body that is right, with every member that may be there. */
  readonly good: Json;
  /** Members that may be left out. */
  readonly optional?: readonly string[];
  /** Changes after which it is still right. */
  readonly also?: readonly Change[];
  /** Changes that make it wrong. */
  readonly bad: readonly Change[];
  /** Whether more members are refused: so for what people and partners send, not for what we answer. */
  readonly closed: boolean;
}

/** Declares the tests of one body: what is taken, and each thing that is not. */
export function describeBody(name: string, schema: TSchema, { good, optional = [], also = [], bad, closed }: Promises) {
  const takes = (body: Json) => Value.Check(schema, body);
  describe(`the body of ${name}`, () => {
    it('is taken with all that it may hold', () => {
      expect([...Value.Errors(schema, good)]).toEqual([]);
    });

    if (optional.length > 0) {
      it.each(optional)('may go without %s', (at) => {
        expect(takes(changed(good, at))).toBe(true);
      });
    }

    const required = Object.keys(good as object).filter((member) => !optional.includes(member));
    if (required.length > 0) {
      it.each(required)('is refused without %s', (at) => {
        expect(takes(changed(good, at))).toBe(false);
      });
    }

    if (also.length > 0) {
      it.each(also)('may hold as %s also %j', (at, to) => {
        expect(takes(changed(good, at, to))).toBe(true);
      });
    }

    it.each(bad)('is refused when %s is %j', (at, to) => {
      expect(takes(changed(good, at, to))).toBe(false);
    });

    it(`${closed ? 'refuses' : 'lets pass'} a member that nobody knows`, () => {
      expect(takes(changed(good, 'memberThatNobodyKnows', 'x'))).toBe(!closed);
    });

    it.each([null, 'text', 1, [], true] as const)('is refused as %j', (body) => {
      expect(takes(body as Json)).toBe(false);
    });
  });
}

export const anId = '01890a5d-ac96-774b-bcce-b302099a8057';
export const aTime = '2026-11-24T08:00:00.000Z';
export const aHash = '0123456789abcdef'.repeat(4);
/** A text one longer than allowed. */
export const longer = (than: number) => 'x'.repeat(than + 1);
