import { screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { onReturn } from '../src/identity-channel.js';
import { IdentityReturnPage } from '../src/pages/IdentityReturnPage.js';
import { journey, JOURNEY_ID, step } from './support/journeys.js';
import { axeViolations, renderPage } from './support/render.js';

const COMPLETE = 'POST /enrolment/identity/completions';
const done = () =>
  journey({ state: 'checking', steps: [step('identity', { status: 'passed', askedOf: 'national-id', attempts: 1 })] });
const open = (api: ReturnType<typeof fakeApi>, search: string) => renderPage(<IdentityReturnPage />, api, { search });

describe('The page where the national ID sends the person back', () => {
  it('hands over code and state once, takes them out of the address, and says that it can be closed', async () => {
    const api = fakeApi({ [COMPLETE]: done });
    const { pushed } = open(api, '?code=c1&state=s1');
    // WCAG 4.1.3: what became of it is said aloud.
    expect((await screen.findByText(/You can close this page/)).closest('[role=status]')).not.toBeNull();
    expect(api.callsOf(COMPLETE).map(({ body }) => body)).toEqual([{ state: 's1', code: 'c1' }]);
    expect(pushed).toEqual(['/interlink/enrolment/identity']);
  });

  it('tells the desk, which waits in another window', async () => {
    const told = jest.fn();
    const stop = onReturn(JOURNEY_ID, told);
    const heard = new Promise((resolve) => window.addEventListener('storage', resolve, { once: true }));
    open(fakeApi({ [COMPLETE]: done }), '?code=c1&state=s1');
    await screen.findByText(/You can close this page/);
    if (typeof BroadcastChannel === 'function') await waitFor(() => expect(told).toHaveBeenCalled());
    else {
      // Writing wakes other windows only; this one is told as a browser would tell another.
      const event = { key: 'interlink-enrolment-identity', newValue: JOURNEY_ID };
      window.dispatchEvent(Object.assign(new Event('storage'), event));
      await heard;
      expect(told).toHaveBeenCalledTimes(1);
    }
    stop();
  });

  it('hands over the refusal of the person and says what to do', async () => {
    const failed = () =>
      journey({
        state: 'authenticating',
        steps: [
          step('identity', { status: 'failed', reasons: ['consent-refused'], advice: 'use-documents-and-witnesses' }),
        ],
      });
    const api = fakeApi({ [COMPLETE]: failed });
    open(api, '?error=access_denied&state=s1');
    await screen.findByText('The person did not agree to share the answer.');
    expect(screen.getByText(/two witnesses/)).toBeTruthy();
    expect(api.callsOf(COMPLETE)[0]?.body).toEqual({ state: 's1', error: 'access_denied' });
  });

  it('says what to do when the answer was used before', async () => {
    open(fakeApi({ [COMPLETE]: () => refuse(409, 'verification.authentication-unknown') }), '?code=c1&state=s1');
    expect((await screen.findByRole('alert')).textContent).toContain('Start the identity step again');
  });

  it('asks nobody when there is nothing in the address', async () => {
    const api = fakeApi({});
    const { container } = open(api, '');
    await screen.findByText(/nothing to do here/);
    expect(api.calls).toEqual([]);
    expect(await axeViolations(container)).toEqual([]);
  });
});
