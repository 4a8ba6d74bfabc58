import { screen } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { press } from '../../fe-kit/test/support/pages.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import { show } from './support/show.js';

describe('The answers about a person', () => {
  const PERSON = 'GET /verifications';
  const answer = (over: object = {}) => ({
    ...{
      id: 'r1',
      kind: 'account',
      outcome: 'mismatch',
      reasons: ['account-closed', 'new-code'],
      source: 'savings-union',
    },
    ...{ checkedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-12-24T08:00:00.000Z', tookMs: 40, reused: true },
    evidence: { signature: 'absent' },
    ...over,
  });
  const cells = () => screen.getAllByRole('cell').map(({ textContent }) => textContent);

  it('IBR-041: say why, by a code where there are no words, and that an earlier answer was used', async () => {
    const person = { individualId: 'i', name: 'Amina', results: [answer()] };
    show(<PersonPage />, fakeApi({ [PERSON]: () => person }));
    await screen.findByRole('table');
    expect(cells()).toEqual([
      ...['Account', 'savings-union', 'Differs', 'The account is closed. new-code (earlier answer, still valid)'],
      ...['2026-11-24 08:00:00', '2026-12-24 08:00:00', 'none'],
    ]);
  });

  it('are asked for again after a refusal', async () => {
    let isDown = true;
    const person = () => (isDown ? refuse(503, 'platform.audit-unavailable') : { name: 'Amina', results: [answer()] });
    show(<PersonPage />, fakeApi({ [PERSON]: person }));
    await screen.findByRole('alert');
    expect(screen.queryByText(/Nobody has been asked/)).toBeNull();
    isDown = false;
    await press('Try again');
    await screen.findByRole('table');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are read from right to left in Arabic, the hash from left to right', async () => {
    const evidence = { signature: 'verified', sha256: 'ab'.repeat(32) };
    const person = { individualId: 'i', name: 'أمينة', results: [answer({ evidence })] };
    show(<PersonPage />, fakeApi({ [PERSON]: () => person }), { language: 'ar' });
    const table = await screen.findByRole('table');
    expect(table.closest('section')?.getAttribute('dir')).toBe('rtl');
    expect(screen.getByText(/abababababab$/).tagName).toBe('BDI');
    expect(cells().join(' ')).not.toContain('Differs');
  });
});
