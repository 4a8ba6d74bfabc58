import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Erasure } from '@interlink/contracts/registry/erasure';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ErasuresPage } from '../src/pages/ErasuresPage.js';
import { erasure, ERASER } from './support/erasures.js';
import { axeViolations, enter, ID, OTHER_ID, renderPage } from './support/render.js';

describe('S10: the page of erasures', () => {
  const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
    fakeApi({
      'GET /registry/erasures': () => [erasure()],
      'GET /registry/retention': () => ({ years: 7, before: '2019-11-24', due: 2 }),
      ...over,
    });

  it('leads the second person to whom it is about, and to nobody once they are erased', async () => {
    const asked = erasure({ personId: OTHER_ID });
    const done = erasure({ id: OTHER_ID, state: 'done', erased: 1 });
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => [asked, done] }), ERASER);
    const link = await screen.findByRole('link', { name: 'See the person' });
    expect(link.getAttribute('href')).toContain(`/interlink/registry/people/${OTHER_ID}`);
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('lets a second person erase for good', async () => {
    const CONFIRM = `POST /registry/erasures/${ID}/confirmation`;
    let state: Erasure['state'] = 'asked';
    const api = service({
      'GET /registry/erasures': () => [erasure({ state, ...(state === 'done' && { erased: 1 }) })],
      [CONFIRM]: () => {
        state = 'done';
        return erasure({ state });
      },
    });
    renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    expect(await screen.findByText('Done')).toBeTruthy();
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
  });

  it('offers nobody to confirm what they asked for themselves, but to give it up', async () => {
    renderPage(
      <ErasuresPage />,
      service({ 'GET /registry/erasures': () => [erasure({ askedBy: 'ina.intake' })] }),
      ERASER,
    );
    expect(await screen.findByRole('button', { name: /^Give it up/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Erase for good/ })).toBeNull();
  });

  it('WCAG 2.4.6, 4.1.2: names each button by what it erases or gives up, not by the act alone', async () => {
    const [first, second] = ['a court said so', 'their own wish'];
    const asked = [first, second].map((reason, at) => erasure({ id: `${ID.slice(0, -1)}${at}`, reason }));
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => asked }), ERASER);
    await screen.findByText(second);
    for (const act of ['Erase for good', 'Give it up']) {
      for (const reason of [first, second])
        expect(screen.getByRole('button', { name: new RegExp(`^${act}: One person, ${reason}, `) })).toBeTruthy();
    }
  });

  it('says why the service refuses', async () => {
    const api = service({
      [`POST /registry/erasures/${ID}/confirmation`]: () => refuse(409, 'registry.legal-hold'),
    });
    renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('S7: asks nobody who comes back for the password, where it would erase what an earlier visit began', async () => {
    const CONFIRM = `POST /registry/erasures/${ID}/confirmation`;
    const api = service({ [CONFIRM]: () => refuse(403, 'platform.confirmation-needed') });
    const host = renderPage(<ErasuresPage />, api, ERASER);
    await userEvent.click(await screen.findByRole('button', { name: /^Erase for good/ }));
    await screen.findByRole('dialog');
    host.visit(<p>elsewhere</p>);
    host.visit(<ErasuresPage />);
    await screen.findByRole('button', { name: /^Erase for good/ });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
  });

  it('offers an erasure that broke off halfway to be gone on with, and not to be given up', async () => {
    const half = erasure({ kind: 'retention', state: 'done', people: 3, erased: 1, decidedBy: 'ana.approver' });
    renderPage(<ErasuresPage />, service({ 'GET /registry/erasures': () => [half] }), ERASER);
    expect(await screen.findByRole('button', { name: /^Erase for good/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Give it up/ })).toBeNull();
  });

  it('says when nobody asked for one, and reads each part again when it cannot be had', async () => {
    let isDown = true;
    const down = (answer: unknown) => () => (isDown ? refuse(503, 'platform.overloaded') : answer);
    const api = service({ 'GET /registry/erasures': down([]), 'GET /registry/retention': down({ due: 0 }) });
    renderPage(<ErasuresPage />, api, ERASER);
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(2));
    isDown = false;
    for (const again of screen.getAllByRole('button', { name: 'Try again' })) await userEvent.click(again);
    await screen.findByText('Nobody asked for an erasure.');
    await screen.findByText(/has no rule of how long/);
  });

  it('tells how many are kept too long, and asks for them with a reason', async () => {
    const api = service({ 'POST /registry/retention': () => ({ id: ID }) });
    renderPage(<ErasuresPage />, api, ERASER);
    expect(await screen.findByText(/2 people were in nothing since/)).toBeTruthy();
    enter(/reason|why/i, 'the yearly round');
    await userEvent.click(screen.getByRole('button', { name: 'Ask that they be erased' }));
    await waitFor(() =>
      expect(api.callsOf('POST /registry/retention')[0]?.body).toEqual({ reason: 'the yearly round' }),
    );
  });

  it('says when the deployment has no rule', async () => {
    renderPage(<ErasuresPage />, service({ 'GET /registry/retention': () => ({ due: 0 }) }), ERASER);
    expect(await screen.findByText(/has no rule of how long/)).toBeTruthy();
  });

  it('WCAG 2.2 AA: axe finds nothing wrong', async () => {
    const { container } = renderPage(<ErasuresPage />, service(), ERASER);
    await screen.findByText(/2 people were in nothing/);
    expect(await axeViolations(container)).toEqual([]);
  });
});
