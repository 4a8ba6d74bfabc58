import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { BulkFilePage } from '@interlink/contracts/exchange/bulk';
import type { FollowedRegistry } from '@interlink/contracts/exchange/inquiry';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { FilesPage } from '../src/pages/FilesPage.js';
import { FollowedPage } from '../src/pages/FollowedPage.js';
import { RIGHT_MANAGE, RIGHT_READ } from '../src/names.js';
import { axeViolations, enter, pressTwice, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';
const MANAGER = [RIGHT_READ, RIGHT_MANAGE];
const aFollowed = (over: Partial<FollowedRegistry> = {}): FollowedRegistry => ({
  ...{ id: '01930000-0000-7000-8000-0000000000f1', partner: 'civil-registry', connector: 'vital-events' },
  ...{
    role: 'crvs',
    eventType: 'Death',
    about: 'everybody',
    state: 'answered',
    subscriptionCodes: ['CODE-1'],
    askedAt: AT,
    answeredAt: AT,
  },
  ...over,
});
const LIST = 'GET /followed-registries';
const END = 'POST /followed-registries/*/end';
const FOLLOW = 'POST /followed-registries';

describe('IBR-036: what we follow', () => {
  it('says who tells us of what, under which code, and is asked to end by two presses', async () => {
    let items = [aFollowed()];
    const api = fakeApi({
      [LIST]: () => ({ items }),
      [END]: () => {
        items = [aFollowed({ ending: 'asked' })];
        return items[0];
      },
    });
    const { container } = renderPage(<FollowedPage />, api, { rights: MANAGER });
    const table = await screen.findByRole('table', { name: '1 registry followed' });
    for (const text of ['civil-registry', 'Civil registry · Death', 'Tells us', 'CODE-1'])
      expect(within(table).getByText(text)).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    pressTwice(/^Be told no more/, /ask it to stop/);
    expect(await screen.findByText('end asked for')).toBeTruthy();
    expect(api.callsOf(END)).toHaveLength(1);
    expect(screen.queryByRole('button', { name: /^Be told no more/ })).toBeNull();
  });

  it.each([
    ['asked', undefined, false],
    ['refused', undefined, false],
    ['answered', 'answered', false],
    ['answered', 'acknowledged', false],
    ['answered', 'refused', true],
    ['answered', 'expired', true],
  ] as const)('offers the end of one that is %s, its end %s: %s', async (state, ending, isOffered) => {
    const one = aFollowed({ state, ...(ending && { ending }) });
    renderPage(<FollowedPage />, fakeApi({ [LIST]: () => ({ items: [one] }) }), { rights: MANAGER });
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: /^Be told no more/ }) !== null).toBe(isOffered);
  });

  it('follows a registry, and says why it cannot', async () => {
    let isKnown = false;
    const api = fakeApi({
      [LIST]: () => ({ items: isKnown ? [aFollowed({ state: 'asked' })] : [] }),
      [FOLLOW]: () => {
        if (!isKnown) refuse(422, 'exchange.connector-unknown');
        return aFollowed({ state: 'asked' });
      },
    });
    renderPage(<FollowedPage />, api, { rights: MANAGER });
    expect(await screen.findByText('We follow no registry yet.')).toBeTruthy();
    const press = screen.getByRole('button', { name: 'Follow a registry' });
    enter(/^Partner/, ' civil-registry ');
    enter(/^Connector/, 'vital-events');
    enter(/^Event/, 'Death');
    await userEvent.click(press);
    expect(await screen.findByRole('alert')).toBeTruthy();
    isKnown = true;
    await userEvent.click(press);
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(api.callsOf(FOLLOW)[1]?.body).toEqual({
      ...{ partner: 'civil-registry', connector: 'vital-events', eventType: 'Death' },
    });
  });

  it.each([
    [
      ['Kind of number', 'UIN'],
      ['Number of the person', ' 880012 '],
      { by: 'identifier', type: 'UIN', value: '880012' },
    ],
    [['Attribute', 'birth_place'], ['Code of the place', 'R1'], { by: 'place', attribute: 'birth_place', value: 'R1' }],
  ] as const)('follows one alone: %j %j', async ([first, of], [second, which], whom) => {
    const api = fakeApi({
      [LIST]: () => ({ items: [] }),
      [FOLLOW]: () => aFollowed({ state: 'asked', about: 'person' }),
    });
    renderPage(<FollowedPage />, api, { rights: MANAGER });
    const press = await screen.findByRole('button', { name: 'Follow a registry' });
    enter(/^Partner/, 'civil-registry');
    enter(/^Connector/, 'vital-events');
    enter(/^Event/, 'Death');
    enter(new RegExp(`^${first}`), of);
    // Half of it is no answer to whom.
    await userEvent.click(press);
    expect(api.callsOf(FOLLOW)).toEqual([]);
    enter(new RegExp(`^${second}`), which);
    await userEvent.click(press);
    await waitFor(() => expect(api.callsOf(FOLLOW)[0]?.body).toMatchObject({ whom }));
  });

  it('says of whom we are told, and of a person no number', async () => {
    const items = [
      aFollowed({ about: 'person' }),
      aFollowed({ id: '01930000-0000-7000-8000-0000000000f3', about: 'place', place: 'birth_place = R1' }),
    ];
    renderPage(<FollowedPage />, fakeApi({ [LIST]: () => ({ items }) }), { rights: [RIGHT_READ] });
    const table = await screen.findByRole('table');
    for (const text of ['One person', 'birth_place = R1']) expect(within(table).getByText(text)).toBeTruthy();
  });

  it('S8: changes nothing for who may only read', async () => {
    renderPage(<FollowedPage />, fakeApi({ [LIST]: () => ({ items: [aFollowed()] }) }), { rights: [RIGHT_READ] });
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: /^Be told no more/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Follow a registry' })).toBeNull();
  });
});

const aFile = (over: Partial<BulkFilePage['items'][number]> = {}): BulkFilePage['items'][number] => ({
  ...{ file_id: '01930000-0000-7000-8000-0000000000f2', kind: 'push', operation: 'enrollment-updates', format: 'csv' },
  ...{ state: 'receiving', received: 300, size: 1200, lines: 0, rejected: 0, expires_at: AT },
  ...{ partner: 'relief-agency', role: 'ibr', at: AT },
  ...over,
});

describe('IBR-041: files of partners', () => {
  const FILES = 'GET /exchange-files';

  it('shows how far each is, and of one partner when asked', async () => {
    const api = fakeApi({
      [FILES]: () => ({
        items: [aFile(), aFile({ file_id: 'two', kind: 'pull', state: 'ready', lines: 1200, rejected: 3 })],
      }),
    });
    const { container } = renderPage(<FilesPage />, api, { rights: [RIGHT_READ] });
    const table = await screen.findByRole('table', { name: '2 files' });
    for (const text of ['25%', 'Coming in', 'Ready', '1,200', '3'])
      expect(within(table).getAllByText(text)).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    enter('Partner', 'relief-agency');
    await waitFor(() => expect(api.callsOf(FILES).at(-1)?.params).toEqual({ partner: 'relief-agency' }));
  });

  it('says why one came to nothing, and when none passed', async () => {
    const refused = aFile({ state: 'refused', refusal: 'bulk.bytes-differ' });
    const { unmount } = renderPage(<FilesPage />, fakeApi({ [FILES]: () => ({ items: [refused] }) }), {
      rights: [RIGHT_READ],
    });
    expect(await screen.findByText('bulk.bytes-differ')).toBeTruthy();
    unmount();
    renderPage(<FilesPage />, fakeApi({ [FILES]: () => ({ items: [] }) }), { rights: [RIGHT_READ] });
    expect(await screen.findByText('No file passed yet.')).toBeTruthy();
  });
});
