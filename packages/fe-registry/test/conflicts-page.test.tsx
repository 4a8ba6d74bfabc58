import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { ConflictCard } from '../src/components/ConflictCard.js';
import { ConflictsPage } from '../src/pages/ConflictsPage.js';
import {
  axeViolations,
  conflict,
  DECIDER,
  enter,
  ID,
  lookFor,
  OTHER_ID,
  READER,
  RECORD,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

const LIST = 'GET /registry/conflicts';
const RESOLVE = 'POST /registry/conflicts/*/resolution';
const recordedAt = '2026-11-20T08:00:00.000Z';
const differs = conflict({
  kind: 'field',
  field: 'name',
  programmes: [],
  sides: [
    { source: 'openimis', recordId: RECORD, recordedAt, value: { givenName: 'Amina' } },
    { source: 'second-mis', recordId: SECOND_RECORD, recordedAt, value: { givenName: 'Aminah' } },
  ],
});
const alike = conflict({ kind: 'probable-match', programmes: [], otherPersonId: OTHER_ID, score: 0.8 });

async function open(one = conflict(), rights = DECIDER, over: Parameters<typeof service>[0] = {}) {
  const api = service({ [LIST]: () => ({ items: [one] }), [RESOLVE]: () => null, ...over });
  const view = renderPage(<ConflictsPage />, api, { rights });
  lookFor('correction');
  await screen.findByRole('region');
  return { api, ...view };
}
const decide = async (button: string) => {
  enter('Reason', 'Looked at both papers');
  await userEvent.click(screen.getByRole('button', { name: button }));
};

describe('The queue of conflicts', () => {
  it('IBR-030: shows what each source says, and keeps the one that a person chose, with the reason', async () => {
    const { api, container } = await open(differs);
    expect(screen.getByText('Amina')).toBeTruthy();
    expect(screen.getByText('Aminah')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    await decide('Show what second-mis says');
    await screen.findByText('Nothing is to be decided.');
    expect(screen.getByRole('status').textContent).toBe('Your decision is kept: A value was chosen.');
    const [call] = api.callsOf(RESOLVE);
    expect(call?.body).toEqual({
      purpose: 'correction',
      resolution: { decision: 'choose', recordId: SECOND_RECORD, note: 'Looked at both papers' },
    });
    expect(call?.header('if-match')).toBe('"1"');
  });

  it.each([
    ['They are one person', 'link'],
    ['They are two people', 'apart'],
  ])('IBR-016: decides that two who are alike are such: %s', async (button, decision) => {
    const { api } = await open(alike);
    expect(screen.getByRole('link', { name: 'Open the person' }).getAttribute('href')).toContain(ID);
    expect(screen.getByRole('link', { name: 'Open the other person' }).getAttribute('href')).toContain(OTHER_ID);
    await decide(button);
    await waitFor(() => expect(api.callsOf(RESOLVE)[0]?.body).toMatchObject({ resolution: { decision } }));
  });

  it('IBR-030: accepts an overlap', async () => {
    const { api } = await open();
    await decide('Both are right');
    await waitFor(() => expect(api.callsOf(RESOLVE)[0]?.body).toMatchObject({ resolution: { decision: 'accept' } }));
  });

  it.each([
    ['neither', [], [], 'Overlap with programmes that you may not see'],
    ['one', ['FOOD'], ['Food Basket'], 'Overlap: Food Basket + a programme of another institution'],
    ['both', ['FOOD', 'OAA'], ['Food Basket', 'Old Age Allowance'], 'Overlap: Food Basket + Old Age Allowance'],
  ])('S2: names of two programmes that overlap those that may be seen: %s', async (_seen, codes, names, title) => {
    await open(conflict({ programmes: [...codes], programmeNames: [...names] }));
    screen.getByRole('heading', { name: title });
  });

  it('names whom each matter is about', async () => {
    await open({ ...alike, personName: 'Amina Wanjiru', otherPersonName: 'Aminah Wanjiro' });
    const leadsTo = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    expect(leadsTo('Amina Wanjiru')).toContain(ID);
    expect(leadsTo('Aminah Wanjiro')).toContain(OTHER_ID);
  });

  it('IBR-016: leads on the page of either of two who are alike to the other one', () => {
    const leads = (pageOf: string) => {
      const { unmount } = renderPage(
        <ConflictCard pageOf={pageOf} purpose="case" conflict={{ ...alike, personName: 'A', otherPersonName: 'B' }} />,
        service(),
      );
      const names = screen.getAllByRole('link').map(({ textContent }) => textContent);
      unmount();
      return names;
    };
    expect([leads(ID), leads(OTHER_ID)]).toEqual([['B'], ['A']]);
  });

  it('shows the decision of whoever was quicker as a refusal, and keeps the matter', async () => {
    await open(conflict(), DECIDER, { [RESOLVE]: () => refuse(412, 'registry.person-changed', { version: 2 }) });
    await decide('Both are right');
    await screen.findByText(/Somebody changed this meanwhile/);
    expect(screen.getByRole('region', { name: 'Overlap: OAA + FOOD' })).toBeTruthy();
  });

  it('shows who decided what was decided', async () => {
    const done = conflict({
      state: 'resolved',
      resolution: 'accept',
      resolvedBy: 'sue.supervisor',
      note: 'Both apply',
    });
    const api = service({ [LIST]: ({ params }) => ({ items: params['state'] === 'resolved' ? [done] : [] }) });
    renderPage(<ConflictsPage />, api, { rights: READER });
    lookFor('audit');
    await screen.findByText('Nothing is to be decided.');
    enter('Show', 'resolved');
    await screen.findByText('sue.supervisor');
    expect(screen.getByText('Accepted')).toBeTruthy();
    expect(screen.getByText('Both apply')).toBeTruthy();
  });

  it('S8: offers no decision to whoever may only read', async () => {
    await open(conflict(), READER);
    expect(screen.queryByRole('button', { name: 'Both are right' })).toBeNull();
  });

  it('reads on where the page ended', async () => {
    const second = conflict({ id: '01930000-0000-7000-8000-0000000000c2', programmes: ['CHG', 'FOOD'] });
    const api = service({
      [LIST]: ({ params }) =>
        params['cursor'] === undefined ? { items: [conflict()], next: 'c1' } : { items: [second] },
    });
    renderPage(<ConflictsPage />, api);
    lookFor('case');
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('Overlap: CHG + FOOD');
    expect(screen.getByText('Overlap: OAA + FOOD')).toBeTruthy();
  });
});
