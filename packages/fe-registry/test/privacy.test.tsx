import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Erasure, ErasurePreview } from '@interlink/contracts/registry/erasure';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { Privacy } from '../src/components/Privacy.js';
import { RIGHT_ERASE, RIGHT_READ } from '../src/names.js';
import { ErasuresPage } from '../src/pages/ErasuresPage.js';
import { axeViolations, enter, ID, OTHER_ID, renderPage } from './support/render.js';

const ERASER = { rights: [RIGHT_READ, RIGHT_ERASE] };
const preview = (over: Partial<ErasurePreview> = {}): ErasurePreview => ({
  personId: ID,
  statements: 12,
  sources: ['openimis', 'updates'],
  enrolments: 1,
  payments: 3,
  householdsAlone: 1,
  legalHold: false,
  activeEnrolment: false,
  journeys: 2,
  journeysOpen: 0,
  verifications: 4,
  paymentsKept: 3,
  paymentsOpen: 0,
  remainsIn: ['openimis'],
  ...over,
});
const erasure = (over: Partial<Erasure> = {}): Erasure => ({
  id: ID,
  kind: 'person',
  state: 'asked',
  people: 1,
  erased: 0,
  reason: 'asked to be forgotten',
  askedBy: 'sue.supervisor',
  askedAt: '2026-11-24T08:00:00.000Z',
  ...over,
});
async function sayWhy() {
  await userEvent.type(
    await screen.findByLabelText('Why you need more people today'),
    'The yearly round of the office',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Give the reason and go on' }));
}
const PREVIEW = `GET /registry/people/${ID}/erasure`;
const ASK = `POST /registry/people/${ID}/erasure`;

describe('S15: data protection on the page of a person', () => {
  const render = (api: ReturnType<typeof fakeApi>) =>
    renderPage(<Privacy personId={ID} purpose="correction" />, api, ERASER);

  it('shows what would be destroyed and what stays elsewhere, before anything is asked for', async () => {
    render(fakeApi({ [PREVIEW]: () => preview() }));
    expect((await screen.findByText('Statements of sources')).nextSibling?.textContent).toBe('12');
    expect(screen.getByText('Stays in these systems; erase there too').nextSibling?.textContent).toBe('openIMIS');
    const numberAt = (label: RegExp) => screen.getByText(label).nextSibling?.textContent;
    expect([numberAt(/^Enrolment journeys/), numberAt(/^Answers of verification/)]).toEqual(['2', '4']);
    expect(numberAt(/^Payments in batches: they stay, as the laws/)).toBe('3');
  });

  it('asks with a reason, and not without one', async () => {
    const api = fakeApi({ [PREVIEW]: () => preview(), [ASK]: () => ({ id: ID }) });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask for erasure' }));
    expect(api.callsOf(ASK)).toEqual([]);
    // WCAG 3.3.1
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/reason|why/i)));
    enter(/reason|why/i, 'asked to be forgotten');
    await userEvent.click(screen.getByRole('button', { name: 'Ask for erasure' }));
    expect(await screen.findByText(/A second person confirms it/)).toBeTruthy();
    expect(api.callsOf(ASK)[0]?.body).toEqual({ purpose: 'correction', reason: 'asked to be forgotten' });
  });

  it('offers no erasure of somebody who is in a programme or held, but to lift the hold', async () => {
    render(fakeApi({ [PREVIEW]: () => preview({ legalHold: true, activeEnrolment: true }) }));
    expect(await screen.findByRole('button', { name: 'Lift the legal hold' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Ask for erasure' })).toBeNull();
    expect(screen.getByText(/nobody is erased while that lasts/)).toBeTruthy();
  });

  it('puts a person under a legal hold', async () => {
    const HOLD = `POST /registry/people/${ID}/legal-hold`;
    const api = fakeApi({ [PREVIEW]: () => preview(), [HOLD]: () => null });
    render(api);
    await screen.findByRole('button', { name: 'Put under legal hold' });
    enter(/reason|why/i, 'a court asked');
    await userEvent.click(screen.getByRole('button', { name: 'Put under legal hold' }));
    await waitFor(() => expect(api.callsOf(HOLD)[0]?.body).toMatchObject({ holds: true, reason: 'a court asked' }));
  });

  it('after an act shows what there is now, and wants a reason of its own for the next one', async () => {
    let legalHold = false;
    const api = fakeApi({
      [PREVIEW]: () => preview({ legalHold }),
      [ASK]: () => ({ id: ID }),
      [`POST /registry/people/${ID}/legal-hold`]: ({ body }) => {
        legalHold = (body as { readonly holds: boolean }).holds;
        return null;
      },
    });
    render(api);
    const act = async (name: string, told: RegExp) => {
      await screen.findByRole('button', { name });
      enter(/reason|why/i, `for this: ${name}`);
      await userEvent.click(screen.getByRole('button', { name }));
      await screen.findByText(told);
      await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/reason|why/i).value).toBe(''));
    };
    await act('Ask for erasure', /A second person confirms it/);
    await act('Put under legal hold', /under legal hold now/);
    await act('Lift the legal hold', /legal hold is lifted/);
    expect(api.callsOf(PREVIEW)).toHaveLength(4);
  });

  it('hands the export to the browser when it is asked for', async () => {
    const EXPORT = `GET /registry/people/${ID}/export`;
    const exported = {
      personId: ID,
      madeAt: '2026-11-24T08:00:00Z',
      view: {},
      statements: [],
      otherInstitutions: false,
    };
    const api = fakeApi({ [PREVIEW]: () => preview(), [EXPORT]: () => exported });
    render(api);
    await screen.findByText('Statements of sources');
    expect(api.callsOf(EXPORT)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Prepare an export for the person' }));
    const link = await screen.findByRole('link', { name: 'Save the export' });
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toContain(ID);
  });

  it('S12: goes on where a reason was wanted first, for the look at the person and for the export', async () => {
    let isGiven = false;
    const EXPORT = `GET /registry/people/${ID}/export`;
    const wanting = (answer: unknown) => () => (isGiven ? answer : refuse(403, 'platform.reason-needed'));
    const give = () => {
      isGiven = true;
      return null;
    };
    const exported = { personId: ID, madeAt: '2026-11-24T08:00:00Z', view: {}, statements: [], photographs: [] };
    const api = fakeApi({
      [PREVIEW]: wanting(preview()),
      [EXPORT]: wanting(exported),
      'POST /session/reason': give,
    });
    render(api);
    await sayWhy();
    await screen.findByText('Statements of sources');
    isGiven = false;
    await userEvent.click(screen.getByRole('button', { name: 'Prepare an export for the person' }));
    await sayWhy();
    await screen.findByRole('link', { name: 'Save the export' });
    expect(api.callsOf(EXPORT)).toHaveLength(2);
  });

  it('is read again at a press when it cannot be had', async () => {
    let isDown = true;
    render(fakeApi({ [PREVIEW]: () => (isDown ? refuse(503, 'platform.overloaded') : preview()) }));
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Statements of sources');
  });

  it.each([
    ['in a programme', { activeEnrolment: true }, ['Put under legal hold']],
    ['being enrolled', { journeysOpen: 1 }, ['Put under legal hold']],
    ['being paid', { paymentsOpen: 1 }, ['Put under legal hold']],
    ['held', { legalHold: true }, ['Lift the legal hold']],
    ['neither', {}, ['Ask for erasure', 'Put under legal hold']],
  ] as const)('offers what fits somebody who is %s', async (_state, over, names) => {
    render(fakeApi({ [PREVIEW]: () => preview(over) }));
    const form = within(await screen.findByRole('form', { name: 'Data protection' }));
    expect(form.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(names);
  });

  it('WCAG 2.2 AA: axe finds nothing wrong', async () => {
    const { container } = render(fakeApi({ [PREVIEW]: () => preview() }));
    await screen.findByText('Statements of sources');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('S10: the page of erasures', () => {
  const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
    fakeApi({
      'GET /registry/erasures': () => [erasure()],
      'GET /registry/retention': () => ({ years: 7, before: '2019-11-24', due: 2 }),
      ...over,
    });

  it('leads the second person to whom it is about, and to nobody once they are erased', async () => {
    const asked = erasure({ personId: OTHER_ID });
    const done = erasure({ id: OTHER_ID, state: 'done', erased: 1 });
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => [asked, done] }), ERASER);
    const link = await screen.findByRole('link', { name: 'See the person' });
    expect(link.getAttribute('href')).toContain(`/interlink/registry/people/${OTHER_ID}`);
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('lets a second person erase for good', async () => {
    const CONFIRM = `POST /registry/erasures/${ID}/confirmation`;
    let state: Erasure['state'] = 'asked';
    const api = service({
      'GET /registry/erasures': () => [erasure({ state, ...(state === 'done' && { erased: 1 }) })],
      [CONFIRM]: () => {
        state = 'done';
        return erasure({ state });
      },
    });
    renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    expect(await screen.findByText('Done')).toBeTruthy();
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
  });

  it('offers nobody to confirm what they asked for themselves, but to give it up', async () => {
    renderPage(
      <ErasuresPage />,
      service({ 'GET /registry/erasures': () => [erasure({ askedBy: 'ina.intake' })] }),
      ERASER,
    );
    expect(await screen.findByRole('button', { name: /^Give it up/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Erase for good/ })).toBeNull();
  });

  it('WCAG 2.4.6, 4.1.2: names each button by what it erases or gives up, not by the act alone', async () => {
    const [first, second] = ['a court said so', 'their own wish'];
    const asked = [first, second].map((reason, at) => erasure({ id: `${ID.slice(0, -1)}${at}`, reason }));
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => asked }), ERASER);
    await screen.findByText(second);
    for (const act of ['Erase for good', 'Give it up']) {
      for (const reason of [first, second])
        expect(screen.getByRole('button', { name: new RegExp(`^${act}: One person, ${reason}, `) })).toBeTruthy();
    }
  });

  it('says why the service refuses', async () => {
    const api = service({
      [`POST /registry/erasures/${ID}/confirmation`]: () => refuse(409, 'registry.legal-hold'),
    });
    renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('S7: asks nobody who comes back for the password, where it would erase what an earlier visit began', async () => {
    const CONFIRM = `POST /registry/erasures/${ID}/confirmation`;
    const api = service({ [CONFIRM]: () => refuse(403, 'platform.confirmation-needed') });
    const host = renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    await screen.findByRole('dialog');
    host.visit(<p>elsewhere</p>);
    host.visit(<ErasuresPage />);
    await screen.findByRole('button', { name: /^Erase for good/ });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
  });

  it('offers an erasure that broke off halfway to be gone on with, and not to be given up', async () => {
    const half = erasure({ kind: 'retention', state: 'done', people: 3, erased: 1, decidedBy: 'ana.approver' });
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => [half] }), ERASER);
    expect(await screen.findByRole('button', { name: /^Erase for good/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Give it up/ })).toBeNull();
  });

  it('says when nobody asked for one, and reads each part again when it cannot be had', async () => {
    let isDown = true;
    const down = (answer: unknown) => () => (isDown ? refuse(503, 'platform.overloaded') : answer);
    const api = service({ 'GET /registry/erasures': down([]), 'GET /registry/retention': down({ due: 0 }) });
    renderPage(<ErasuresPage />, api, ERASER);
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(2));
    isDown = false;
    for (const again of screen.getAllByRole('button', { name: 'Try again' })) await userEvent.click(again);
    await screen.findByText('Nobody asked for an erasure.');
    await screen.findByText(/has no rule of how long/);
  });

  it('tells how many are kept too long, and asks for them with a reason', async () => {
    const api = service({ 'POST /registry/retention': () => ({ id: ID }) });
    renderPage(<ErasuresPage />, api, ERASER);
    expect(await screen.findByText(/2 people were in nothing since/)).toBeTruthy();
    enter(/reason|why/i, 'the yearly round');
    await userEvent.click(screen.getByRole('button', { name: 'Ask that they be erased' }));
    await waitFor(() =>
      expect(api.callsOf('POST /registry/retention')[0]?.body).toEqual({ reason: 'the yearly round' }),
    );
  });

  it('says when the deployment has no rule', async () => {
    renderPage(<ErasuresPage />, service({ 'GET /registry/retention': () => ({ due: 0 }) }), ERASER);
    expect(await screen.findByText(/has no rule of how long/)).toBeTruthy();
  });

  it('WCAG 2.2 AA: axe finds nothing wrong', async () => {
    const { container } = renderPage(<ErasuresPage />, service(), ERASER);
    await screen.findByText(/2 people were in nothing/);
    expect(await axeViolations(container)).toEqual([]);
  });
});
