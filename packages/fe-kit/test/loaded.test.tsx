import { useEffect, useRef } from 'react';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useDispatch, useSelector } from 'react-redux';
import { all } from 'redux-saga/effects';
import { Acted } from '../src/components/Acted.js';
import { Loaded, Pages } from '../src/components/Loaded.js';
import { sagaMiddleware } from '../src/saga-middleware.js';
import { pageSagas } from '../src/store/page-saga.js';
import { defineRequest, requestReducer, type RequestState } from '../src/store/request.js';
import { fakeApi, holdBack, refuse } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';
import { arrive, axeViolations, enter, press } from './support/pages.js';

interface Things {
  readonly items: readonly string[];
  readonly next?: string;
}
type Cursor = { readonly cursor?: string | undefined };
const load = defineRequest<Cursor, Things>('THINGS');
const act = defineRequest<{ readonly key: string }, { readonly name: string }>('ACT');
const slices = { act: requestReducer(act), things: requestReducer(load) };
type Slices = { readonly act: RequestState<{ readonly name: string }>; readonly things: RequestState<Things> };

/** A page of a module as all of ours are: it asks when it opens, and acts at the press of a button. */
function ThingsPage({ refusal }: { readonly refusal?: string }) {
  const dispatch = useDispatch();
  const things = useSelector((state: Slices) => state.things);
  const acted = useSelector((state: Slices) => state.act);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => void dispatch(load.ask({})), [dispatch]);
  // As browsers do with what is disabled; jsdom leaves the keyboard there.
  useEffect(() => {
    if (acted.status === 'loading') button.current?.blur();
  }, [acted.status]);
  return (
    <main>
      <Pages of={things} empty="There is none." load={(cursor) => dispatch(load.ask({ cursor }))}>
        {(items) => (
          <ul>
            {items.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
      </Pages>
      <button
        type="button"
        ref={button}
        disabled={acted.status === 'loading'}
        onClick={() => dispatch(act.ask({ key: 'wish' }))}
      >
        Act
      </button>
      <Acted of={acted} actions={act} refusal={refusal}>
        {({ name }) => <p>{`done by ${name}`}</p>}
      </Acted>
    </main>
  );
}

function open(answers: Parameters<typeof fakeApi>[0], language = 'en', page = <ThingsPage />) {
  const api = fakeApi({ 'GET /things': () => ({ items: [] }), ...answers });
  const { latest, leading } = pageSagas('LEAVE');
  const saga = sagaMiddleware(function* () {
    yield all([
      latest(load, ({ cursor }) => api.client.get('/things', { cursor })),
      leading(act, ({ key }) => api.client.post('/acts', {}, { key })),
    ]);
  });
  const reducers = Object.entries(slices).map(([key, reducer]) => ({ key, reducer }));
  return {
    api,
    ...renderHost(page, { contributions: { reducers, middlewares: [saga] }, client: api.client, language }),
  };
}
const items = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('What a page has asked for', () => {
  it('is waited for in words, then there', async () => {
    const late = holdBack(() => ({ items: ['a'] }));
    open({ 'GET /things': late.answer });
    expect(screen.getByRole('status').textContent).toBe('Loading…');
    // That there is none is not said before it is known.
    expect(screen.queryByText('There is none.')).toBeNull();
    late.release();
    await screen.findByText('a');
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('says that there is none once that is known', async () => {
    open({});
    await screen.findByText('There is none.');
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('says why it is not there, and is asked for again', async () => {
    let isDown = true;
    const { api } = open({
      'GET /things': () => (isDown ? refuse(503, 'platform.audit-unavailable') : { items: ['a'] }),
    });
    await screen.findByRole('alert');
    expect(screen.queryByText('There is none.')).toBeNull();
    isDown = false;
    await press('Try again');
    await screen.findByText('a');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(api.callsOf('GET /things')).toHaveLength(2);
  });

  it('stays in sight while it is asked for again, and when that is refused', async () => {
    const late = holdBack(() => refuse(503, 'platform.audit-unavailable'));
    const answers = [() => ({ items: ['a'] }), late.answer];
    const { store } = open({ 'GET /things': () => answers.shift()?.() });
    await screen.findByText('a');
    store.dispatch(load.ask({}));
    expect(items()).toEqual(['a']);
    expect(screen.queryByRole('status')).toBeNull();
    late.release();
    await screen.findByRole('alert');
    expect(items()).toEqual(['a']);
  });

  it('is read on from its cursor, once, however often the button is pressed', async () => {
    const late = holdBack(() => ({ items: ['b'] }));
    const { api } = open({
      'GET /things': ({ params }) => (params.cursor === 'n1' ? late.answer() : { items: ['a'], next: 'n1' }),
    });
    const more = (await screen.findByRole('button', { name: 'Show more' })) as HTMLButtonElement;
    fireEvent.click(more);
    expect(more.disabled).toBe(true);
    fireEvent.click(more);
    late.release();
    await screen.findByText('b');
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(api.callsOf('GET /things').map(({ params }) => params.cursor)).toEqual([undefined, 'n1']);
  });

  it('WCAG 2.4.3: leaves a word where the button stood, on which the keyboard was', async () => {
    open({ 'GET /things': ({ params }) => (params.cursor === 'n1' ? { items: ['b'] } : { items: ['a'], next: 'n1' }) });
    const more = await screen.findByRole('button', { name: 'Show more' });
    expect(screen.queryByText('That is all.')).toBeNull();
    more.focus();
    fireEvent.click(more);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText('That is all.')));
  });

  it('keeps the pages that were read when the next one is refused, and asks that one again', async () => {
    const late = [() => refuse(503, 'platform.overloaded'), () => ({ items: ['b'] })];
    const { api } = open({
      'GET /things': ({ params }) => (params.cursor === 'n1' ? late.shift()?.() : { items: ['a'], next: 'n1' }),
    });
    await press('Show more');
    await screen.findByRole('alert');
    expect(items()).toEqual(['a']);
    await press('Try again');
    await screen.findByText('b');
    expect(api.callsOf('GET /things').map(({ params }) => params.cursor)).toEqual([undefined, 'n1', 'n1']);
  });

  it.each([
    ['fr', 'Chargement…', 'Réessayer'],
    ['ar', /[\u0600-\u06ff]/, 'حاول مرة أخرى'],
  ] as const)('is waited for and refused in the language of the user: %s', async (language, words, retry) => {
    const late = holdBack(() => refuse(503, 'platform.audit-unavailable'));
    const { container } = open({ 'GET /things': late.answer }, language);
    expect(screen.getByRole('status').textContent).toMatch(words);
    late.release();
    await screen.findByRole('button', { name: retry });
    expect(await axeViolations(container)).toEqual([]);
  });

  it('WCAG 2.4.3: leaves the keyboard at the way to more while there is more', async () => {
    const late = holdBack(() => ({ items: ['b'], next: 'n2' }));
    open({ 'GET /things': ({ params }) => (params.cursor === 'n1' ? late.answer() : { items: ['a'], next: 'n1' }) });
    await press('Show more');
    // As browsers do with what is disabled.
    (document.activeElement as HTMLElement).blur();
    late.release();
    await screen.findByText('b');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Show more' })));
  });
});

describe('What became of an act', () => {
  const ACT = 'POST /acts';

  it('is nothing before anybody acted, and is said when it is done', async () => {
    open({ [ACT]: () => ({ name: 'ina' }) });
    await screen.findByText('There is none.');
    expect(screen.queryByText(/done by/)).toBeNull();
    await press('Act');
    await screen.findByText('done by ina');
  });

  it('is told with what more there is to say about a refusal, and about nothing else', async () => {
    const answers = [() => refuse(409, 'platform.conflict'), () => ({ name: 'ina' })];
    open({ [ACT]: () => answers.shift()?.() }, 'en', <ThingsPage refusal="Somebody else was quicker." />);
    await press('Act');
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody else was quicker.');
    await press('Act');
    await screen.findByText('done by ina');
    expect(screen.queryByText('Somebody else was quicker.')).toBeNull();
  });

  it('S7: waits for the password, and is then done by the same wish, once', async () => {
    let isConfirmed = false;
    const { api } = open({
      [ACT]: () => (isConfirmed ? { name: 'ina' } : refuse(403, 'platform.confirmation-needed')),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return {};
      },
    });
    await press('Act');
    await screen.findByRole('dialog');
    expect(screen.queryByText(/done by/)).toBeNull();
    enter('Your password', 'secret');
    await press('Confirm and go on');
    await screen.findByText('done by ina');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.callsOf(ACT).map((call) => call.header('Idempotency-Key'))).toEqual(['wish', 'wish']);
  });

  it('S7: is told as refused to who gave no password, who can act again', async () => {
    const { api } = open({ [ACT]: () => refuse(403, 'platform.confirmation-needed') });
    await press('Act');
    await screen.findByRole('dialog');
    await press('Do not do it');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // WCAG 2.4.3: where it was before the dialog came.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Act' })));
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(api.callsOf(ACT)).toHaveLength(1);
    await press('Act');
    await screen.findByRole('dialog');
  });
});

describe('A middleware of sagas', () => {
  it('misses no action, not even one before the store was whole, and runs once', async () => {
    const { api } = open({ 'GET /things': () => ({ items: ['a'] }) });
    // Asked for by the page as it opened: the root had not run by itself yet.
    await screen.findByText('a');
    await arrive();
    expect(api.callsOf('GET /things')).toHaveLength(1);
  });
});

describe('What is said of a value that nobody has', () => {
  it('is nothing: idle is neither waiting nor none', () => {
    const { container } = renderHost(<Loaded of={{ status: 'idle' }}>{() => <p>there</p>}</Loaded>);
    expect(container.textContent).toBe('');
  });
});
