/** @jest-environment node */
import { pageSlices, untilOver } from '../src/store/page-slices.js';
import { defineRequest } from '../src/store/request.js';

const LEAVE = 'TEST_LEAVE';
const approve = defineRequest<{ readonly id: string; readonly note?: string }, string>('APPROVE');
const problem = { code: 'platform.forbidden', status: 403, details: {} } as const;
const { perPage, untilLeft } = pageSlices(LEAVE);

describe('A slice of pages', () => {
  const refused = { status: 'failed' as const, problem, asked: { id: 'a' } };

  it('greets the next page with no refusal of the one before', () => {
    expect(perPage(approve)(refused, { type: LEAVE })).toEqual({ status: 'idle' });
    expect(perPage(approve)(refused, { type: 'ANOTHER_LEAVE' })).toBe(refused);
  });

  it('keeps what it knows while the same is asked again, whatever else is sent with it', () => {
    const done = { status: 'done' as const, value: 'approved', asked: { id: 'a' } };
    const again = approve.ask({ id: 'a', note: 'once more' });
    expect(perPage(approve)(done, again).value).toBe('approved');
    expect(perPage(approve, ({ id }) => id)(done, again).value).toBe('approved');
  });

  it('forgets what it knows of one once another is asked about', () => {
    const done = { status: 'done' as const, value: 'approved', asked: { id: 'a' } };
    expect(perPage(approve, ({ id }) => id)(done, approve.ask({ id: 'b' })).value).toBeUndefined();
  });

  it('begins anew as it was at first, whatever that is', () => {
    const counted = (state = 0, { type }: { readonly type: string }) => (type === 'ONE_MORE' ? state + 1 : state);
    expect(untilLeft(counted)(4, { type: LEAVE })).toBe(0);
    expect(untilLeft(counted)(4, { type: 'ONE_MORE' })).toBe(5);
    expect(untilOver(({ type }) => type.endsWith('_OVER'))(counted)(4, { type: 'SESSION_OVER' })).toBe(0);
  });
});
