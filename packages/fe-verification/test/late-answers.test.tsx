import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { holdBack, fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { arrive } from '../../fe-kit/test/support/pages.js';
import { ListPage } from '../src/pages/ListPage.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import { VerifyPage } from '../src/pages/VerifyPage.js';
import { show } from './support/show.js';

const LIST = 'GET /verifications/lists/list-a';
const PEOPLE = 'GET /verifications/lists/list-a/people';
const done = {
  ...{ listId: 'list-a', state: 'done', total: 60, done: 60, createdAt: '2026-11-24T08:00:00.000Z' },
  verdicts: { accept: 60, review: 0, stop: 0, unknown: 0 },
};
const person = (name: string) => ({ nationalId: '••••4711', name, verdict: 'accept', results: [], notAsked: [] });
const answersOf = (name: string) => ({ individualId: name, name, results: [] });

describe('On a slow link, an answer about the person before', () => {
  const VERIFY = 'POST /verifications';
  const verify = async () => {
    fireEvent.change(screen.getByLabelText(/^National identifiers/), { target: { value: '11114711' } });
    await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  };

  it('S13: is not kept once the page was left', async () => {
    const late = holdBack(() => answersOf('Amina Wanjiru'));
    const { store, unmount } = show(<PersonPage />, fakeApi({ 'GET /verifications': late.answer }), {
      params: { id: 'amina' },
    });
    unmount();
    late.release();
    await arrive();
    expect(JSON.stringify(store.getState())).not.toContain('Amina');
  });

  it('is not shown on the page of the next one', async () => {
    const late = holdBack(() => ({ ...answersOf('Amina Wanjiru'), results: [result] }));
    const api = fakeApi({
      'GET /verifications': ({ params }) =>
        params.individualId === 'amina'
          ? late.answer()
          : { ...answersOf('Baraka Otieno'), results: [{ ...result, source: 'bank' }] },
    });
    const { rerender, inHost } = show(<PersonPage />, api, { params: { id: 'amina' } });
    rerender(inHost(<PersonPage />, { id: 'baraka' }));
    await screen.findByRole('table', { name: /Baraka Otieno/ });
    late.release();
    await arrive();
    expect(screen.queryByRole('table', { name: /Amina/ })).toBeNull();
  });
  const result = {
    ...{ id: 'r1', kind: 'account', outcome: 'verified', reasons: [], source: 'bank', tookMs: 40, reused: false },
    ...{ checkedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-12-24T08:00:00.000Z' },
    evidence: { sha256: 'ab'.repeat(32), signature: 'verified' },
  };

  it('S13: to a verification does not greet who comes back to verify somebody else', async () => {
    const late = holdBack(() => ({ items: [person('Amina Wanjiru')] }));
    const { rerender, inHost } = show(<VerifyPage />, fakeApi({ [VERIFY]: late.answer }));
    await verify();
    rerender(inHost(<p>elsewhere</p>));
    rerender(inHost(<VerifyPage />));
    late.release();
    await arrive();
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
  });

  it('does not hold up the next verification', async () => {
    const late = holdBack(() => ({ items: [person('Amina Wanjiru')] }));
    const answers = [late.answer, () => ({ items: [person('Baraka Otieno')] })];
    const { rerender, inHost } = show(<VerifyPage />, fakeApi({ [VERIFY]: () => answers.shift()?.() }));
    await verify();
    rerender(inHost(<p>elsewhere</p>));
    rerender(inHost(<VerifyPage />));
    await verify();
    await screen.findByText('Baraka Otieno');
  });
});

describe('SR-009: the pages of a list', () => {
  const pages: Record<string, unknown> = {
    undefined: { items: [person('Amina')], next: 19 },
    19: { items: [person('Baraka')], next: 39 },
    39: { items: [person('Chanda')] },
  };
  const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement;
  const api = (over: (after: string) => unknown = () => undefined) =>
    fakeApi({
      [LIST]: () => done,
      [PEOPLE]: ({ params }) => over(String(params.after)) ?? pages[String(params.after)],
    });
  const open = async (service: ReturnType<typeof api>) => {
    show(<ListPage />, service);
    await userEvent.click(await screen.findByRole('button', { name: 'Show the results' }));
    await screen.findByText('Amina');
  };

  it('are turned once by a double press, so that going back leads to the page before', async () => {
    const late = holdBack(() => pages['19']);
    const service = api((after) => (after === '19' ? late.answer() : undefined));
    await open(service);
    fireEvent.click(button('Next page'));
    fireEvent.click(button('Next page'));
    late.release();
    await screen.findByText('Baraka');
    fireEvent.click(button('Previous page'));
    await screen.findByText('Amina');
    expect(service.callsOf(PEOPLE).map(({ params }) => params.after)).toEqual([undefined, 19, undefined]);
  });

  it('are gone through to the end and back', async () => {
    await open(api());
    for (const name of ['Baraka', 'Chanda']) {
      fireEvent.click(button('Next page'));
      await screen.findByText(name);
    }
    expect(button('Next page').disabled).toBe(true);
    for (const name of ['Baraka', 'Amina']) {
      fireEvent.click(button('Previous page'));
      await screen.findByText(name);
    }
    expect(button('Previous page').disabled).toBe(true);
  });

  it('one that was refused is asked again, and no other one before', async () => {
    let isDown = true;
    const service = api((after) => {
      if (after === '19' && isDown) refuse(503, 'platform.openimis-unavailable');
    });
    await open(service);
    fireEvent.click(button('Next page'));
    await screen.findByRole('alert');
    expect([button('Next page').disabled, button('Previous page').disabled]).toEqual([true, true]);
    isDown = false;
    fireEvent.click(button('Try again'));
    await screen.findByText('Baraka');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
