import { act, screen, waitFor } from '@testing-library/react';
import type { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import type { Draft } from '../../src/drafts/draft.js';
import { HouseholdPage } from '../../src/pages/HouseholdPage.js';
import { keepDraft } from '../../src/store/drafts.js';
import { ID, press, renderPage } from './render.js';

/** A household of one person that is being written. */
export const draft = (over: Partial<Draft> = {}): Draft => ({
  id: ID,
  key: 'the-key-of-this-household',
  questionnaire: 'household',
  version: 1,
  typed: {
    household: { village: 'R1', owns_land: 'false' },
    members: [{ given_name: 'Amina', birth_date: '1950', relationship: 'head' }],
  },
  state: 'writing',
  savedAt: new Date().toISOString(),
  ...over,
});

/** The page of a household: with a draft that is kept first, or as this computer left it. */
export async function openHousehold(api: ReturnType<typeof fakeApi>, kept?: Draft) {
  const host = renderPage(<HouseholdPage />, api, { params: { id: ID } });
  await waitFor(() => expect(screen.queryAllByRole('status').length).toBeGreaterThan(0));
  if (kept) act(() => void host.store.dispatch(keepDraft(kept)));
  await screen.findByRole('navigation');
  return host;
}

export async function sendIt(): Promise<void> {
  await press('Look it over');
  await press('Send the household');
}
