import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import type { ApiProblem } from '../src/api-problem.js';
import { ConfirmDialog } from '../src/components/ConfirmDialog.js';
import { fakeApi, refuse } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';

afterEach(cleanup);
jest.setTimeout(30_000);

const CONFIRM = 'POST /session/confirm';
const confirmed = { confirmedUntil: '2026-11-24T08:05:00Z', secondFactor: false };
const needed = (details: ApiProblem['details'] = { secondFactor: false }): ApiProblem => ({
  code: 'platform.confirmation-needed',
  status: 403,
  details,
});
const open = (api: ReturnType<typeof fakeApi>, problem: ApiProblem | undefined, language = 'en') => {
  const onConfirmed = jest.fn();
  const host = renderHost(<ConfirmDialog problem={problem} onConfirmed={onConfirmed} />, {
    client: api.client,
    language,
  });
  return { ...host, onConfirmed };
};
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const goOn = () => fireEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));

describe('The dialog that asks for the password again', () => {
  it('S7: stays closed for any other refusal', () => {
    open(fakeApi({}), { code: 'platform.forbidden', status: 403, details: {} });
    open(fakeApi({}), undefined);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('S7: gives the password to the service alone, and has the act repeated once', async () => {
    const api = fakeApi({ [CONFIRM]: () => confirmed });
    const { onConfirmed, store } = open(api, needed());
    expect(document.activeElement?.contains(screen.getByRole('dialog'))).toBe(true);
    type('Your password', 'marker-secret');
    expect(screen.getByLabelText('Your password').getAttribute('type')).toBe('password');
    goOn();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(api.calls.map(({ body }) => body)).toEqual([{ password: 'marker-secret' }]);
    expect(JSON.stringify(store.getState())).not.toContain('marker-secret');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('S7: says what is wrong with a password, and does not act', async () => {
    const api = fakeApi({ [CONFIRM]: () => refuse(403, 'platform.confirmation-refused') });
    const { onConfirmed } = open(api, needed());
    type('Your password', 'wrong');
    goOn();
    await screen.findByText(/after five wrong tries you wait ten minutes/);
    expect(onConfirmed).not.toHaveBeenCalled();
  });

  it('S7: does nothing for who closes it', () => {
    const { onConfirmed } = open(fakeApi({}), needed());
    fireEvent.click(screen.getByRole('button', { name: 'Do not do it' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(onConfirmed).not.toHaveBeenCalled();
  });

  it('S11: asks for the code of an authenticator too when money moves', async () => {
    const api = fakeApi({ [CONFIRM]: () => ({ ...confirmed, secondFactor: true }) });
    const { onConfirmed } = open(api, needed({ secondFactor: true, enrolled: true }));
    type('Your password', 'secret');
    expect(screen.getByRole('button', { name: 'Confirm and go on' }).hasAttribute('disabled')).toBe(true);
    type('Code of your authenticator', '123456');
    goOn();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(api.calls[0]?.body).toEqual({ password: 'secret', code: '123456' });
  });

  it('S11: leads who has no authenticator through setting one up', async () => {
    const api = fakeApi({
      [CONFIRM]: () => confirmed,
      'POST /session/totp': () => ({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x' }),
      'POST /session/totp/activation': () => ({ ...confirmed, secondFactor: true }),
    });
    const { onConfirmed } = open(api, needed({ secondFactor: true, enrolled: false }));
    type('Your password', 'secret');
    goOn();
    await screen.findByText('JBSWY3DPEHPK3PXP');
    expect(onConfirmed).not.toHaveBeenCalled();
    type('Code of your authenticator', '654321');
    goOn();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(api.calls.at(-1)?.body).toEqual({ code: '654321' });
  });

  it('is named, in the language and direction of the user, and without a fault that axe knows', async () => {
    open(fakeApi({}), needed({ secondFactor: true, enrolled: true }), 'ar');
    const dialog = screen.getByRole('dialog', { name: 'أكّد أنك أنت' });
    expect([dialog.getAttribute('dir'), dialog.getAttribute('lang')]).toEqual(['rtl', 'ar']);
    const { violations } = await axe.run(dialog, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
