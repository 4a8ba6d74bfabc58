import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { OwnKeyFacts } from '@interlink/contracts/interconnection/own-keys';
import type { ParkedMessage } from '@interlink/contracts/platform/outbox';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ConnectorsPage } from '../src/pages/ConnectorsPage.js';
import { ParkedPage } from '../src/pages/ParkedPage.js';
import { arrive, pressTwice, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';

describe('The health of connections', () => {
  const HEALTH = 'GET /connectors';
  const KEYS = 'GET /own-keys';
  const health = (over: Partial<ConnectorHealth> = {}): ConnectorHealth => ({
    ...{ partner: 'civil-registry', host: 'crvs.example', state: 'well', calls: 1234, failures: 0 },
    ...{ medianMs: 12, p95Ms: 90, timeoutMs: 5000, connections: 16 },
    ...over,
  });
  const key = (over: Partial<OwnKeyFacts> = {}): OwnKeyFacts => ({
    ...{ kid: 'k-1', purpose: 'message', alg: 'EdDSA', store: 'secrets folder', state: 'current' },
    ...over,
  });
  const cells = (name: RegExp) =>
    within(screen.getByText(name).closest('tr') as HTMLElement)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);

  it('IBR-041: says nothing of the speed of a system that was not asked', async () => {
    const { medianMs: _median, p95Ms: _p95, ...unasked } = health({ state: 'unused', calls: 0 });
    renderPage(<ConnectorsPage />, fakeApi({ [HEALTH]: () => [unasked], [KEYS]: () => [key()] }));
    await screen.findByText('civil-registry');
    expect(cells(/^civil-registry$/)).toEqual([
      ...['civil-registry', 'crvs.example', 'Not asked', '0, 0 failed'],
      ...['', '', '', '', '5 s'],
    ]);
  });

  it.each([
    ['down', 'Does not answer'],
    ['troubled', 'Some calls fail'],
    ['unused', 'Not asked'],
    ['well', 'Well'],
  ] as const)('WCAG 1.4.1: says in words that a system is %s', async (state, words) => {
    renderPage(<ConnectorsPage />, fakeApi({ [HEALTH]: () => [health({ state })], [KEYS]: () => [] }));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says why a system failed last, also by a code that it has no words for', async () => {
    const failing = (partner: string, result: string) =>
      health({ partner, state: 'troubled', lastAnsweredAt: AT, lastFailure: { at: AT, result } });
    const rows = [failing('bank', 'circuit-open'), failing('hub', 'status-502')];
    renderPage(<ConnectorsPage />, fakeApi({ [HEALTH]: () => rows, [KEYS]: () => [] }));
    await screen.findByText('bank');
    expect(cells(/^bank$/)).toContain('2026-11-24 08:00:00 · left alone after failures');
    expect(cells(/^hub$/)).toContain('2026-11-24 08:00:00 · status-502');
  });

  it('shows the connections although our keys cannot be read, and reads both again at one press', async () => {
    let isDown = true;
    const api = fakeApi({
      [HEALTH]: () => [health()],
      [KEYS]: () => (isDown ? refuse(403, 'platform.forbidden') : [key()]),
    });
    renderPage(<ConnectorsPage />, api);
    await screen.findByText('civil-registry');
    await screen.findByRole('alert');
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Signing of messages');
    expect(screen.queryByRole('alert')).toBeNull();
    expect([api.callsOf(HEALTH).length, api.callsOf(KEYS).length]).toEqual([2, 2]);
  });

  it('keeps what was last heard in sight while it is looked at again, and shows the newest of two looks', async () => {
    const late = holdBack(() => [health({ state: 'down' })]);
    const answers = [() => [health()], late.answer, () => [health({ state: 'troubled' })]];
    renderPage(<ConnectorsPage />, fakeApi({ [HEALTH]: () => answers.shift()?.(), [KEYS]: () => [] }));
    await screen.findByText('Well');
    const again = screen.getByRole('button', { name: 'Look again' });
    fireEvent.click(again);
    expect(screen.getByText('Well')).toBeTruthy();
    fireEvent.click(again);
    await screen.findByText('Some calls fail');
    late.release();
    await arrive();
    expect(screen.queryByText('Does not answer')).toBeNull();
  });

  it('S16: tells of each key of ours what it is for, where it is kept and until when it is published', async () => {
    const keys = [
      key({ kid: 'old', state: 'retired', publishedUntil: AT }),
      key({ kid: 'new', purpose: 'encryption', state: 'next', store: 'database, encrypted', currentFrom: AT }),
    ];
    renderPage(<ConnectorsPage />, fakeApi({ [HEALTH]: () => [], [KEYS]: () => keys }));
    await screen.findByText('old');
    expect(cells(/^old$/)).toEqual([
      'Signing of messages',
      'old',
      'Retired',
      'Secrets folder',
      '',
      '2026-11-24 08:00:00',
    ]);
    expect(cells(/^new$/)).toEqual([
      ...['Encryption for us', 'new', 'Next', 'Database, encrypted', '2026-11-24 08:00:00', ''],
    ]);
  });

  it('counts in the numbers of the language', async () => {
    const api = fakeApi({ [HEALTH]: () => [health({ failures: 5 })], [KEYS]: () => [] });
    renderPage(<ConnectorsPage />, api, { language: 'fr' });
    await screen.findByText('civil-registry');
    const [, , , calls] = cells(/^civil-registry$/);
    expect(calls?.replace(/\s/g, ' ')).toMatch(/^1 234\D+5\D*$/);
  });
});

describe('Dead letters', () => {
  const LIST = 'GET /platform/outbox/parked';
  const REPLAY = 'POST /platform/outbox/*/replay';
  const parked = (id: string, over: Partial<ParkedMessage> = {}): ParkedMessage => ({
    ...{ id, stream: `dci:${id}`, seq: 4, kind: 'callback', tries: 10, refusal: 'status-500', correlationId: 'c-1' },
    createdAt: AT,
    ...over,
  });

  it('S3: are read page by page, and from the beginning after one was sent again', async () => {
    const sent: string[] = [];
    const api = fakeApi({
      [LIST]: ({ params }) =>
        params.cursor === 'n1'
          ? { items: [parked('m-2')] }
          : { items: sent.length > 0 ? [parked('m-2')] : [parked('m-1')], ...(sent.length === 0 && { next: 'n1' }) },
      [REPLAY]: ({ what }) => void sent.push(what),
    });
    renderPage(<ParkedPage />, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('m-2');
    const first = screen.getByText('m-1').closest('tr') as HTMLElement;
    fireEvent.click(within(first).getByRole('button', { name: /^Try again/ }));
    fireEvent.click(within(first).getByRole('button', { name: /send it again/ }));
    await waitFor(() => expect(screen.queryByText('m-1')).toBeNull());
    expect(sent).toEqual(['POST /platform/outbox/m-1/replay']);
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(api.callsOf(LIST).map(({ params }) => params.cursor)).toEqual([undefined, 'n1', undefined]);
  });

  it('S13: say where a message goes and why it was refused, and nothing of what it says', async () => {
    const { refusal: _none, ...unsaid } = parked('m-2');
    const item = { ...parked('m-1'), body: { name: 'Amina' } };
    renderPage(<ParkedPage />, fakeApi({ [LIST]: () => ({ items: [item, unsaid] }) }));
    await screen.findByText('m-1');
    expect(document.body.textContent).not.toContain('Amina');
    const [, second] = screen.getAllByRole('row').slice(1);
    expect(within(second as HTMLElement).queryByText('status-500')).toBeNull();
  });

  it('are not sent again when somebody thinks better of it, with the keyboard alone', async () => {
    const api = fakeApi({ [LIST]: () => ({ items: [parked('m-1')] }), [REPLAY]: () => null });
    renderPage(<ParkedPage />, api);
    (await screen.findByRole('button', { name: /^Try again/ })).focus();
    await userEvent.keyboard('{enter}');
    // The keyboard is at what does no harm.
    await userEvent.keyboard('{enter}');
    expect(screen.getByRole('button', { name: /^Try again/ })).toBe(document.activeElement);
    expect(api.callsOf(REPLAY)).toEqual([]);
  });

  it('S7: are sent again once the password was given, by one act', async () => {
    let isConfirmed = false;
    const api = fakeApi({
      [LIST]: () => ({ items: isConfirmed ? [] : [parked('m-1')] }),
      [REPLAY]: () => (isConfirmed ? null : refuse(403, 'platform.confirmation-needed')),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return {};
      },
    });
    renderPage(<ParkedPage />, api);
    await screen.findByText('m-1');
    pressTwice(/^Try again/, /send it again/);
    fireEvent.change(await screen.findByLabelText(/^Your password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await screen.findByText('No message is parked.');
    // The row is gone: nothing else would say what became of it.
    expect(screen.getByRole('status').textContent).toMatch(/sent again.*comes back here/);
    expect(api.callsOf(REPLAY)).toHaveLength(2);
  });

  it('that are answered after the page was left are asked for no more', async () => {
    const late = holdBack(() => null);
    const api = fakeApi({ [LIST]: () => ({ items: [parked('m-1')] }), [REPLAY]: late.answer });
    const { visit, store } = renderPage(<ParkedPage />, api);
    await screen.findByText('m-1');
    pressTwice(/^Try again/, /send it again/);
    visit(<p>elsewhere</p>);
    late.release();
    await arrive();
    expect(api.callsOf(LIST)).toHaveLength(1);
    expect(JSON.stringify(store.getState())).not.toContain('dci:m-1');
  });

  it('are asked for again after a refusal', async () => {
    let isDown = true;
    const api = fakeApi({ [LIST]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : { items: [] }) });
    renderPage(<ParkedPage />, api);
    await screen.findByRole('alert');
    expect(screen.queryByText('No message is parked.')).toBeNull();
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('No message is parked.');
  });
});
