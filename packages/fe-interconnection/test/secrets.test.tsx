import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { aPartner, arrive, pressTwice, renderPage } from './support/render.js';

const ONE = 'GET /partners/health';
const MAKE = 'POST /partners/health/credentials';
const GIVEN = { clientId: 'health', clientSecret: 'the-secret', notAfter: '2027-11-24T08:00:00.000Z' };
const credential = (id: string) => ({
  ...{ id, madeBy: 'ina.intake', madeAt: '2026-11-24T08:00:00.000Z', notAfter: '2027-11-24T08:00:00.000Z' },
});

/** A service that keeps what it made; `over` answers instead. */
function service(over: Parameters<typeof fakeApi>[0] = {}) {
  let count = 0;
  return fakeApi({
    [ONE]: () => aPartner({ credentials: Array.from({ length: count }, (_, at) => credential(`c${at}`)) }),
    [MAKE]: () => {
      count += 1;
      return { ...GIVEN, clientSecret: `the-secret-${count}` };
    },
    ...over,
  });
}
const secrets = () => within(screen.getByRole('region', { name: 'Client secrets' }));
const make = async () => {
  await screen.findByRole('button', { name: 'Make a client secret' });
  pressTwice('Make a client secret', /make one/);
};

describe('A client secret that was made', () => {
  it('S15: stands among the others at once, by its end alone', async () => {
    const api = service();
    renderPage(<PartnerPage />, api);
    await make();
    await screen.findByText('the-secret-1');
    await waitFor(() => expect(secrets().getAllByRole('listitem')).toHaveLength(1));
    expect(secrets().getByRole('listitem').textContent).toBe(
      'Made by ina.intake, 2026-11-24 08:00:00; ends 2027-11-24',
    );
    expect(api.callsOf(ONE)).toHaveLength(2);
  });

  it('S15: stays in sight although the others cannot be read again: it is shown this once', async () => {
    let isDown = false;
    const api = service({
      [ONE]: () => (isDown ? refuse(503, 'platform.openimis-unavailable') : aPartner()),
      [MAKE]: () => {
        isDown = true;
        return GIVEN;
      },
    });
    renderPage(<PartnerPage />, api);
    await make();
    await screen.findByRole('alert');
    expect(screen.getByText('the-secret')).toBeTruthy();
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(screen.getByText('the-secret')).toBeTruthy();
  });

  it('S4: is another one the next time, and the one before is no longer shown', async () => {
    const api = service();
    renderPage(<PartnerPage />, api);
    await make();
    await screen.findByText('the-secret-1');
    await make();
    await screen.findByText('the-secret-2');
    expect(screen.queryByText('the-secret-1')).toBeNull();
    const [first, second] = api.callsOf(MAKE).map((call) => call.header('Idempotency-Key'));
    expect(second).not.toBe(first);
    await waitFor(() => expect(secrets().getAllByRole('listitem')).toHaveLength(2));
  });

  it('S4: is the same one when the answer was lost and it is asked for again', async () => {
    const api = service();
    for (let time = 0; time < 4; time += 1) api.loseAnswer(MAKE);
    renderPage(<PartnerPage />, api);
    await make();
    await screen.findByText(/No answer came back/);
    await make();
    await screen.findByText(/^the-secret/);
    expect(new Set(api.callsOf(MAKE).map((call) => call.header('Idempotency-Key'))).size).toBe(1);
  });

  it('S7: wants the password first, and is then made by the same wish', async () => {
    let isConfirmed = false;
    const api = service({
      [MAKE]: () => (isConfirmed ? GIVEN : refuse(403, 'platform.confirmation-needed')),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return {};
      },
    });
    renderPage(<PartnerPage />, api);
    await make();
    fireEvent.change(await screen.findByLabelText(/^Your password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await screen.findByText('the-secret');
    expect(new Set(api.callsOf(MAKE).map((call) => call.header('Idempotency-Key'))).size).toBe(1);
  });

  it('S15: is not shown beside the refusal of the next one', async () => {
    let isFirst = true;
    const api = service({
      [MAKE]: () => {
        if (!isFirst) refuse(409, 'platform.conflict');
        isFirst = false;
        return GIVEN;
      },
    });
    renderPage(<PartnerPage />, api);
    await make();
    await screen.findByText('the-secret');
    await make();
    await screen.findByRole('alert');
    expect(screen.queryByText('the-secret')).toBeNull();
  });

  it('cannot be asked for twice while it is made', async () => {
    const late = holdBack(() => GIVEN);
    const api = service({ [MAKE]: late.answer });
    renderPage(<PartnerPage />, api);
    await make();
    expect((screen.getByRole('button', { name: 'Make a client secret' }) as HTMLButtonElement).disabled).toBe(true);
    late.release();
    await screen.findByText('the-secret');
    await arrive();
    expect(api.callsOf(MAKE)).toHaveLength(1);
  });
});
