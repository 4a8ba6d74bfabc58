import { runSaga } from 'redux-saga';
import { ApiError, isErrorCode, problemText, toProblem, type ApiProblem } from '../src/api-problem.js';
import { kindOf, needsConfirmation } from '../src/confirmation.js';
import { directionOf } from '../src/direction.js';
import { toUiLanguage } from '../src/language.js';
import { randomId } from '../src/random-id.js';
import { requestSaga } from '../src/store/request-saga.js';
import { defineStore, HOST_LOGOUT } from '../src/store/module-store.js';
import { defineRequest, requestReducer } from '../src/store/request.js';

const load = defineRequest<{ readonly page: number }, string[]>('THINGS');
const other = defineRequest<{ readonly page: number }, string[]>('OTHERS');
const problem: ApiProblem = { code: 'platform.conflict', status: 412, details: {} };

describe('A request in the store', () => {
  const reduce = requestReducer(load);

  it('has the three actions of the host’s convention', () => {
    expect([load.REQ, load.RESP, load.ERR]).toEqual(['THINGS_REQ', 'THINGS_RESP', 'THINGS_ERR']);
    expect(load.ask({ page: 1 })).toEqual({ type: 'THINGS_REQ', payload: { page: 1 } });
  });

  it('is idle, loading, then done with its answer', () => {
    const idle = reduce(undefined, { type: '@@INIT' });
    const loading = reduce(idle, load.ask({ page: 1 }));
    const done = reduce(loading, load.answered({ page: 1 }, ['a']));
    expect([idle.status, loading.status, done]).toEqual([
      'idle',
      'loading',
      { status: 'done', value: ['a'], asked: { page: 1 } },
    ]);
  });

  it('keeps the last answer while it is asked again, and when that is refused', () => {
    const done = reduce(undefined, load.answered({ page: 1 }, ['a']));
    const again = reduce(done, load.ask({ page: 2 }));
    expect(again).toEqual({ status: 'loading', value: ['a'], asked: { page: 2 } });
    expect(reduce(again, load.refused({ page: 2 }, problem))).toEqual({
      status: 'failed',
      value: ['a'],
      problem,
      asked: { page: 2 },
    });
  });

  it('forgets an old refusal as soon as it is asked again', () => {
    const failed = reduce(undefined, load.refused({ page: 1 }, problem));
    expect(reduce(failed, load.ask({ page: 1 })).problem).toBeUndefined();
  });

  it('joins a next page to the one before when it is told how', () => {
    const pages = requestReducer(load, (before, page, { page: number }) =>
      number === 1 ? page : [...(before ?? []), ...page],
    );
    const first = pages(undefined, load.answered({ page: 1 }, ['a']));
    expect(pages(first, load.answered({ page: 2 }, ['b'])).value).toEqual(['a', 'b']);
    expect(pages(first, load.answered({ page: 1 }, ['c'])).value).toEqual(['c']);
  });

  it('does not move for the actions of another', () => {
    const done = reduce(undefined, load.answered({ page: 1 }, ['a']));
    for (const action of [
      other.ask({ page: 1 }),
      other.answered({ page: 1 }, ['x']),
      other.refused({ page: 1 }, problem),
    ]) {
      expect(reduce(done, action)).toBe(done);
    }
  });
});

describe('A saga of a request', () => {
  const play = async (effect: (args: { readonly page: number }) => Promise<string[]>) => {
    const put: unknown[] = [];
    await runSaga(
      { dispatch: (action: unknown) => put.push(action) },
      requestSaga(load, effect),
      load.ask({ page: 3 }),
    ).toPromise();
    return put;
  };

  it('puts the answer, with what was asked', async () => {
    expect(await play(async ({ page }) => [`page ${page}`])).toEqual([load.answered({ page: 3 }, ['page 3'])]);
  });

  it('puts a refusal of the service as it is', async () => {
    expect(await play(() => Promise.reject(new ApiError(problem)))).toEqual([load.refused({ page: 3 }, problem)]);
  });

  it('ends in a refusal also for a mistake of ours, and never throws', async () => {
    const [action] = await play(() => Promise.reject(new TypeError('x is undefined')));
    expect(action).toEqual(load.refused({ page: 3 }, { code: 'unknown', status: 0, details: {} }));
  });
});

describe('A problem', () => {
  it('S13: of a stranger says nothing of what was thrown', () => {
    expect(JSON.stringify(toProblem(new Error('marker-4711')))).not.toContain('marker');
    expect(toProblem('thrown text')).toEqual({ code: 'unknown', status: 0, details: {} });
  });

  it('has words of the catalogue in each language, or none', () => {
    expect(problemText(problem, 'fr')).toContain('Rechargez');
    expect(problemText(problem, 'ar')).toMatch(/[\u0600-\u06ff]/);
    expect(problemText({ code: 'lost', status: 0, details: {} }, 'en')).toBeUndefined();
  });

  it.each([
    ['platform.conflict', true],
    ['nginx', false],
    ['toString', false],
    [undefined, false],
    [412, false],
  ])('with the code %j is of the catalogue: %s', (code, isOurs) => {
    expect(isErrorCode(code)).toBe(isOurs);
  });
});

describe('A refusal that a confirmation gets out of the way (S7)', () => {
  it.each([
    ['platform.confirmation-needed', true],
    ['platform.second-factor-needed', true],
    ['platform.confirmation-refused', false],
    ['platform.confirmation-locked', false],
    ['platform.forbidden', false],
  ] as const)('is %s: %s', (code, expected) => {
    expect(needsConfirmation({ code, status: 403, details: {} })).toBe(expected);
    expect(needsConfirmation(undefined)).toBe(false);
  });

  it.each([
    [{}, 'password'],
    [{ secondFactor: false }, 'password'],
    [{ secondFactor: 'true' }, 'password'],
    [{ secondFactor: true }, 'code'],
    [{ secondFactor: true, enrolled: true }, 'code'],
    [{ secondFactor: true, enrolled: false }, 'new-authenticator'],
  ])('S11: with %j asks for the %s', (details, kind) => {
    expect(kindOf({ code: 'platform.confirmation-needed', status: 403, details })).toBe(kind);
  });
});

describe('The language of the user', () => {
  it.each([
    ['ar', 'ar', 'rtl'],
    ['AR-eg', 'ar', 'rtl'],
    ['fr-CH', 'fr', 'ltr'],
    ['en', 'en', 'ltr'],
    ['sw', 'en', 'ltr'],
    ['', 'en', 'ltr'],
    [undefined, 'en', 'ltr'],
  ] as const)('of %j is %s, read %s', (code, language, direction) => {
    expect(toUiLanguage(code)).toBe(language);
    expect(directionOf(language)).toBe(direction);
  });
});

describe('A random id', () => {
  it('S4: is a UUID of version 4, and never the same twice', () => {
    const ids = Array.from({ length: 500 }, randomId);
    expect(new Set(ids).size).toBe(500);
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
  });
});

describe('The store of a module', () => {
  const others = defineRequest<undefined, string>('OTHERS');
  const { reducer } = defineStore('mod', { things: requestReducer(load), others: requestReducer(others) });
  const idle = reducer(undefined, { type: '@@INIT' });

  it('begins with every slice idle', () => {
    expect(idle).toEqual({ things: { status: 'idle' }, others: { status: 'idle' } });
  });

  it('gives an action to the slice that it is for', () => {
    const { things, others: untouched } = reducer(idle, load.answered({ page: 1 }, ['a']));
    expect(things).toMatchObject({ status: 'done', value: ['a'] });
    expect(untouched).toBe(idle.others);
  });

  it('S2: forgets everything when somebody logs out: the next one at the screen may see less', () => {
    const known = reducer(idle, load.answered({ page: 1 }, ['a']));
    expect(reducer(known, { type: HOST_LOGOUT })).toEqual(idle);
  });

  it('stays the same object when an action is nobody’s, so that no page is drawn again', () => {
    expect(reducer(idle, { type: 'SOMETHING_ELSE' })).toBe(idle);
  });
});
