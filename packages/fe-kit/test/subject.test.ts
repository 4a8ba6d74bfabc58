/** @jest-environment node */
import fc from 'fast-check';
import type { ApiProblem } from '../src/api-problem.js';
import { localDay } from '../src/local-day.js';
import { defineRequest, type RequestState } from '../src/store/request.js';
import { ofSubject, pagedReducer, shownAlone, withId } from '../src/store/subject.js';

interface Filter {
  readonly state?: string | undefined;
  readonly after?: string | undefined;
}
interface List {
  readonly items: readonly number[];
  readonly next?: string;
}
const list = defineRequest<Filter, List>('LIST');
const read = defineRequest<{ readonly id: string; readonly purpose: string }, string>('READ');
const problem: ApiProblem = { code: 'platform.forbidden', status: 403, details: {} };
type Action = { readonly type: string };

const play = <R>(reduce: (state: RequestState<R> | undefined, action: Action) => RequestState<R>, actions: Action[]) =>
  actions.reduce<RequestState<R>>((state, action) => reduce(state, action), { status: 'idle' });

describe('A list of which more can be asked', () => {
  const reduce = pagedReducer(list, 'after');
  const asked = (filter: Filter, page: List) => [list.ask(filter), list.answered(filter, page)];

  it('is all of its pages in their order, however it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer()), { minLength: 1 }), (pages) => {
        const actions = pages.flatMap((items, at) =>
          asked({ state: 'open', ...(at > 0 && { after: String(at) }) }, { items }),
        );
        expect(play(reduce, actions).value?.items).toEqual(pages.flat());
      }),
    );
  });

  it('ends with the page that names no next one', () => {
    const first = asked({}, { items: [1], next: 'b' });
    expect(play(reduce, first).value?.next).toBe('b');
    expect(play(reduce, [...first, ...asked({ after: 'b' }, { items: [2] })]).value).toEqual({ items: [1, 2] });
  });

  it('begins anew without a cursor', () => {
    const actions = [...asked({}, { items: [1], next: 'b' }), ...asked({}, { items: [3] })];
    expect(play(reduce, actions).value?.items).toEqual([3]);
  });

  it('stays while the same is asked again, and while its next page is refused', () => {
    const first = asked({}, { items: [1], next: 'b' });
    expect(play(reduce, [...first, list.ask({})]).value?.items).toEqual([1]);
    const refused = play(reduce, [...first, list.ask({ after: 'b' }), list.refused({ after: 'b' }, problem)]);
    expect(refused).toMatchObject({ status: 'failed', value: { items: [1] }, problem });
  });

  it('of another filter is another list, also when that one is refused', () => {
    const open = asked({ state: 'open' }, { items: [1] });
    const wanted = { state: 'failed' };
    expect(play(reduce, [...open, list.ask(wanted)]).value).toBeUndefined();
    expect(play(reduce, [...open, list.ask(wanted), list.refused(wanted, problem)]).value).toBeUndefined();
  });
});

describe('S6: what was read for one purpose', () => {
  const reduce = shownAlone(read);
  const one = { id: 'a', purpose: 'fraud' };
  const answered = [read.ask(one), read.answered(one, 'all of it')];

  it('stays while it is read again for the same', () => {
    expect(play(reduce, [...answered, read.ask({ ...one })]).value).toBe('all of it');
  });

  it.each([
    ['for another purpose', { id: 'a', purpose: 'enrolment' }],
    ['of somebody else', { id: 'b', purpose: 'fraud' }],
  ])('is gone as soon as it is asked %s, and does not come back with a refusal', (_what, asked) => {
    expect(play(reduce, [...answered, read.ask(asked)])).toEqual({ status: 'loading', value: undefined, asked });
    expect(play(reduce, [...answered, read.ask(asked), read.refused(asked, problem)]).value).toBeUndefined();
  });

  it('is told of who is meant alone', () => {
    const state = play(reduce, answered);
    expect(ofSubject(state, withId('a'))).toBe(state);
    expect(ofSubject(state, withId('b'))).toEqual({ status: 'idle' });
    expect(ofSubject({ status: 'idle' }, withId('a'))).toEqual({ status: 'idle' });
  });
});

describe('The day it is', () => {
  /** A clock of a country whose midnight is another one than that of UTC. */
  const clock = (utc: string, local: readonly [year: number, month: number, date: number]) =>
    Object.assign(new Date(utc), {
      getFullYear: () => local[0],
      getMonth: () => local[1] - 1,
      getDate: () => local[2],
    });

  it.each([
    ['in Nairobi, after midnight', '2026-11-28T22:30:00Z', [2026, 11, 29], '2026-11-29'],
    ['in Lima, in the evening', '2027-01-01T02:00:00Z', [2026, 12, 31], '2026-12-31'],
    ['where the year is new already', '2026-12-31T21:00:00Z', [2027, 1, 1], '2027-01-01'],
  ] as const)('is that of the place: %s', (_where, utc, local, day) => {
    expect(localDay(clock(utc, local))).toBe(day);
  });

  it('is a day as the API writes it, whenever it is', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true }), (now) => {
        expect(localDay(now)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(new Date(`${localDay(now)}T00:00`).getDate()).toBe(now.getDate());
      }),
    );
  });
});
