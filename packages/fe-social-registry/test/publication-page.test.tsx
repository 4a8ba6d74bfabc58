import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Publication } from '@interlink/contracts/social-registry/publication';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { PublicationPage } from '../src/pages/PublicationPage.js';
import { PublicationsPage } from '../src/pages/PublicationsPage.js';
import { UploadPage } from '../src/pages/UploadPage.js';
import { axeViolations, ID, renderPage, SUPERVISOR, upload } from './support/render.js';

const ONE = `GET /social-registry/publications/${ID}`;
const GROUP = '01930000-0000-7000-8000-00000000000b';

const publication = (over: Partial<Publication> = {}): Publication => ({
  id: ID,
  state: 'running',
  total: 200,
  published: 50,
  failed: 0,
  makerLogin: 'ina.intake',
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
const noRows = { [`${ONE}/rows`]: () => ({ items: [] }) };
const render = (api: ReturnType<typeof fakeApi>, rights?: readonly number[]) =>
  renderPage(<PublicationPage />, api, { params: { id: ID }, ...(rights && { rights }) });

describe('The page of one publication', () => {
  it('must-show 2: shows how far it is, at which rate, and how long the rest takes', async () => {
    render(fakeApi({ [ONE]: () => publication({ perMinute: 30, remainingSeconds: 300 }), ...noRows }));
    await screen.findByText('25%');
    expect(screen.getByText('Households a minute').nextSibling?.textContent).toBe('30');
    expect(screen.getByText('Minutes left').nextSibling?.textContent).toBe('5');
  });

  it('says so when openIMIS refused nobody, instead of showing an empty table', async () => {
    render(fakeApi({ [ONE]: () => publication({ state: 'done', published: 200 }), ...noRows }));
    expect(await screen.findByText('openIMIS refused no household.')).toBeTruthy();
    expect(screen.getByText('All households are in openIMIS; it refused none.')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('pauses and goes on at a press', async () => {
    let state: Publication['state'] = 'running';
    const change = (to: Publication['state']) => () => publication({ state: (state = to) });
    const api = fakeApi({
      [ONE]: () => publication({ state }),
      [`POST /social-registry/publications/${ID}/pause`]: change('paused'),
      [`POST /social-registry/publications/${ID}/resume`]: change('running'),
      ...noRows,
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(await screen.findByText(/Nothing happens until somebody/)).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: 'Go on' }));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy();
  });

  it('says that it waits for the end of office hours', async () => {
    render(fakeApi({ [ONE]: () => publication({ state: 'office-hours' }), ...noRows }));
    expect(await screen.findByText(/People work in openIMIS now/)).toBeTruthy();
  });

  it('names the households that openIMIS refused and why, page by page', async () => {
    const row = (ordinal: number) => ({
      ordinal,
      householdId: GROUP,
      state: 'failed',
      people: 0,
      problem: `why-${ordinal}`,
    });
    let page = 0;
    const api = fakeApi({
      [ONE]: () => publication({ state: 'done', published: 198, failed: 2 }),
      [`${ONE}/rows`]: () =>
        (page += 1) === 1
          ? { items: [row(3), { ...row(4), problem: 'platform.openimis-refused' }], next: '3' }
          : { items: [row(9)] },
    });
    render(api);
    expect(await screen.findByText('why-3')).toBeTruthy();
    screen.getByText(/^openIMIS refused this change/);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('why-9')).toBeTruthy();
    expect(screen.getByText('why-3')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });

  it('S8: lets nobody stop it who may only read', async () => {
    render(fakeApi({ [ONE]: () => publication(), ...noRows }), SUPERVISOR);
    await screen.findByText('25%');
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });

  it('shows what the service refuses', async () => {
    render(fakeApi({ [ONE]: () => refuse(404, 'social-registry.not-found'), ...noRows }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it.each(['en', 'ar'] as const)('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const items = [{ ordinal: 1, householdId: GROUP, state: 'published', people: 4, groupId: GROUP }];
    const api = fakeApi({ [ONE]: () => publication({ state: 'paused' }), [`${ONE}/rows`]: () => ({ items }) });
    const { container } = renderPage(<PublicationPage />, api, { params: { id: ID }, language });
    await screen.findByText(GROUP);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The page of all publications', () => {
  it('lists them and begins one of all households', async () => {
    const begun: unknown[] = [];
    const api = fakeApi({
      'GET /social-registry/publications': () => [publication({ state: 'done', published: 200 })],
      'POST /social-registry/publications': (call) => {
        begun.push(call.body);
        return publication();
      },
    });
    renderPage(<PublicationsPage />, api);
    expect(await screen.findByText('200 / 200')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Publish all households' }));
    await screen.findByRole('button', { name: 'Publish all households' });
    expect(begun).toHaveLength(1);
  });

  it('says that there is nothing yet, and why nothing can be begun', async () => {
    const api = fakeApi({
      'GET /social-registry/publications': () => [],
      'POST /social-registry/publications': () => refuse(422, 'social-registry.nothing-to-publish'),
    });
    renderPage(<PublicationsPage />, api);
    expect(await screen.findByText(/Nothing was published yet/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Publish all households' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('The page of one upload', () => {
  it('must-show 2: offers to publish the households of the file once they are loaded', async () => {
    let body: unknown;
    const api = fakeApi({
      [`GET /social-registry/uploads/${ID}`]: () => upload({ state: 'loaded' }),
      'POST /social-registry/publications': (call) => {
        body = call.body;
        return publication({ uploadId: ID });
      },
    });
    renderPage(<UploadPage />, api, { params: { id: ID } });
    await userEvent.click(await screen.findByRole('button', { name: 'Publish into openIMIS' }));
    await screen.findByRole('button', { name: 'Publish into openIMIS' });
    expect(JSON.stringify(body)).toContain(ID);
  });

  it('publishes the first households of a file, when somebody says how many, and refuses what is no number', async () => {
    const bodies: unknown[] = [];
    const api = fakeApi({
      [`GET /social-registry/uploads/${ID}`]: () => upload({ state: 'loaded' }),
      'POST /social-registry/publications': (call) => {
        bodies.push(call.body);
        return publication();
      },
    });
    renderPage(<UploadPage />, api, { params: { id: ID } });
    const field = await screen.findByLabelText(/At most so many households/);
    await userEvent.type(field, '0');
    expect(screen.getByText('A whole number from 1, please.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Publish into openIMIS' })).toBeNull();
    await userEvent.clear(field);
    await userEvent.type(field, '2000');
    await userEvent.click(screen.getByRole('button', { name: 'Publish into openIMIS' }));
    await waitFor(() => expect(bodies).toEqual([{ uploadId: ID, most: 2000 }]));
  });
});
