import fc from 'fast-check';
import { codeOf, isAck, itemsOf, show, tokenOf, verifies } from '../../src/cli/self-test/answers.js';

const answer = (body: object, status = 200) => ({ status, body: body as Readonly<Record<string, unknown>> });

describe('what a service under test answers', () => {
  it('is told by its first code, in whichever of the documented shapes it stands', () => {
    const error = { code: 'err.request.bad' };
    const item = { status: 'rjct', status_reason_code: 'rjct.filter.invalid' };
    for (const [body, code] of [
      [{ errors: [error] }, error.code],
      [{ message: { ack_status: 'ERR', error } }, error.code],
      [{ message: { search_response: [{ status: 'succ' }, item] } }, item.status_reason_code],
      [{ errors: [], message: { error } }, error.code],
      [{ message: { search_response: [{ status: 'succ', status_reason_code: 'x' }] } }, undefined],
      [{ errors: [{ code: 7 }] }, undefined],
    ] as const) {
      expect(codeOf(answer(body))).toBe(code);
    }
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['null for its message', { message: null }],
    ['a text for its message', { message: 'ACK' }],
    ['null among its items', { message: { search_response: [null, { status: 'succ' }, 'x', 7] } }],
    ['a state that would not be written', { message: { search_response: [{ status: { toString: 1 } }] } }],
    ['no list of items', { message: { search_response: { status: 'succ' } } }],
    ['null for its errors', { errors: null, message: null }],
    ['null among its errors', { errors: [null] }],
    ['null for its error', { message: { error: null } }],
  ])('is told, and ends no test, when it is %s', (_what, body) => {
    expect([isAck(answer(body)), codeOf(answer(body)), tokenOf(answer(body))]).toEqual([false, undefined, '']);
    expect(show(answer(body))).toMatch(/^status 200, no code/);
  });

  it('never fails, whatever it is', () => {
    const name = fc.constantFrom('message', 'errors', 'error', 'search_response', 'ack_status', 'code', 'status');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree), fc.integer({ min: 0, max: 599 }), (body, status) => {
        const one = answer(body, status);
        expect(itemsOf(one).every((item) => typeof item === 'object')).toBe(true);
        expect([typeof isAck(one), typeof show(one), typeof tokenOf(one)]).toEqual(['boolean', 'string', 'string']);
        expect(['string', 'undefined']).toContain(typeof codeOf(one));
      }),
    );
  });

  it('S13: is shown by status and code, never by what a record says', () => {
    const items = [{ status: 'succ', data: { reg_records: [{ name: 'Mercy Omondi' }] } }];
    expect(show(answer({ message: { search_response: items } }))).toBe('status 200, no code, succ');
    expect(show(answer({}, 0))).toBe('nobody answered');
  });

  it.each([
    ['without a signature', {}],
    ['with one that is no text', { signature: { alg: 'none' } }],
    ['with one that is none', { signature: 'a.b.c' }],
  ])('is vouched for by nobody %s, whatever keys are published', async (_what, body) => {
    for (const published of [{ keys: [] }, {}, { keys: 'many' }]) {
      expect(await verifies(answer(body), answer(published))).toBe(false);
    }
  });
});
