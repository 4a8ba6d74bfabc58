import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ChangePage } from '../src/pages/ChangePage.js';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { axeViolations, cells, enter, ID, press, renderPage } from './support/render.js';
import { change, DECIDING, DIGEST, ENTERING, listed, service } from './support/changes.js';

describe('The page of one change', () => {
  const render = (api: ReturnType<typeof fakeApi>, rights = DECIDING, language = 'en') =>
    renderPage(<ChangePage />, api, { params: { id: ID }, rights, language });

  it('SR-027: leads to the requests of the others when a whole household moved', async () => {
    const other = (end: string) => ({ id: `${ID.slice(0, -1)}${end}`, event: 'move' as const });
    const held = { state: 'at-openimis', problem: 'platform.internal' } as const;
    const others = [listed({ ...other('b'), state: 'done' }), listed({ ...other('c'), ...held })];
    render(service({ [`GET /social-registry/changes/${ID}`]: () => change({ together: others }) }));
    const section = within(await screen.findByRole('region', { name: 'Others of the household' }));
    const links = section.getAllByRole('link', { name: 'Move' }).map((link) => link.getAttribute('href'));
    expect(links).toEqual(others.map(({ id }) => `/front/interlink/social-registry/updates/${id}`));
    expect(section.getByText('Done')).toBeTruthy();
    expect(section.getByText('Cannot be finished yet')).toBeTruthy();
  });

  it('SR-027: shows what it would do to fields, programmes and the household before anybody decides', async () => {
    render(service());
    expect(await screen.findByText('openIMIS: it is sent there')).toBeTruthy();
    expect(screen.getByText(/Another district/)).toBeTruthy();
    expect(screen.getByText('Members: 2 now, 3 then')).toBeTruthy();
    expect(screen.getByText('CHG')).toBeTruthy();
    expect(screen.getByText(/other programmes that you may not see/)).toBeTruthy();
    expect(screen.getByText('Certificate B-7')).toBeTruthy();
  });

  it('SR-027: names the village of a move, and gives its code where nobody kept the name', async () => {
    const move = { event: 'move', village: 'R1D2W1V1', withHousehold: true } as const;
    const shown = [change({ change: move, villageName: 'Mathare' }), change({ change: move })];
    const api = service({ [`GET /social-registry/changes/${ID}`]: () => shown.shift() });
    const { unmount } = render(api);
    const village = async () => (await screen.findByText('Village', { selector: 'dt' })).nextSibling?.textContent;
    expect(await village()).toBe('Mathare');
    unmount();
    render(api);
    expect(await village()).toBe('R1D2W1V1');
  });

  it('S7, S10: approves what was shown, after the password', async () => {
    let isConfirmed = false;
    const approval = `POST /social-registry/changes/${ID}/approval`;
    const api = service({
      'POST /session/confirm': () => {
        isConfirmed = true;
        return { confirmedUntil: '2026-11-24T08:05:00.000Z' };
      },
      [approval]: () =>
        isConfirmed
          ? change({ request: listed({ state: 'done', approverLogin: 'ana.approver' }), effect: undefined as never })
          : refuse(403, 'platform.confirmation-needed'),
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Approve as shown' }));
    await userEvent.type(await screen.findByLabelText('Your password'), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    expect(await screen.findByText('Done')).toBeTruthy();
    expect(api.callsOf(approval).map(({ body }) => body)).toEqual([{ shown: DIGEST }, { shown: DIGEST }]);
  });

  it('S10: shows what is different when it is another by now, once it is read again', async () => {
    const { effect } = change();
    if (!effect) throw new Error('an effect');
    const fields = [{ field: 'place', home: 'openimis' as const, before: 'Kibera', after: 'Kisumu' }];
    const answers = [change(), change({ effect: { ...effect, fields, digest: 'b'.repeat(64) } })];
    const api = service({
      [`GET /social-registry/changes/${ID}`]: () => answers.shift(),
      [`POST /social-registry/changes/${ID}/approval`]: () => refuse(412, 'platform.conflict'),
    });
    render(api);
    await press('Approve as shown');
    await press('Read again');
    const table = await screen.findByRole('table', { name: /different from what you decided on/ });
    expect(cells(table)).toEqual([['Village', 'Kibera › Mathare', 'Kibera › Kisumu']]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('SR-027: refuses with a reason, and not without one', async () => {
    const refusal = `POST /social-registry/changes/${ID}/refusal`;
    let state: 'refused' | 'waiting' = 'waiting';
    const api = service({
      [refusal]: () => {
        state = 'refused';
        return null;
      },
      [`GET /social-registry/changes/${ID}`]: () =>
        state === 'waiting' ? change() : change({ request: listed({ state, reason: 'No such paper' }) }),
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Refuse' }));
    expect(api.callsOf(refusal)).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Why it is refused/)));
    enter(/^Why it is refused/, 'No such paper');
    await userEvent.click(screen.getByRole('button', { name: 'Refuse' }));
    expect(await screen.findByText('No such paper')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('Nothing was changed.');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })));
    expect(api.callsOf(refusal)[0]?.body).toEqual({ reason: 'No such paper' });
  });

  it('S10: lets nobody decide about their own, and says so', async () => {
    render(
      service({
        [`GET /social-registry/changes/${ID}`]: () => change({ request: listed({ makerLogin: 'ina.intake' }) }),
      }),
    );
    expect(await screen.findByText(/a second person decides about it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve as shown' })).toBeNull();
  });

  it('S8: offers no decision to whoever may only enter', async () => {
    render(service(), ENTERING);
    await screen.findByText(/Another district/);
    expect(screen.queryByRole('button', { name: 'Approve as shown' })).toBeNull();
  });

  it.each([
    ['sending', 'Go on'],
    ['at-openimis', 'Ask openIMIS'],
  ] as const)('SR-027: is taken up while it is %s', async (state, name) => {
    const api = service({
      [`GET /social-registry/changes/${ID}`]: () => change({ request: listed({ state }), effect: undefined as never }),
      [`POST /social-registry/changes/${ID}/take-up`]: () => change({ request: listed({ state: 'done' }) }),
    });
    render(api, ENTERING);
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(await screen.findByText('Done')).toBeTruthy();
  });

  it('SR-027: says in words why it failed', async () => {
    const failed = listed({ state: 'failed', problem: 'registry.erased' });
    render(service({ [`GET /social-registry/changes/${ID}`]: () => change({ request: failed }) }), ENTERING);
    await screen.findByText(/^This person was erased/);
  });

  it('SR-027: says that one which openIMIS has cannot be finished, and why, here and in the list', async () => {
    const request = listed({ state: 'at-openimis', problem: 'platform.internal' });
    const api = service({
      [`GET /social-registry/changes/${ID}`]: () => change({ request, effect: undefined as never }),
      'GET /social-registry/changes': () => ({ items: [request] }),
    });
    const { unmount } = render(api);
    await screen.findByText('Cannot be finished yet');
    screen.getByText(/Something failed on our side/);
    expect(screen.queryByText(/waits for approval/)).toBeNull();
    unmount();
    renderPage(<ChangesPage />, api, { rights: DECIDING });
    await screen.findByText('Cannot be finished yet');
  });

  it('SR-027: shows how the household was assessed again', async () => {
    const reassessed = [{ formula: 'size', version: 1, before: 2_000_000, gains: [], losses: ['OAA'] }];
    const done = change({ request: listed({ state: 'done' }), effect: undefined as never, reassessed });
    render(service({ [`GET /social-registry/changes/${ID}`]: () => done }));
    expect(await screen.findByText('nobody left')).toBeTruthy();
    expect(screen.getByText(/A score is no decision/)).toBeTruthy();
  });

  it.each(['en', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const { container } = render(service(), DECIDING, language);
    await screen.findByText('Old-age allowance');
    expect(await axeViolations(container)).toEqual([]);
  });
});
