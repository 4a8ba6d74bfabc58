import { screen, waitFor } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { arrive } from '../../fe-kit/test/support/pages.js';
import { PublicationPage } from '../src/pages/PublicationPage.js';
import { RunPage } from '../src/pages/RunPage.js';
import { UploadPage } from '../src/pages/UploadPage.js';
import { enter, ID, OFFICER, press, renderPage, SUPERVISOR, upload, words } from './support/render.js';

const SECOND = '01930000-0000-7000-8000-00000000000b';

/** What is followed while it moves: a file, a publication. Each page has acts of its own. */
const publication = (id: string) => ({
  ...{ id, state: 'paused', total: 200, published: 50, failed: 0, makerLogin: 'ina.intake' },
  ...{ createdAt: '2026-11-24T08:00:00.000Z', updatedAt: '2026-11-24T08:00:00.000Z' },
});
const FOLLOWED = [
  {
    what: 'a file',
    page: <UploadPage />,
    path: 'uploads',
    of: (id: string) => upload({ id, fileName: `file-${id.slice(-1)}.csv` }),
    button: 'Load these households',
    act: 'load',
    sign: 'Checked',
    next: 'loading',
    nextSign: 'Being loaded',
  },
  {
    what: 'a publication',
    page: <PublicationPage />,
    path: 'publications',
    of: publication,
    button: 'Go on',
    act: 'resume',
    sign: 'Paused',
    next: 'running',
    nextSign: 'Being published',
  },
] as const;

describe.each(FOLLOWED)(
  'SR-020: what was done to $what',
  ({ page, path, of, button, act: name, sign, next, nextSign }) => {
    let state: string | undefined;
    afterEach(() => (state = undefined));
    const open = (answer: () => unknown, ofSecond: () => unknown = () => of(SECOND)) => {
      const api = fakeApi({
        [`GET /social-registry/${path}/${ID}`]: () => ({ ...of(ID), ...(state !== undefined && { state }) }),
        [`GET /social-registry/${path}/${SECOND}`]: ofSecond,
        [`GET /social-registry/${path}/*/rows`]: () => ({ items: [] }),
        [`POST /social-registry/${path}/${ID}/${name}`]: answer,
      });
      return { api, host: renderPage(page, api, { params: { id: ID }, rights: OFFICER }) };
    };

    it('and was refused is not said to be refused of the next', async () => {
      const { host } = open(() => refuse(409, 'social-registry.not-ready', { state: 'done' }));
      await press(button);
      await screen.findByText(/Its state does not allow this/);
      host.visit(page, { id: SECOND });
      await screen.findAllByText(sign);
      expect(screen.queryByText(/Its state does not allow this/)).toBeNull();
    });

    it('and is refused late is not said to be refused of the next', async () => {
      const held = holdBack(() => refuse(409, 'social-registry.not-ready', { state: 'done' }));
      const { host } = open(held.answer);
      await press(button);
      host.visit(page, { id: SECOND });
      await screen.findAllByText(sign);
      held.release();
      await arrive();
      expect(screen.queryByText(/Its state does not allow this/)).toBeNull();
    });

    it('and was refused because it stands elsewhere by now is looked at again by a button', async () => {
      const { api } = open(() => refuse(409, 'social-registry.not-ready', { state: 'done' }));
      await press(button);
      const read = api.callsOf(`GET /social-registry/${path}/${ID}`).length;
      await press('Read again');
      await waitFor(() => expect(api.callsOf(`GET /social-registry/${path}/${ID}`).length).toBeGreaterThan(read));
    });

    it('and was refused is told no more once it is seen where it stands', async () => {
      open(() => refuse(409, 'social-registry.not-ready', { state: next }));
      await press(button);
      await screen.findByText(/Its state does not allow this/);
      state = next;
      await press('Read again');
      await screen.findAllByText(new RegExp(nextSign));
      expect(screen.queryByText(/Its state does not allow this/)).toBeNull();
    });

    it('and is answered late leaves the page of the next as it is', async () => {
      const held = holdBack(() => of(ID));
      const { host } = open(held.answer);
      await press(button);
      host.visit(page, { id: SECOND });
      await screen.findAllByText(sign);
      held.release();
      await arrive();
      expect(screen.getAllByText(sign)).not.toEqual([]);
      expect(screen.queryByText('Loading…')).toBeNull();
    });

    it('is no word about one that cannot be read: its failure is told on its own page alone', async () => {
      const { host } = open(
        () => null,
        () => refuse(404, 'social-registry.not-found'),
      );
      await screen.findByRole('button', { name: button });
      host.visit(page, { id: SECOND });
      await screen.findByText(/nothing of that reference/);
      host.visit(page, { id: ID });
      expect(screen.queryByText(/nothing of that reference/)).toBeNull();
      await screen.findByRole('button', { name: button });
    });
  },
);

describe('SR-013: what was tried on one assessment', () => {
  const run = (id: string) => ({
    ...{ id, formula: 'pmt', formulaVersion: 1, day: '2026-11-24', state: 'done', done: 3, total: 3 },
    ...{ makerLogin: 'sue.supervisor', createdAt: '2026-11-24T08:00:00.000Z' },
  });
  const formula = {
    ...{ code: 'pmt', version: 1, kind: 'proxy-means', title: words('Proxy'), questionnaire: 'household' },
    ...{ effectiveFrom: '2026-01-01', intercept: 0, terms: [] },
    cutOffs: [{ programme: 'CHG', comparison: 'at-least', score: 12_000_000 }],
  };
  const simulation = { cutOff: formula.cutOffs[0], households: 25, members: 90, costMinor: 5_000_000, bars: [] };

  const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
    fakeApi({
      'GET /social-registry/formulas': () => [{ formula, state: 'approved', makerLogin: 'x', createdAt: '2026-01-01' }],
      [`GET /social-registry/runs/${ID}`]: () => run(ID),
      [`GET /social-registry/runs/${SECOND}`]: () => run(SECOND),
      'GET /social-registry/runs/*/results': () => ({ state: 'done', done: 3, total: 3, programmes: [] }),
      'GET /social-registry/runs/*/ranking': () => ({ items: [] }),
      'GET /social-registry/runs/*/simulation': () => simulation,
      ...over,
    });

  it('is neither shown nor written on the page of the next', async () => {
    const api = service();
    const host = renderPage(<RunPage />, api, { rights: SUPERVISOR, params: { id: ID }, conf: { currency: 'KES' } });
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Programme').value).toBe('CHG'));
    enter(/^Benefit/, '2000');
    await press('Try it');
    await screen.findByText('90');
    host.visit(<RunPage />, { id: SECOND });
    await waitFor(() => expect(api.callsOf(`GET /social-registry/runs/${SECOND}/ranking`)).not.toEqual([]));
    expect(screen.queryByText('90')).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>(/^Benefit/).value).toBe('');
  });

  it('and is refused late is not said to be refused of the next', async () => {
    const held = holdBack(() => refuse(503, 'platform.overloaded'));
    const api = service({ 'GET /social-registry/runs/*/simulation': held.answer });
    const host = renderPage(<RunPage />, api, { rights: SUPERVISOR, params: { id: ID }, conf: { currency: 'KES' } });
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Programme').value).toBe('CHG'));
    enter(/^Benefit/, '2000');
    await press('Try it');
    host.visit(<RunPage />, { id: SECOND });
    await waitFor(() => expect(api.callsOf(`GET /social-registry/runs/${SECOND}/ranking`)).not.toEqual([]));
    held.release();
    await arrive();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
