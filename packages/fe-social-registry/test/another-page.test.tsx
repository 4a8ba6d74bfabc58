import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ListedHouseholds } from '../src/components/ListedHouseholds.js';
import { RankingTable } from '../src/components/RankingTable.js';
import { SimulationForm } from '../src/components/SimulationForm.js';
import { RIGHT_APPROVE, RIGHT_READ, RIGHT_UPDATE } from '../src/names.js';
import { ChangePage } from '../src/pages/ChangePage.js';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { arrive, enter, ID, press, renderPage, SUPERVISOR, words } from './support/render.js';

const SECOND = '01930000-0000-7000-8000-00000000000b';
const PERSON = '01930000-0000-7000-8000-0000000000aa';

const change = (id: string, over: Partial<ChangeRequest['request']> = {}): ChangeRequest => ({
  request: {
    ...{ id, personId: PERSON, event: 'death', happenedOn: '2026-11-20', channel: 'person', state: 'waiting' },
    ...{ policy: 'approval', makerLogin: `maker-of-${id.slice(-1)}`, createdAt: '2026-11-24T08:00:00.000Z' },
    ...over,
  },
  together: [],
  change: { event: 'death' },
  evidence: [],
  effect: {
    ...{ fields: [], programmes: [], otherEnrolments: false, reassessed: [] },
    digest: id.slice(-1).repeat(64),
  },
  reassessed: [],
  spouseReassessed: [],
});

describe('S10: what was decided about one change', () => {
  const APPROVE = `POST /social-registry/changes/${ID}/approval`;
  const open = (answer: () => unknown) => {
    const api = fakeApi({
      [`GET /social-registry/changes/${ID}`]: () => change(ID),
      [`GET /social-registry/changes/${SECOND}`]: () => change(SECOND),
      [APPROVE]: answer,
      [`POST /social-registry/changes/${SECOND}/approval`]: () => change(SECOND, { state: 'done' }),
    });
    const rights = [RIGHT_READ, RIGHT_APPROVE];
    return { api, host: renderPage(<ChangePage />, api, { params: { id: ID }, rights }) };
  };

  it('S7: asks for no password on the page of the next, where it would approve the one before', async () => {
    const { api, host } = open(() => refuse(403, 'platform.confirmation-needed'));
    await press('Approve as shown');
    await screen.findByRole('dialog');
    host.visit(<ChangePage />, { id: SECOND });
    await screen.findByText('maker-of-b');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
    await press('Approve as shown');
    await screen.findByText('Done');
    expect(api.callsOf(`POST /social-registry/changes/${SECOND}/approval`)[0]?.body).toEqual({
      shown: 'b'.repeat(64),
    });
  });

  it('comes late to no other page: the next change stays as it is', async () => {
    const held = holdBack(() => change(ID, { state: 'done' }));
    const { host } = open(held.answer);
    await press('Approve as shown');
    host.visit(<ChangePage />, { id: SECOND });
    await screen.findByText('maker-of-b');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Approve as shown' });
    // One at a time: a press now would be lost.
    expect(button.disabled).toBe(true);
    held.release();
    await waitFor(() => expect(button.disabled).toBe(false));
    expect(screen.getByText('maker-of-b')).toBeTruthy();
    expect(screen.queryByText('Done')).toBeNull();
  });

  it('SR-027: a change that was refused before is not said to be refused on a new form', async () => {
    const api = fakeApi({
      'GET /social-registry/changes': () => ({ items: [] }),
      'POST /social-registry/changes': () =>
        refuse(422, 'social-registry.change-refused', { reason: 'evidence-missing' }),
    });
    const page = <ChangesPage />;
    const host = renderPage(page, api, { rights: [RIGHT_READ, RIGHT_UPDATE], search: `?person=${PERSON}` });
    await userEvent.selectOptions(screen.getByLabelText('What happened'), 'death');
    enter(/^Day/, '2026-11-20');
    await press('Send');
    await screen.findByText('This kind of change needs evidence.');
    host.visit(<p>elsewhere</p>);
    host.visit(<ChangesPage />);
    await arrive();
    expect(screen.queryByText('This kind of change needs evidence.')).toBeNull();
  });

  it('SR-027: the list by one state is not shown under the name of another', async () => {
    const never = holdBack(() => ({ items: [] }));
    const api = fakeApi({
      'GET /social-registry/changes': ({ params }) =>
        params['state'] === undefined ? { items: [change(ID).request] } : never.answer(),
    });
    renderPage(<ChangesPage />, api, { rights: [RIGHT_READ] });
    await screen.findByText('maker-of-a');
    await userEvent.selectOptions(screen.getByLabelText('Which changes'), 'failed');
    expect(screen.queryByText('maker-of-a')).toBeNull();
    never.release();
    await arrive();
    expect(screen.queryByText('maker-of-a')).toBeNull();
  });
});

describe('SR-013: what was shown of one assessment', () => {
  const HOUSEHOLD = '01930000-0000-7000-8000-0000abcd1234';
  const OTHER_HOUSEHOLD = '01930000-0000-7000-8000-0000abcd5678';
  const result = {
    ...{ formula: 'pmt', version: 1, day: '2026-11-24', score: 11_000_000, intercept: 0 },
    ...{ contributions: [], mayQualifyFor: [] },
  };
  const ranked = (householdId: string) => ({ items: [{ householdId, score: 11_000_000, members: 4 }] });
  const ranking = (id: string) => <RankingTable id={id} comparison="at-least" />;
  const service = (ofSecond: () => unknown) =>
    fakeApi({
      [`GET /social-registry/runs/${ID}/ranking`]: () => ranked(HOUSEHOLD),
      [`GET /social-registry/runs/${SECOND}/ranking`]: ofSecond,
      [`GET /social-registry/runs/${ID}/households/${HOUSEHOLD}`]: () => ({
        ...{ householdId: HOUSEHOLD, result },
        formula: { code: 'pmt', version: 1, title: words('Proxy'), terms: [] },
      }),
    });

  it('is no ranking of the next: nothing of it can be asked about there', async () => {
    const held = holdBack(() => ranked(OTHER_HOUSEHOLD));
    const host = renderPage(ranking(ID), service(held.answer), { rights: SUPERVISOR });
    await screen.findByText('ABCD1234');
    host.visit(ranking(SECOND));
    expect(screen.queryByText('ABCD1234')).toBeNull();
    held.release();
    await screen.findByText('ABCD5678');
  });

  it('S6: a household that was explained is not explained on the page of the next', async () => {
    const host = renderPage(
      ranking(ID),
      service(() => ranked(OTHER_HOUSEHOLD)),
      { rights: SUPERVISOR },
    );
    await press('Why? Household ABCD1234');
    await screen.findByRole('region', { name: /score/i });
    host.visit(ranking(SECOND));
    await screen.findByText('ABCD5678');
    expect(screen.queryByRole('region', { name: /score/i })).toBeNull();
  });

  it('SR-015: households to reach of one programme are not named under another', async () => {
    const held = holdBack(() => ({ items: [] }));
    const api = fakeApi({
      [`GET /social-registry/runs/${ID}/results/CHG`]: () => ({
        items: [{ householdId: HOUSEHOLD, score: 14_000_000, members: 4, headName: 'Amina Otieno' }],
      }),
      [`GET /social-registry/runs/${ID}/results/OAA`]: held.answer,
    });
    const list = (programme: string) => <ListedHouseholds chosen={{ id: ID, programme, standing: 'to-reach' }} />;
    const host = renderPage(list('CHG'), api, { rights: SUPERVISOR });
    await screen.findByText('Amina Otieno');
    host.visit(list('OAA'));
    expect(screen.queryByText('Amina Otieno')).toBeNull();
    held.release();
    await arrive();
    expect(screen.queryByText('Amina Otieno')).toBeNull();
  });

  it('what one cut-off would mean is not read as what another means, when that is refused', async () => {
    let isDown = false;
    const simulation = {
      ...{ cutOff: { programme: 'CHG', comparison: 'at-least', score: 12_000_000 } },
      ...{ households: 25, members: 90, costMinor: 5_000_000, bars: [] },
    };
    const api = fakeApi({
      [`GET /social-registry/runs/${ID}/simulation`]: () => (isDown ? refuse(503, 'platform.unavailable') : simulation),
    });
    const start = {
      programme: 'CHG',
      comparison: 'at-least',
      score: '12',
      currency: 'KES',
      benefit: '2000',
      budget: '',
    } as const;
    renderPage(<SimulationForm id={ID} start={start} />, api, { rights: SUPERVISOR });
    await press('Try it');
    await screen.findByText('90');
    isDown = true;
    enter(/^Score/, '5');
    await press('Try it');
    await screen.findByRole('alert');
    expect(screen.queryByText('90')).toBeNull();
  });
});

describe('S10: a change of which the effect is another by now', () => {
  it('is read again by a button, and approved as it is shown then', async () => {
    let isMoved = false;
    const now = () => {
      const shown = change(ID);
      return { ...shown, effect: { ...shown.effect, digest: (isMoved ? 'd' : 'c').repeat(64) } };
    };
    const approval = `POST /social-registry/changes/${ID}/approval`;
    const api = fakeApi({
      [`GET /social-registry/changes/${ID}`]: now,
      [approval]: ({ body }) => {
        isMoved = true;
        const { digest } = now().effect;
        if ((body as { shown: string }).shown === digest) return change(ID, { state: 'done' });
        return refuse(412, 'platform.conflict', { now: digest });
      },
    });
    renderPage(<ChangePage />, api, { params: { id: ID }, rights: [RIGHT_READ, RIGHT_APPROVE] });
    await press('Approve as shown');
    await screen.findByText(/Somebody changed this/);
    await press('Read again');
    await waitFor(() => expect(screen.queryByText(/Somebody changed this/)).toBeNull());
    await press('Approve as shown');
    await screen.findByText('Done');
    expect(api.callsOf(approval).map(({ body }) => body)).toEqual([
      { shown: 'c'.repeat(64) },
      { shown: 'd'.repeat(64) },
    ]);
  });

  it.each(['Refuse', 'Go on'])('is not said to stand elsewhere once it is read again (%s)', async (act) => {
    let state: 'at-openimis' | 'sending' | 'waiting' = act === 'Refuse' ? 'waiting' : 'sending';
    let digest = 'c'.repeat(64);
    const conflict = () => refuse(412, 'platform.conflict', {});
    const api = fakeApi({
      [`GET /social-registry/changes/${ID}`]: () => {
        const shown = change(ID, { state });
        return { ...shown, effect: { ...shown.effect, digest } };
      },
      [`POST /social-registry/changes/${ID}/refusal`]: conflict,
      [`POST /social-registry/changes/${ID}/take-up`]: conflict,
    });
    renderPage(<ChangePage />, api, { params: { id: ID }, rights: [RIGHT_READ, RIGHT_APPROVE, RIGHT_UPDATE] });
    await screen.findByText('maker-of-a');
    if (act === 'Refuse') enter(/^Why it is refused/, 'No such paper');
    await press(act);
    await screen.findByText(/Somebody changed this/);
    digest = 'd'.repeat(64);
    if (state === 'sending') state = 'at-openimis';
    await press('Read again');
    await waitFor(() => expect(screen.queryByText(/Somebody changed this/)).toBeNull());
  });
});
