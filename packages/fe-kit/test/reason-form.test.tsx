import { fireEvent, screen, waitFor } from '@testing-library/react';
import { ErrorState } from '../src/components/ErrorState.js';
import { fakeApi, holdBack, refuse } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';
import { arrive, axeViolations, enter } from './support/pages.js';

const problem = { code: 'platform.reason-needed', status: 403, details: {} } as const;

const REASON = 'POST /session/reason';
const LABEL = 'Why you need more people today';
const give = () => fireEvent.click(screen.getByRole('button', { name: 'Give the reason and go on' }));
function open(answer: () => unknown, onRetry?: () => void) {
  const api = fakeApi({ [REASON]: answer });
  return { api, ...renderHost(<ErrorState problem={problem} onRetry={onRetry} />, { client: api.client }) };
}

describe('A refusal for very many people in a day', () => {
  it('S12: takes a reason in place and then tries again', async () => {
    const api = fakeApi({ 'POST /session/reason': () => ({}) });
    const onRetry = jest.fn();
    renderHost(<ErrorState problem={problem} onRetry={onRetry} />, { client: api.client });
    const give = screen.getByRole('button', { name: 'Give the reason and go on' });
    expect(give.hasAttribute('disabled')).toBe(true);
    fireEvent.change(screen.getByLabelText('Why you need more people today'), {
      target: { value: ' Flood relief list ' },
    });
    fireEvent.click(give);
    await waitFor(() => expect(onRetry).toHaveBeenCalledTimes(1));
    expect(api.calls[0]?.body).toEqual({ reason: 'Flood relief list' });
  });

  it('S12: shows no such form for any other refusal', () => {
    renderHost(<ErrorState problem={{ ...problem, code: 'platform.forbidden' }} />);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('S12: says that a reason could not be kept, leaves it to be sent again, and does not go on', async () => {
    let isDown = true;
    const onRetry = jest.fn();
    const { container } = open(() => (isDown ? refuse(503, 'platform.audit-unavailable') : {}), onRetry);
    enter(LABEL, 'Flood relief list');
    give();
    await waitFor(() => expect(screen.getByLabelText(LABEL).getAttribute('aria-invalid')).toBe('true'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(LABEL)));
    expect(screen.getByRole('alert').textContent).toContain('nothing was shown');
    expect(onRetry).not.toHaveBeenCalled();
    expect(await axeViolations(container)).toEqual([]);
    isDown = false;
    give();
    await waitFor(() => expect(onRetry).toHaveBeenCalledTimes(1));
  });

  it('S12: says that a reason is kept where nothing goes on by itself', async () => {
    open(() => ({}));
    enter(LABEL, 'Flood relief list');
    give();
    const kept = await screen.findByRole('status');
    expect(kept.textContent).toBe('Your reason is kept. Repeat what you wanted to do.');
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement).toBe(kept);
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('S13: asks for nobody again when the page was left while the reason was on its way', async () => {
    const late = holdBack(() => ({}));
    const onRetry = jest.fn();
    const { unmount } = open(late.answer, onRetry);
    enter(LABEL, 'Flood relief list');
    give();
    unmount();
    late.release();
    await arrive();
    expect(onRetry).not.toHaveBeenCalled();
  });

  it('S12: takes no reason that says nothing, and one only once', async () => {
    const late = holdBack(() => ({}));
    const { api } = open(late.answer);
    for (const short of ['', 'needed', '    nine ch    ']) {
      enter(LABEL, short);
      give();
    }
    expect(api.calls).toEqual([]);
    enter(LABEL, 'ten chars.');
    give();
    give();
    late.release();
    await screen.findByRole('status');
    expect(api.calls).toHaveLength(1);
  });
});
