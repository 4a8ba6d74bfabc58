import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { checked, journey, JOURNEY_ID, step } from './support/journeys.js';
import { PROGRAMMES, renderPage } from './support/render.js';

const MOST = 25;
const fields = () => [...document.querySelectorAll('[data-field]')].map((field) => field.getAttribute('data-field'));

async function fieldsOfDesk(shown: ReturnType<typeof journey>, at: string) {
  const api = fakeApi({ 'GET /enrolment/journeys/*': () => shown });
  const { unmount } = renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID } });
  await waitFor(() => expect(document.querySelector('[aria-current]')?.getAttribute('data-step')).toBe(at));
  const found = fields();
  unmount();
  return found;
}

describe('A journey at the desk', () => {
  it('asks for at most 25 fields from the search to the submission, a proxy and two witnesses included', async () => {
    const api = fakeApi({ 'GET /enrolment/programmes': () => PROGRAMMES });
    const { unmount } = renderPage(<DeskPage />, api);
    const asked = fields();
    await userEvent.click(screen.getByRole('button', { name: 'New person, do not search' }));
    await userEvent.click(await screen.findByRole('checkbox'));
    asked.push(...fields());
    unmount();
    const done = (['civil-status', 'eligibility'] as const).map((name) => step(name, { status: 'passed' }));
    asked.push(
      ...(await fieldsOfDesk(journey(), 'consent')),
      ...(await fieldsOfDesk(
        journey({ state: 'checking', allowedActions: ['check-account'], steps: done }),
        'account',
      )),
      ...(await fieldsOfDesk(checked(), 'review')),
    );
    const ofWitnesses = 4;
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.length + ofWitnesses).toBeLessThanOrEqual(MOST);
  });
});
