import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { holdBack, fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { AddPartnerPage } from '../src/pages/AddPartnerPage.js';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { aKey, aPartner, anAgreement, arrive, enter, pressTwice, renderPage, SUPERVISOR } from './support/render.js';

const BANK_KEY = 'bank-thumbprint';
const bank = (over: Partial<PartnerView> = {}) =>
  aPartner({ id: 'bank', name: 'The Bank', keys: [aKey({ thumbprint: BANK_KEY, kid: BANK_KEY })], ...over });
const GIVEN = { clientId: 'health', clientSecret: 'the-secret', notAfter: '2027-11-24T08:00:00.000Z' };
const AGREEMENTS = 'GET /partners/health/agreements';

describe('On a slow link, an answer about the partner before', () => {
  it('S16: does not put its keys and addresses on the page of the next one', async () => {
    const late = holdBack(() => aPartner());
    const api = fakeApi({ 'GET /partners/health': late.answer, 'GET /partners/bank': () => bank() });
    const { rerender, inHost } = renderPage(<PartnerPage />, api);
    rerender(inHost(<p>elsewhere</p>));
    late.release();
    await arrive();
    rerender(inHost(<PartnerPage />, { id: 'bank' }));
    expect(screen.queryByText('Ministry of Health')).toBeNull();
    await screen.findByText(BANK_KEY);
  });

  it('S16: shows nothing of it when the next one cannot be read', async () => {
    const late = holdBack(() => aPartner());
    const api = fakeApi({ 'GET /partners/health': late.answer });
    const { rerender, inHost } = renderPage(<PartnerPage />, api);
    rerender(inHost(<PartnerPage />, { id: 'bank' }));
    await screen.findByRole('alert');
    late.release();
    await arrive();
    expect(screen.queryByText('Ministry of Health')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Revoke/ })).toBeNull();
  });

  it('S16: after a change, leaves the page of the next one as it is', async () => {
    const late = holdBack(() => aPartner({ status: 'suspended' }));
    const api = fakeApi({
      'GET /partners/health': () => aPartner({ status: 'active' }),
      'GET /partners/bank': () => bank(),
      'POST /partners/health/suspend': late.answer,
    });
    const { rerender, inHost } = renderPage(<PartnerPage />, api);
    await screen.findByRole('button', { name: 'Suspend' });
    pressTwice('Suspend', /nothing passes/);
    rerender(inHost(<PartnerPage />, { id: 'bank' }));
    await screen.findByText(BANK_KEY);
    late.release();
    await arrive();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('The Bank');
    expect(screen.queryByText('Suspended')).toBeNull();
  });

  it('does not hold up what is done to the next one', async () => {
    const late = holdBack(() => aPartner());
    const api = fakeApi({
      'GET /partners/health': () => aPartner({ status: 'active' }),
      'GET /partners/bank': () => bank({ status: 'active' }),
      'POST /partners/health/suspend': late.answer,
      'POST /partners/bank/suspend': () => bank({ status: 'suspended' }),
    });
    const { rerender, inHost } = renderPage(<PartnerPage />, api);
    await screen.findByRole('button', { name: 'Suspend' });
    pressTwice('Suspend', /nothing passes/);
    rerender(inHost(<PartnerPage />, { id: 'bank' }));
    await screen.findByText(BANK_KEY);
    pressTwice('Suspend', /nothing passes/);
    await screen.findByText('Suspended');
    expect(api.callsOf('POST /partners/bank/suspend')).toHaveLength(1);
  });

  it('S15: brings its new secret neither into the store nor to the page of another', async () => {
    const late = holdBack(() => GIVEN);
    const api = fakeApi({
      'GET /partners/health': () => aPartner(),
      'GET /partners/bank': () => bank(),
      'POST /partners/health/credentials': late.answer,
    });
    const { store, rerender, inHost } = renderPage(<PartnerPage />, api);
    await screen.findByRole('button', { name: 'Make a client secret' });
    pressTwice('Make a client secret', /make one/);
    rerender(inHost(<PartnerPage />, { id: 'bank' }));
    await screen.findByText(BANK_KEY);
    late.release();
    await arrive();
    expect(screen.queryByText('the-secret')).toBeNull();
    expect(JSON.stringify(store.getState())).not.toContain('the-secret');
  });

  it('F2: does not show its agreements among those of the next one', async () => {
    const late = holdBack(() => anAgreement({ status: 'approved' }));
    const api = fakeApi({
      [AGREEMENTS]: () => [anAgreement()],
      'GET /partners/bank/agreements': () => [anAgreement({ partner: 'bank', purpose: 'wages' })],
      'POST /partners/health/agreements/*/actions': late.answer,
    });
    const { rerender, inHost } = renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('health-waiver');
    pressTwice(/^Approve/, /I have read it/);
    rerender(inHost(<AgreementsPage />, { id: 'bank' }));
    await screen.findByText('wages');
    late.release();
    await arrive();
    expect(api.callsOf(AGREEMENTS)).toHaveLength(1);
    expect(screen.queryByText('health-waiver')).toBeNull();
  });

  it('does not take away who is writing down the next one', async () => {
    const late = holdBack(() => aPartner());
    const { pushed, rerender, inHost } = renderPage(<AddPartnerPage />, fakeApi({ 'POST /partners': late.answer }));
    enter(/^Id/, 'health');
    enter(/^Name/, 'Ministry of Health');
    enter(/^Its DCI id/, 'https://health.example/dci');
    enter(/^Technical contact/, 'Hana');
    enter(/^E-mail/, 'hana@health.example');
    fireEvent.click(screen.getByRole('button', { name: 'Write it down' }));
    rerender(inHost(<p>elsewhere</p>));
    rerender(inHost(<AddPartnerPage />));
    late.release();
    await arrive();
    expect(pushed).toEqual([]);
    await waitFor(() => expect((screen.getByLabelText(/^Id/) as HTMLInputElement).value).toBe(''));
  });
});
