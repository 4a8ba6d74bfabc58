import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FormEvent } from 'react';
import type { ApiProblem } from '../src/api-problem.js';
import { ConfirmDialog } from '../src/components/ConfirmDialog.js';
import { fakeApi, holdBack, refuse } from '../src/testing/fake-api.js';
import { renderHost } from '../src/testing/host.js';
import { arrive, axeViolations } from './support/pages.js';

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
    expect(document.activeElement).toBe(screen.getByLabelText('Your password'));
    type('Your password', 'marker-secret');
    expect(screen.getByLabelText('Your password').getAttribute('type')).toBe('password');
    goOn();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(api.calls.map(({ body }) => body)).toEqual([{ password: 'marker-secret' }]);
    expect(JSON.stringify(store.getState())).not.toContain('marker-secret');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('S7: does not send the form around it, whose act waits for the password', async () => {
    const api = fakeApi({ [CONFIRM]: () => confirmed });
    const onConfirmed = jest.fn();
    const onSubmit = jest.fn((event: FormEvent) => event.preventDefault());
    renderHost(
      <form onSubmit={onSubmit}>
        <ConfirmDialog problem={needed()} onConfirmed={onConfirmed} />
      </form>,
      { client: api.client },
    );
    type('Your password', 'secret');
    goOn();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(onSubmit).not.toHaveBeenCalled();
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
    expect(await axeViolations(dialog)).toEqual([]);
  });

  it.each([
    ['the button', () => fireEvent.click(screen.getByRole('button', { name: 'Do not do it' }))],
    ['Escape', () => fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' })],
  ])('S7: does nothing for who closes it by %s while the password is on its way', async (_how, leave) => {
    const late = holdBack(() => confirmed);
    const api = fakeApi({ [CONFIRM]: late.answer });
    const { onConfirmed } = open(api, needed());
    type('Your password', 'secret');
    goOn();
    leave();
    late.release();
    await arrive();
    expect(api.calls).toHaveLength(1);
    expect(onConfirmed).not.toHaveBeenCalled();
  });

  it('S7: does nothing for who left the page while the password was on its way', async () => {
    const late = holdBack(() => confirmed);
    const { onConfirmed, unmount } = open(fakeApi({ [CONFIRM]: late.answer }), needed());
    type('Your password', 'secret');
    goOn();
    unmount();
    late.release();
    await arrive();
    expect(onConfirmed).not.toHaveBeenCalled();
  });

  it('S11: has no authenticator made that nobody would see', async () => {
    const late = holdBack(() => confirmed);
    const api = fakeApi({ [CONFIRM]: late.answer, 'POST /session/totp': () => ({ secret: 'JBSW', uri: 'x' }) });
    open(api, needed({ secondFactor: true, enrolled: false }));
    type('Your password', 'secret');
    goOn();
    fireEvent.click(screen.getByRole('button', { name: 'Do not do it' }));
    late.release();
    await arrive();
    expect(api.callsOf('POST /session/totp')).toEqual([]);
  });

  it('asks once, however often Enter is pressed while the answer is on its way', async () => {
    const late = holdBack(() => confirmed);
    const api = fakeApi({ [CONFIRM]: late.answer });
    const { onConfirmed } = open(api, needed());
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{enter}{enter}{enter}');
    late.release();
    await waitFor(() => expect(onConfirmed).toHaveBeenCalledTimes(1));
    expect(api.calls).toHaveLength(1);
  });

  it('is not sent by Enter before everything that it asks for is there', async () => {
    const api = fakeApi({ [CONFIRM]: () => confirmed });
    open(api, needed({ secondFactor: true, enrolled: true }));
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{enter}');
    expect(api.calls).toEqual([]);
  });

  it('WCAG 2.4.3: leads the keyboard on to the code when an authenticator is set up', async () => {
    const api = fakeApi({ [CONFIRM]: () => confirmed, 'POST /session/totp': () => ({ secret: 'JBSW', uri: 'x' }) });
    open(api, needed({ secondFactor: true, enrolled: false }));
    await userEvent.type(screen.getByLabelText('Your password'), 'secret{enter}');
    await screen.findByText('JBSW');
    expect(document.activeElement).toBe(screen.getByLabelText('Code of your authenticator'));
    // Read from left to right, and chosen whole by one click.
    expect(screen.getByText('JBSW').getAttribute('dir')).toBe('ltr');
  });

  it('S11: forgets a code that was refused, as each counts once, and keeps the password', async () => {
    const api = fakeApi({ [CONFIRM]: () => refuse(403, 'platform.confirmation-refused') });
    open(api, needed({ secondFactor: true, enrolled: true }));
    type('Your password', 'secret');
    type('Code of your authenticator', '123456');
    goOn();
    await screen.findByRole('alert');
    const value = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;
    expect([value('Your password'), value('Code of your authenticator')]).toEqual(['secret', '']);
    type('Code of your authenticator', '654321');
    goOn();
    await waitFor(() => expect(api.calls).toHaveLength(2));
    expect(api.calls[1]?.body).toEqual({ password: 'secret', code: '654321' });
  });

  it('S7: is opened anew by the next refusal, and knows nothing of what was typed before', async () => {
    const { visit, onConfirmed } = open(fakeApi({}), needed());
    type('Your password', 'secret');
    fireEvent.click(screen.getByRole('button', { name: 'Do not do it' }));
    visit(<ConfirmDialog problem={needed()} onConfirmed={onConfirmed} />);
    expect((screen.getByLabelText('Your password') as HTMLInputElement).value).toBe('');
  });
});
