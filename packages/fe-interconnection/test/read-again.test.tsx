import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { aPartner, anAgreement, pressTwice, renderPage, SUPERVISOR, THUMBPRINT } from './support/render.js';

const readAgain = async () => fireEvent.click(await screen.findByRole('button', { name: 'Read again' }));

describe('S16: an act on what a second person changed meanwhile', () => {
  it('on a partner leads to the partner as it is now', async () => {
    let status: 'active' | 'draft' = 'draft';
    const api = fakeApi({
      'GET /partners/health': () => aPartner({ status }),
      'POST /partners/health/activate': () => {
        status = 'active';
        return refuse(409, 'interconnection.already-exists');
      },
    });
    renderPage(<PartnerPage />, api, { rights: SUPERVISOR });
    await screen.findByText(THUMBPRINT);
    pressTwice('Activate', /it may exchange/);
    await readAgain();
    await screen.findByText('Active');
  });

  it('on an agreement leads to the agreement as it is now', async () => {
    let status: 'approved' | 'draft' = 'draft';
    const api = fakeApi({
      'GET /partners/health/agreements': () => [anAgreement({ status })],
      'POST /partners/health/agreements/*/actions': () => {
        status = 'approved';
        return refuse(409, 'interconnection.agreement-not-in-state');
      },
    });
    renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('health-waiver');
    pressTwice(/^Approve/, /I have read it/);
    await readAgain();
    await waitFor(() => expect(api.callsOf('GET /partners/health/agreements')).toHaveLength(2));
    await screen.findByText('Approved');
  });
});
