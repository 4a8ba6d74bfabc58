import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_OPERATE } from '../src/names.js';
import { HouseholdPage } from '../src/pages/HouseholdPage.js';
import { SourcesPage } from '../src/pages/SourcesPage.js';
import {
  across,
  axeViolations,
  enrolment,
  household,
  ID,
  lookFor,
  OTHER_ID,
  person,
  renderPage,
  service,
} from './support/render.js';

const view = across(
  household({
    source: 'openimis',
    identifiers: [{ type: 'HOUSEHOLD_ID', value: 'H-7' }],
    place: { locationId: ID, name: 'Kibera' },
    size: 3,
    povertyScore: 41.5,
    members: [{ personId: ID, data: person().data, role: 'head', recipient: 'primary' }, { role: 'child' }],
    enrolments: [enrolment({ unit: 'household', programmeName: 'Child Grant' })],
  }),
);

describe('The page of a household', () => {
  it('SR-008: shows members with role and recipient, and hides whom one may not see', async () => {
    const api = service({ 'GET /registry/households/*': () => view });
    const { container } = renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID } });
    lookFor('case');
    const link = await screen.findByRole('link', { name: 'Amina Wanjiru' });
    expect(link.getAttribute('href')).toContain(ID);
    expect(screen.getByText('A member whom you may not see')).toBeTruthy();
    expect(screen.getByText('Head')).toBeTruthy();
    expect(screen.getByText('Kibera')).toBeTruthy();
    expect(screen.getAllByText('Child Grant').length).toBeGreaterThan(0);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('does not tell whether a household exists that one may not see', async () => {
    const api = service({ 'GET /registry/households/*': () => refuse(404, 'registry.household-not-found') });
    renderPage(<HouseholdPage />, api, { params: { id: OTHER_ID } });
    lookFor('case');
    await screen.findByText(/no such household, or you may not see it/);
  });
});

describe('The page of sources', () => {
  const source = { code: 'openimis', name: 'openIMIS', kind: 'openimis', records: 1200, cursor: {} };

  it('shows how many records each source has and whether it still speaks', async () => {
    const sources = [
      { ...source, lastSeenAt: new Date().toISOString() },
      { ...source, code: 'second-mis', name: 'Municipal welfare office', kind: 'dci', institution: 'MWO', records: 0 },
    ];
    const api = service({ 'GET /registry/sources': () => sources });
    const { container } = renderPage(<SourcesPage />, api, { rights: [RIGHT_OPERATE] });
    await screen.findByText('Municipal welfare office');
    expect(screen.getByText('Up to date')).toBeTruthy();
    expect(screen.getByText('Nothing yet')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(api.callsOf('GET /registry/sources').length).toBe(2);
  });

  it('shows why it cannot be read', async () => {
    renderPage(<SourcesPage />, service({ 'GET /registry/sources': () => refuse(403, 'platform.forbidden') }));
    await screen.findByRole('alert');
  });
});
