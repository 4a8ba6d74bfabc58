import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { ExchangesPage } from '../src/pages/ExchangesPage.js';
import { axeViolations, enter, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';

describe('The exchange log', () => {
  const LOG = 'GET /exchanges';
  const line = (over: object = {}) => ({
    ...{ id: '01930000-0000-7000-8000-0000000000d1', at: AT, partner: 'health', direction: 'in', operation: 'search' },
    ...{ result: '200', elements: ['demographic_info.name'], people: 3, records: 3, tookMs: 12, purpose: 'waiver' },
    ...{ signature: 'verified', correlationId: 'c-1' },
    ...over,
  });

  it('S6: shows how many people, and who they are only when the service says it', async () => {
    const lines = [line(), line({ id: 'd2', subjects: ['p-1', 'p-2'], result: 'refused', refusal: 'expired' })];
    const { container } = renderPage(<ExchangesPage />, fakeApi({ [LOG]: () => ({ lines }) }));
    await screen.findByText('expired');
    expect(screen.getByText('p-1 p-2')).toBeTruthy();
    expect(screen.getByRole('cell', { name: '3' })).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  const COLOUR_OF = { good: 'rgb(20, 83, 45)', warn: 'rgb(107, 66, 0)' };
  it.each([
    ['succ', 'Succeeded', 'good'],
    ['accepted', 'Accepted', 'good'],
    ['told', 'Told', 'good'],
    ['rjct', 'Rejected', 'warn'],
    ['pdng', 'Pending', 'warn'],
    ['503', '503', 'warn'],
  ] as const)('calls %s %s, marks it as %s, and lists the elements when asked', async (result, words, tone) => {
    renderPage(<ExchangesPage />, fakeApi({ [LOG]: () => ({ lines: [line({ result })] }) }));
    expect(within(await screen.findByRole('table')).getByText(words).style.color).toBe(COLOUR_OF[tone]);
    const elements = screen.getByText('1 element').closest('details');
    expect(elements?.open).toBe(false);
    expect(elements?.textContent).toContain('demographic_info.name');
  });

  it('is filtered by partner, operation, result and days, the last one included', async () => {
    const api = fakeApi({ [LOG]: () => ({ lines: [] }) });
    renderPage(<ExchangesPage />, api, { search: '?partner=health' });
    await screen.findByText(/Nothing passed/);
    enter(/^Operation/, 'search');
    enter(/^Result/, 'rjct');
    enter(/^From/, '2026-11-01');
    enter(/^Until/, '2026-11-30');
    fireEvent.click(screen.getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(api.callsOf(LOG)).toHaveLength(2));
    expect(api.callsOf(LOG).map(({ params }) => params)).toEqual([
      { partner: 'health' },
      {
        ...{ partner: 'health', operation: 'search', result: 'rjct' },
        ...{ from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
      },
    ]);
  });

  it('goes on where the page ended', async () => {
    const api = fakeApi({
      [LOG]: ({ params }) =>
        params.after === undefined
          ? { lines: [line()], next: 'n1' }
          : { lines: [line({ id: 'd2', operation: 'subscribe' })] },
    });
    renderPage(<ExchangesPage />, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('subscribe');
    expect(screen.getByText('search')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });
});
