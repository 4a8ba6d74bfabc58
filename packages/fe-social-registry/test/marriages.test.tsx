import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ChangeRequest, EffectOnOne } from '@interlink/contracts/social-registry/change-request';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_APPROVE, RIGHT_READ, RIGHT_UPDATE } from '../src/names.js';
import { ChangePage } from '../src/pages/ChangePage.js';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { axeViolations, enter, ID, press, renderPage } from './support/render.js';

const PERSON = '01930000-0000-7000-8000-0000000000aa';
const SPOUSE = '01930000-0000-7000-8000-0000000000bb';
const SEND = 'POST /social-registry/changes';

describe('SR-027: a marriage that joins two households', () => {
  const form = () => within(screen.getByRole('form', { name: 'Enter a change' }));
  const fill = (joins: string) => {
    fireEvent.change(form().getByLabelText(/^What happened/), { target: { value: 'marriage' } });
    enter(/^Day/, '2026-11-20');
    fireEvent.change(form().getByLabelText(/^Marital/), { target: { value: 'M' } });
    enter(/^Moves to the household of/, joins);
  };
  const open = (answer: () => unknown) => {
    const api = fakeApi({ 'GET /social-registry/changes': () => ({ items: [] }), [SEND]: answer });
    renderPage(<ChangesPage />, api, { rights: [RIGHT_READ, RIGHT_UPDATE], search: `?person=${PERSON}` });
    return api;
  };

  it('names whose household the person moves to, and wants a reference there', async () => {
    const api = open(() => ({ request: { id: ID } }));
    fill('Baraka');
    await press('Send');
    screen.getByText('This is no reference of a person. Copy it from the person\u0027s page.');
    expect(api.callsOf(SEND)).toEqual([]);
    enter(/^Moves to the household of/, SPOUSE);
    await press('Send');
    await waitFor(() => expect(api.callsOf(SEND)).toHaveLength(1));
    expect(api.callsOf(SEND)[0]?.body).toMatchObject({
      change: { event: 'marriage', maritalStatus: 'M', joins: SPOUSE },
    });
  });

  it('says why two cannot be joined', async () => {
    open(() => refuse(422, 'social-registry.change-refused', { reason: 'spouse-in-household' }));
    fill(SPOUSE);
    await press('Send');
    await screen.findByText('The two are in one household already.');
  });

  const none: EffectOnOne = { fields: [], programmes: [], otherEnrolments: false, reassessed: [] };
  const score = { formula: 'size', version: 1, before: 1_000_000, after: 2_000_000, gains: [], losses: [] };
  const change = (over: Partial<ChangeRequest>): ChangeRequest => ({
    request: {
      ...{ id: ID, personId: PERSON, event: 'marriage', happenedOn: '2026-11-20', channel: 'person' },
      ...{ state: 'waiting', policy: 'approval', makerLogin: 'una.update', createdAt: '2026-11-24T08:00:00.000Z' },
    },
    together: [],
    change: { event: 'marriage', maritalStatus: 'M', joins: SPOUSE },
    evidence: [],
    reassessed: [],
    spouseReassessed: [],
    ...over,
  });
  const show = (answers: readonly ChangeRequest[], over: Parameters<typeof fakeApi>[0] = {}) => {
    let asked = 0;
    const next = () => answers[Math.min(asked++, answers.length - 1)];
    const api = fakeApi({ [`GET /social-registry/changes/${ID}`]: next, ...over });
    return renderPage(<ChangePage />, api, { rights: [RIGHT_READ, RIGHT_APPROVE], params: { id: ID } });
  };
  const withMembers = (members: number, digest: string) =>
    change({
      effect: { ...none, digest, spouse: { ...none, membersBefore: members, membersAfter: members + 1 } },
    });

  it('shows what it does to the spouse’s household beside the person’s own', async () => {
    const { container } = show([withMembers(1, 'a'.repeat(64))]);
    const there = await screen.findByRole('region', { name: 'What it would do to the spouse and the household there' });
    within(there).getByText('Members: 1 now, 2 then');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S10: shows what is different of the spouse’s household when an approval was refused for it', async () => {
    show([withMembers(1, 'a'.repeat(64)), withMembers(2, 'b'.repeat(64))], {
      [`POST /social-registry/changes/${ID}/approval`]: () => refuse(412, 'platform.conflict'),
    });
    await screen.findByText('Members: 1 now, 2 then');
    await press('Approve as shown');
    await press('Read again');
    await screen.findByText('Members: 2 now, 3 then');
    const table = screen.getByRole('table', { name: 'What is different from what you decided on' });
    within(table).getByText('Spouse: Household');
  });

  it('shows how the spouse’s household was assessed again', async () => {
    show([change({ spouseReassessed: [score] })]);
    await screen.findByRole('region', { name: 'The spouse\u0027s household was assessed again' });
  });
});
