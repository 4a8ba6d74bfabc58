import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { ErrorState } from '../src/components/ErrorState.js';
import { fakeApi } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';

afterEach(cleanup);
jest.setTimeout(30_000);

const problem = { code: 'platform.reason-needed', status: 403, details: {} } as const;

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
});
