import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HouseholdNow } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_READ } from '../src/names.js';
import { RegisteredPage } from '../src/pages/RegisteredPage.js';
import { giveBrowserStore } from './support/browser-store.js';
import { intakeApi, PERSON, questionnaire } from './support/intake.js';
import { axeViolations, ID, renderPage, words } from './support/render.js';

const HOUSEHOLD = 'GET /social-registry/households/*';
const card = { code: 'card', type: 'photo' as const, label: words('Card') };
const asking: Questionnaire = {
  ...questionnaire,
  sections: questionnaire.sections.map((section) =>
    section.code === 'people' ? { ...section, questions: [...section.questions, card] } : section,
  ),
};
const now = (over: Partial<HouseholdNow> = {}): HouseholdNow => ({
  id: ID,
  version: 2,
  questionnaire: 'household',
  answers: {
    household: { village: 'R1', owns_land: false },
    members: [
      { given_name: 'Amina', birth_date: '1950', card: PERSON },
      { given_name: 'Juma', card: ID },
    ],
  },
  photos: [
    { id: PERSON, question: 'card', member: 0, isKept: true },
    { id: ID, question: 'card', member: 1, isKept: false },
  ],
  updatedAt: '2026-11-29T08:00:00.000Z',
  ...over,
});
const open = (over: Parameters<typeof intakeApi>[0] = {}, options: Parameters<typeof renderPage>[2] = {}) =>
  renderPage(
    <RegisteredPage />,
    intakeApi({ 'GET /social-registry/questionnaires': () => [asking], [HOUSEHOLD]: () => now(), ...over }),
    { params: { id: ID }, ...options },
  );

beforeEach(giveBrowserStore);

describe('SR-008: a household as it is kept', () => {
  it('shows its answers in words, and which photographs came and which are still to come', async () => {
    const { container } = open();
    expect(
      await screen.findByText('1 photograph is still to come from the computer on which the household was taken in.'),
    ).toBeTruthy();
    expect(screen.getByText('Card – Amina')).toBeTruthy();
    expect(screen.getByText('Still to come')).toBeTruthy();
    expect(screen.getAllByText('Photograph taken')).toHaveLength(2);
    expect(screen.getByText(/^Version 2 of its answers/)).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('waits for the questionnaire before it says that there is none any more', async () => {
    const late = holdBack(() => []);
    open({ 'GET /social-registry/questionnaires': late.answer });
    await screen.findByText(/^Version 2/);
    expect(screen.queryByText(/has the questionnaire of this household no more/)).toBeNull();
    late.release();
    await screen.findByText(/has the questionnaire of this household no more/);
  });

  it('S6: fetches a photograph only when somebody asks for it, with the purpose', async () => {
    open();
    const show = await screen.findByRole('button', { name: 'Show it: Card – Amina' });
    expect(screen.queryByRole('img')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Show it: Card – Juma' })).toBeNull();
    await userEvent.click(show);
    const image = screen.getByRole('img', { name: 'Photograph: Card – Amina' });
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement).toBe(image);
    expect(image.getAttribute('src')).toBe(
      `/interlink/api/v1/social-registry/households/${ID}/photos/${PERSON}?purpose=enrolment`,
    );
    fireEvent.error(image);
    expect(screen.getByRole('alert').textContent).toMatch(/could not be shown/);
    expect(screen.getByRole('button', { name: 'Show it: Card – Amina' })).toBeTruthy();
  });

  it('says nothing of photographs where none was taken', async () => {
    open({ [HOUSEHOLD]: () => now({ photos: [] }) });
    await screen.findByText(/^Version 2/);
    expect(screen.queryByRole('region', { name: 'Photographs' })).toBeNull();
  });

  it('is nobody’s who may not take in households, and says when there is none', async () => {
    open({}, { rights: [RIGHT_READ] });
    expect(await screen.findByText(/You may not take in households/)).toBeTruthy();
    open({ [HOUSEHOLD]: () => refuse(404, 'social-registry.not-found') });
    expect(await screen.findByText(/There is nothing of that reference for you/)).toBeTruthy();
  });
});
