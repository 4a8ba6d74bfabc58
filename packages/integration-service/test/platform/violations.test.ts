import { Type, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { violationsOf } from '../../src/platform/http/violations.js';

const told = (schema: TSchema, value: unknown) => violationsOf([...Compile(schema).Errors(value)], 'body');
const State = Type.Union([Type.Literal('open'), Type.Literal('closed')]);

describe('What a caller is told of a request that is not as expected', () => {
  it.each([
    ['a choice of literals', State],
    ['an enumeration', Type.Enum(['open', 'closed'])],
  ])('names what may be chosen, once: %s', (_what, state) => {
    expect(told(Type.Object({ state }), { state: 'marker-4711' })).toEqual([
      { path: 'body/state', message: 'must be one of: open, closed' },
    ]);
  });

  it('tells the other rule beside the list where a choice has one', () => {
    const schema = Type.Union([Type.Literal('all'), Type.String({ pattern: '^b' })]);
    expect(told(schema, 'x')).toEqual([
      { path: 'body', message: 'must be one of: all' },
      { path: 'body', message: 'must match pattern "^b"' },
    ]);
  });

  it('names each place of several, and what nobody asked for', () => {
    const schema = Type.Object({ most: Type.Integer({ minimum: 3 }), state: State }, { additionalProperties: false });
    expect(told(schema, { most: 1, state: 'x', more: 1 })).toEqual(
      expect.arrayContaining([
        { path: 'body/more', message: 'is not expected here' },
        { path: 'body/most', message: 'must be >= 3' },
        { path: 'body/state', message: 'must be one of: open, closed' },
      ]),
    );
  });

  it('is never without a word', () => {
    const broken = [{ keyword: 'anyOf', instancePath: '/a' }];
    expect(violationsOf(broken)).toEqual([{ path: '/a', message: 'is not as expected' }]);
  });
});
