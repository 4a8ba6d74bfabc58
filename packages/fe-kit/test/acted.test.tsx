import { act, screen } from '@testing-library/react';
import type { ApiProblem } from '../src/api-problem.js';
import { Acted } from '../src/components/Acted.js';
import { ErrorState } from '../src/components/ErrorState.js';
import { defineRequest, requestReducer, type RequestState } from '../src/store/request.js';
import { useSinceOpened } from '../src/useSinceOpened.js';
import { fakeApi } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';
import { enter, press } from './support/pages.js';

const merge = defineRequest<{ readonly id: string }, string>('MERGE');
const reduce = requestReducer(merge);
const of = (...actions: { readonly type: string }[]) =>
  actions.reduce<RequestState<string>>((state, action) => reduce(state, action), { status: 'idle' });
const refusal = (code: ApiProblem['code'], status: number): ApiProblem => ({ code, status, details: {} });
const refused = (code: ApiProblem['code'], status = 403) => of(merge.refused({ id: 'a' }, refusal(code, status)));

/** Remembers what was asked, beside the reducers of a module. */
function remembering() {
  const asked: unknown[] = [];
  const reducers = [
    {
      key: 'asked',
      reducer: (state = null, action: { readonly type: string }) => {
        if (merge.isAsked(action)) asked.push(action.payload);
        return state;
      },
    },
  ];
  return { asked, contributions: { reducers } };
}

describe('A refusal of what was decided on', () => {
  it.each([
    ['its version is another by now', 412, 'registry.person-changed'],
    ['its state does not allow it any more', 409, 'social-registry.not-ready'],
  ] as const)('offers to read it again when %s', async (_why, status, code) => {
    const read = jest.fn();
    renderHost(<ErrorState problem={refusal(code, status)} onReadAgain={read} />);
    await press('Read again');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['somebody may not', 403, 'platform.forbidden'],
    ['it cannot be right', 422, 'registry.not-linked'],
    ['no answer came', 0, 'lost'],
  ] as const)('offers no reading again when %s: what is shown is what there is', (_why, status, code) => {
    renderHost(<ErrorState problem={refusal(code, status)} onReadAgain={() => undefined} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers nothing of the kind where there is nothing to read again', () => {
    renderHost(<ErrorState problem={refusal('platform.conflict', 412)} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    ['fr', 'Relire'],
    ['ar', 'اقرأ من جديد'],
  ])('offers it in the language of the user (%s)', (language, name) => {
    renderHost(<ErrorState problem={refusal('platform.conflict', 412)} onReadAgain={() => undefined} />, { language });
    screen.getByRole('button', { name });
  });

  it('comes into sight when it comes, wherever on a long page it was pressed', () => {
    const scrolled = jest.fn();
    HTMLElement.prototype.scrollIntoView = scrolled;
    const { visit } = renderHost(<ErrorState problem={refusal('platform.conflict', 412)} />);
    expect(scrolled.mock.contexts).toEqual([screen.getByRole('alert')]);
    visit(<ErrorState problem={refusal('platform.forbidden', 403)} />);
    expect(scrolled).toHaveBeenCalledTimes(2);
    Reflect.deleteProperty(HTMLElement.prototype, 'scrollIntoView');
  });

  it('names no place that only a program can look at', () => {
    renderHost(<ErrorState problem={refusal('registry.person-changed', 412)} />);
    expect(screen.getByRole('alert').textContent).not.toContain('details');
  });
});

describe('What became of an act', () => {
  const shown = (state: RequestState<string>) => (
    <Acted of={state} actions={merge}>
      {(value) => <p>{value} is done</p>}
    </Acted>
  );

  it('is told when it happens', () => {
    const { visit } = renderHost(shown(of()));
    visit(shown(of(merge.ask({ id: 'a' }))));
    screen.getByText('Loading…');
    visit(shown(of(merge.answered({ id: 'a' }, 'It'))));
    screen.getByText('It is done');
  });

  it('does not greet who comes back: neither the word of an earlier visit nor its wish for the password (S7)', () => {
    const asking = refused('platform.confirmation-needed');
    const { unmount, visit } = renderHost(shown(of()));
    visit(shown(asking));
    screen.getByRole('dialog');
    unmount();
    renderHost(shown(asking));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alert', { hidden: true })).toBeNull();
    renderHost(shown(of(merge.answered({ id: 'a' }, 'It'))));
    expect(screen.queryByText('It is done')).toBeNull();
  });

  it('is told of one that was under way when the page was opened', () => {
    const under = of(merge.ask({ id: 'a' }));
    const { visit } = renderHost(shown(under));
    visit(shown(refused('platform.forbidden')));
    screen.getByRole('alert');
  });

  it('is not said to be done beside the refusal of the next one', () => {
    const done = merge.answered({ id: 'a' }, 'It');
    const { visit } = renderHost(shown(of()));
    visit(shown(of(done, merge.refused({ id: 'a' }, refusal('platform.conflict', 412)))));
    screen.getByRole('alert');
    expect(screen.queryByText('It is done')).toBeNull();
  });

  it('S12: the same act follows the reason that was wanted first, once', async () => {
    const { asked, contributions } = remembering();
    const api = fakeApi({ 'POST /session/reason': () => null });
    const { visit } = renderHost(shown(of()), { contributions, client: api.client });
    visit(shown(refused('platform.reason-needed')));
    enter(/Why you need more people/, 'A queue at the payment point');
    await press('Give the reason and go on');
    await act(async () => undefined);
    expect(api.callsOf('POST /session/reason')).toHaveLength(1);
    expect(asked).toEqual([{ id: 'a' }]);
  });
});

describe('A state since a part of a page was opened', () => {
  it('is idle until something happens, and then whatever happens', () => {
    const seen: string[] = [];
    const Seen = ({ state }: { readonly state: RequestState<string> }) => {
      seen.push(useSinceOpened(state).status);
      return null;
    };
    const before = refused('platform.forbidden');
    const { visit } = renderHost(<Seen state={before} />);
    visit(<Seen state={before} />);
    visit(<Seen state={of(merge.ask({ id: 'b' }))} />);
    visit(<Seen state={refused('platform.forbidden')} />);
    expect(seen).toEqual(['idle', 'idle', 'loading', 'failed']);
  });
});
