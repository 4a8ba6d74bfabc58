import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ErasurePreview } from '@interlink/contracts/registry/erasure';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { Privacy } from '../src/components/Privacy.js';
import { axeViolations, enter, ID, renderPage } from './support/render.js';
import { ERASER } from './support/erasures.js';

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
