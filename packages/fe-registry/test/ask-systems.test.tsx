import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AskedSource } from '@interlink/contracts/exchange/refresh';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { PersonPage } from '../src/pages/PersonPage.js';
import { axeViolations, ID, lookFor, person, READER, renderPage, service } from './support/render.js';

const PERSON = 'GET /registry/people/*';
const REFRESH = 'POST /registry/people/*/refresh';

const said = (source: string, over: Partial<AskedSource>): AskedSource => ({
  ...{ source, name: source, outcome: 'unchanged', records: 1 },
  ...over,
});

async function open(api: ReturnType<typeof service>) {
  const view = renderPage(<PersonPage />, api, { rights: READER, params: { id: ID } });
  lookFor('case');
  await screen.findByRole('heading', { level: 1, name: 'Amina Wanjiru' });
  return view;
}
const askAgain = () => userEvent.click(screen.getByRole('button', { name: 'Ask the systems again' }));
const answers = async () => {
  const table = await screen.findByRole('table', { name: 'What each system said' });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);
};

describe('IBR-020: asking the systems about a person again', () => {
  it('shows what came of each, in words, and reads the person again when something was new', async () => {
    const sources = [
      said('openIMIS', { outcome: 'read' }),
      said('Clinic', { records: 0 }),
      said('Food relief agency', { outcome: 'refused', reason: 'other-person', records: 0 }),
      said('Farmers', { outcome: 'not-agreed', reason: 'suspended', records: 0 }),
    ];
    const api = service({ [REFRESH]: () => ({ sources }) });
    const { container } = await open(api);
    await askAgain();
    expect(await answers()).toEqual([
      'openIMISSomething new, which is kept1',
      'ClinicKnows nobody by this person’s number0',
      'Food relief agencyNot taken (it spoke of somebody else)0',
      'FarmersNot agreed (suspended)0',
    ]);
    await waitFor(() => expect(api.callsOf(PERSON)).toHaveLength(2));
    expect(api.callsOf(REFRESH)[0]?.body).toEqual({ purpose: 'case' });
    expect(await axeViolations(container)).toEqual([]);
  });

  it('asks anew each time, and leaves what is shown when nothing is new', async () => {
    const api = service({ [REFRESH]: () => ({ sources: [said('openIMIS', {})] }) });
    await open(api);
    await askAgain();
    expect(await answers()).toEqual(['openIMISNothing new1']);
    await askAgain();
    await waitFor(() =>
      expect(new Set(api.callsOf(REFRESH).map(({ header }) => header('idempotency-key'))).size).toBe(2),
    );
    expect(api.callsOf(PERSON)).toHaveLength(1);
  });

  it('says why nobody could be asked', async () => {
    await open(service({ [REFRESH]: () => refuse(404, 'registry.person-not-found') }));
    await askAgain();
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('is not there for a past day: what is asked is how things stand now', async () => {
    const past = person({ asOf: '2025-01-01' });
    const api = service({ [PERSON]: () => past });
    renderPage(<PersonPage />, api, { rights: READER, params: { id: ID }, search: '?asOf=2025-01-01' });
    lookFor('case');
    await screen.findByText(/Nothing can be decided here/);
    expect(screen.queryByRole('button', { name: 'Ask the systems again' })).toBeNull();
  });
});
