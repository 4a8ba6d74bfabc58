/** @jest-environment node */
import fc from 'fast-check';
import { defineRequest, requestReducer, type RequestState } from '../src/store/request.js';
import { ofSubject, perSubject } from '../src/store/subject.js';

interface Asked {
  readonly who: string;
  readonly page: number;
}
const load = defineRequest<Asked, string[]>('OF');
const problem = { code: 'platform.conflict', status: 412, details: {} } as const;
const join = requestReducer(load, (before: string[] | undefined, page, { page: number }) =>
  number === 1 ? page : [...(before ?? []), ...page],
);
/** A page of somebody is still of that one. */
const reduce = perSubject(load, join, ({ who }) => who);
const play = (...actions: { readonly type: string }[]) =>
  actions.reduce<RequestState<string[]> | undefined>((state, action) => reduce(state, action), undefined);
const of = (who: string, page = 1): Asked => ({ who, page });

describe('A slice that is about one thing at a time', () => {
  const known = [load.ask(of('amina')), load.answered(of('amina'), ['amina 1'])];

  it('keeps no page of one before those of another that begin in the middle', () => {
    const later = [load.ask(of('baraka', 2)), load.answered(of('baraka', 2), ['baraka 2'])];
    expect(play(...known, ...later)?.value).toEqual(['baraka 2']);
  });

  it('tells two things apart by what they are, not by which object says it', () => {
    const byFilter = perSubject(load, requestReducer(load), ({ who }) => ({ filter: { who } }));
    const first = byFilter(undefined, load.answered(of('amina'), ['x']));
    expect(byFilter(first, load.ask(of('amina'))).value).toEqual(['x']);
    expect(byFilter(first, load.ask(of('baraka'))).value).toBeUndefined();
  });

  it('S13: never shows a row of another, in whatever order people ask and are answered', () => {
    const who = fc.constantFrom('amina', 'baraka', 'chanda');
    const turn = fc.record({ who, page: fc.integer({ min: 1, max: 3 }), how: fc.constantFrom('answered', 'refused') });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 20 }), (turns) => {
        let state: RequestState<string[]> | undefined;
        for (const { who: asked, page, how } of turns) {
          const args = of(asked, page);
          state = reduce(state, load.ask(args));
          expect(state.value?.every((row) => row.startsWith(asked)) ?? true).toBe(true);
          state = reduce(
            state,
            how === 'answered' ? load.answered(args, [`${asked} ${page}`]) : load.refused(args, problem),
          );
          expect(state.value?.every((row) => row.startsWith(asked)) ?? true).toBe(true);
        }
      }),
    );
  });
});

describe('What became of an act on one of several things', () => {
  it('is asked of nobody where nothing was done', () => {
    const isMeant = jest.fn(() => true);
    expect(ofSubject({ status: 'idle' }, isMeant)).toEqual({ status: 'idle' });
    expect(isMeant).not.toHaveBeenCalled();
  });
});
