import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { JourneyPage } from '../src/pages/JourneyPage.js';
import { SlipPage } from '../src/pages/SlipPage.js';
import { checked, journey, JOURNEY_ID, REFERENCE, step } from './support/journeys.js';
import { axeViolations, renderPage } from './support/render.js';

const service = (over = {}) => fakeApi({ 'GET /enrolment/journeys/*': () => checked(over) });
const options = { params: { id: JOURNEY_ID } };

describe('The page of a journey', () => {
  it('tells what happened, when, by whom and how long after', async () => {
    renderPage(<JourneyPage />, service(), options);
    const timeline = await screen.findByRole('list', { name: 'What happened' });
    const entries = within(timeline)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(entries).toEqual([
      '2026-11-24 08:00:00Journey begunina.intake',
      '2026-11-24 08:00:2020 s laterConsent givenina.intake',
      '2026-11-24 08:01:0040 s laterCivil registry answeredInterlink, by itself',
    ]);
  });

  it('shows each kept answer with its source, signature and validity', async () => {
    renderPage(<JourneyPage />, service(), options);
    const table = await screen.findByRole('table', { name: 'Answers kept as proof' });
    const cells = within(table)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells).toEqual([
      'Civil status',
      'Civil registry',
      'Confirmed',
      'verified',
      '2026-11-24 08:01:00',
      '2026-12-24 08:01:00',
      '0.4 s',
    ]);
  });

  it('leads on only to what the one who reads it may do', async () => {
    renderPage(
      <JourneyPage />,
      service({ state: 'awaiting-approval', allowedActions: ['approve', 'reject'] }),
      options,
    );
    await screen.findByRole('link', { name: 'Decide' });
    expect(screen.queryByRole('link', { name: 'Go on at the desk' })).toBeNull();
  });

  it('S15: says of somebody who was erased when that was, shows what stays, and offers no slip', async () => {
    const erased = { applicant: undefined, erasedAt: '2027-01-05T08:00:00.000Z', allowedActions: [] };
    renderPage(<JourneyPage />, service({ ...erased, state: 'enrolled' }), options);
    await screen.findByText('Erased on 2027-01-05 08:00:00');
    await screen.findByRole('list', { name: 'What happened' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByText('Born')).toBeNull();
    expect(screen.queryByRole('link', { name: /slip/i })).toBeNull();
  });

  it('S15: has no slip to print for somebody who was erased', async () => {
    renderPage(<SlipPage />, service({ applicant: undefined, erasedAt: '2027-01-05T08:00:00.000Z' }), options);
    await screen.findByText('Erased on 2027-01-05 08:00:00');
    expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<JourneyPage />, service(), options);
    await screen.findByRole('table');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('A journey that a colleague works on', () => {
  it('is read again when one comes back to its window', async () => {
    const api = service();
    renderPage(<JourneyPage />, api, options);
    await screen.findByRole('table');
    const before = api.calls.length;
    fireEvent.focus(window);
    await waitFor(() => expect(api.calls.length).toBe(before + 1));
  });

  it('says that nobody was found where a search by name gave no reason', async () => {
    const civil = step('civil-status', { status: 'review', askedOf: 'civil-registry', advice: 'find-birth-record' });
    renderPage(<JourneyPage />, service({ state: 'held', steps: [civil] }), options);
    await screen.findByText('No record there fits this name and birth date.');
  });
});

describe('The slip for a person without a phone', () => {
  it('carries the reference, the number to ask at and what comes next, and neither identifier nor phone', async () => {
    const { container } = renderPage(<SlipPage />, service({ state: 'awaiting-approval' }), options);
    await screen.findByText(/Come back with this slip/);
    const slip = container.querySelector('[data-slip]')?.textContent ?? '';
    expect(slip).toContain(REFERENCE);
    expect(slip).toContain('1508');
    expect(slip).not.toMatch(/4711|0001•|•/);
    expect(screen.getByRole('link', { name: 'See the journey' }).getAttribute('href')).toMatch(
      new RegExp(`/${JOURNEY_ID}$`),
    );
    expect(await axeViolations(container)).toEqual([]);
  });

  it.each([
    ['enrolled', /You are enrolled/],
    ['refused', /Ask at the desk why/],
    ['rejected', /Ask at the desk why/],
    ['withdrawn', /You may come again/],
  ] as const)('tells the person in words of their own when it is %s', async (state, words) => {
    renderPage(<SlipPage />, service({ state }), options);
    await screen.findByText(words);
  });

  it('speaks the language of the person while the page speaks the language of the officer', async () => {
    const applicant = { ...journey().applicant, language: 'ar' as const };
    const { container } = renderPage(<SlipPage />, service({ applicant }), options);
    await screen.findByRole('button', { name: 'Print' });
    const slip = container.querySelector('[data-slip]');
    expect(slip?.getAttribute('dir')).toBe('rtl');
    expect(slip?.getAttribute('lang')).toBe('ar');
    expect(slip?.textContent).toContain('طلبك');
  });

  it('is printed at the press of a button', async () => {
    const print = jest.fn();
    Object.assign(window, { print });
    renderPage(<SlipPage />, service(), options);
    await userEvent.click(await screen.findByRole('button', { name: 'Print' }));
    expect(print).toHaveBeenCalledTimes(1);
  });
});
