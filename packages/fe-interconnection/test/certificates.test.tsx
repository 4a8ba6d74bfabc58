import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { aPartner, axeViolations, enter, pressTwice, renderPage, SUPERVISOR, THUMBPRINT } from './support/render.js';

const ONE = 'GET /partners/health';
const confirmed = { confirmedBy: 'sue.supervisor', confirmedAt: '2026-11-24T09:00:00.000Z' };

describe('The client certificates of a partner', () => {
  const SHA256 = 'ab'.repeat(32);
  const CERTIFICATES = 'POST /partners/health/certificates';
  const certificate = (over: object = {}) => ({
    ...{ id: '01930000-0000-7000-8000-0000000000d1', sha256: SHA256 },
    ...{ proposedBy: 'ian.integration', proposedAt: '2026-11-24T08:00:00.000Z', ...over },
  });

  it('are proposed by their fingerprint, however it is spelled, and by nothing else', async () => {
    const api = fakeApi({
      [ONE]: () => aPartner(),
      [CERTIFICATES]: () => aPartner({ certificates: [certificate()] }),
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    const propose = () => fireEvent.click(screen.getByRole('button', { name: 'Propose the certificate' }));
    enter(/^Fingerprint of its client certificate/, 'AB:CD');
    propose();
    expect(api.callsOf(CERTIFICATES)).toEqual([]);
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true'));
    enter(/^Fingerprint of its client certificate/, 'AB:'.repeat(32).slice(0, -1));
    propose();
    await screen.findByText(SHA256);
    expect(api.callsOf(CERTIFICATES)[0]?.body).toEqual({ sha256: SHA256 });
  });

  const partner = (over: object = {}) => aPartner({ keys: [], addresses: [], certificates: [certificate(over)] });

  it('S16: are confirmed by a second person who compared', async () => {
    const CONFIRMED = 'POST /partners/health/certificates/*/confirm';
    const api = fakeApi({ [ONE]: () => partner(), [CONFIRMED]: () => partner(confirmed) });
    const { container } = renderPage(<PartnerPage />, api, { rights: SUPERVISOR });
    await screen.findByText(SHA256);
    enter(/^Fingerprint as/, 'cd'.repeat(32));
    const button = () => screen.getByRole('button', { name: /^Confirm: ab/ }) as HTMLButtonElement;
    expect(button().disabled).toBe(true);
    enter(/^Fingerprint as/, 'AB:'.repeat(32).slice(0, -1));
    expect(await axeViolations(container)).toEqual([]);
    fireEvent.click(button());
    await screen.findByText(/Confirmed by sue.supervisor/);
  });

  it('are revoked by one person', async () => {
    const revoked = () => partner({ ...confirmed, revokedAt: '2026-11-24T10:00:00.000Z' });
    const api = fakeApi({
      [ONE]: () => partner(confirmed),
      'POST /partners/health/certificates/*/withdraw': revoked,
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(SHA256);
    pressTwice(/^Revoke the certificate: ab/, /opens nothing more/);
    await screen.findByText('Revoked');
  });
});
