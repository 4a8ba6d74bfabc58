import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { axeViolations, enter, ID, renderPage } from './support/render.js';
import { change, DECIDING, ENTERING, PERSON, service } from './support/changes.js';

describe('The page of changes', () => {
  it('SR-027: lists what was entered and how far it is', async () => {
    renderPage(<ChangesPage />, service(), { rights: DECIDING });
    expect((await screen.findByRole('link', { name: 'Birth' })).getAttribute('href')).toContain(ID);
    expect(screen.getAllByText('Waits for a decision')).toHaveLength(2);
    expect(screen.queryByText('Enter a change')).toBeNull();
  });

  it('SR-027: shows those of one state when asked', async () => {
    const api = service();
    renderPage(<ChangesPage />, api, { rights: DECIDING });
    await userEvent.selectOptions(await screen.findByLabelText('Which changes'), 'failed');
    await waitFor(() =>
      expect(api.callsOf('GET /social-registry/changes').at(-1)?.params).toMatchObject({ state: 'failed' }),
    );
  });

  it('SR-027: enters a move of the person whose page was open, once', async () => {
    const api = service({ 'POST /social-registry/changes': () => change() });
    const { pushed } = renderPage(<ChangesPage />, api, { rights: ENTERING, search: `?person=${PERSON}` });
    enter(/^Day/, '2026-11-20');
    enter('Village', 'R1D2W1V1');
    await userEvent.dblClick(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(pushed).toContain(`/interlink/social-registry/updates/${ID}`));
    const calls = api.callsOf('POST /social-registry/changes');
    // Two presses are one wish: the service takes one key once.
    expect(new Set(calls.map((one) => one.header('idempotency-key'))).size).toBe(1);
    expect(calls[0]?.body).toEqual({
      personId: PERSON,
      happenedOn: '2026-11-20',
      channel: 'person',
      change: { event: 'move', village: 'R1D2W1V1', withHousehold: true },
      evidence: [],
    });
  });

  it('SR-027: says what is missing before anything leaves', async () => {
    const api = service();
    renderPage(<ChangesPage />, api, { rights: ENTERING, search: '?person=nobody' });
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(screen.getByText(/This is no reference of a person/)).toBeTruthy();
    expect(screen.getByText(/Write the day as/)).toBeTruthy();
    expect(screen.getByText('Please fill this in.')).toBeTruthy();
    expect(api.callsOf('POST /social-registry/changes')).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Person/)));
  });

  it('SR-027: leads to the change that is under way where another one is refused for it', async () => {
    const api = service({
      'POST /social-registry/changes': () => refuse(409, 'social-registry.change-open', { id: ID }),
    });
    renderPage(<ChangesPage />, api, { rights: ENTERING, search: `?person=${PERSON}` });
    await userEvent.selectOptions(screen.getByLabelText('What happened'), 'death');
    enter(/^Day/, '2026-11-20');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    const link = await screen.findByRole('link', { name: 'Open the change that is under way' });
    expect(link.getAttribute('href')).toContain(ID);
  });

  it('SR-027: explains why a change cannot be right', async () => {
    const api = service({
      'POST /social-registry/changes': () =>
        refuse(422, 'social-registry.change-refused', { reason: 'evidence-missing' }),
    });
    renderPage(<ChangesPage />, api, { rights: ENTERING, search: `?person=${PERSON}` });
    await userEvent.selectOptions(screen.getByLabelText('What happened'), 'death');
    enter(/^Day/, '2026-11-20');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText('This kind of change needs evidence.')).toBeTruthy();
  });

  it.each(['en', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const options = { rights: ENTERING, search: `?person=${PERSON}`, language };
    const { container } = renderPage(<ChangesPage />, service(), options);
    await screen.findAllByRole('link');
    expect(await axeViolations(container)).toEqual([]);
  });
});
