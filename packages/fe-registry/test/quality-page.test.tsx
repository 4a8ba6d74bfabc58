import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FaultyPage, Quality } from '@interlink/contracts/registry/quality';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { partOf } from '../src/components/Faults.js';
import { QualityPage } from '../src/pages/QualityPage.js';
import { axeViolations, ID, OTHER_ID, READER, renderPage } from './support/render.js';

const quality: Quality = {
  day: '2026-11-24',
  madeAt: '2026-11-24T08:00:00.000Z',
  rules: [
    {
      id: 'surname-known',
      title: { en: 'Surname is known', fr: 'Le nom est connu', ar: 'اسم العائلة معروف' },
      dimension: 'completeness',
      ...{ people: 100, faults: 5, sources: [], districts: [] },
    },
    {
      id: 'phone-known',
      title: { en: 'A telephone is known', fr: 'Un téléphone est connu', ar: 'رقم هاتف معروف' },
      dimension: 'completeness',
      ...{ people: 100, faults: 40 },
      sources: [{ source: 'openimis', people: 100, faults: 40 }],
      districts: [{ district: 'd-1', name: 'Nairobi', people: 60, faults: null }],
    },
    {
      id: 'birth-possible',
      title: { en: 'Birth is possible', fr: 'La naissance est possible', ar: 'الميلاد ممكن' },
      dimension: 'validity',
      ...{ people: 100, faults: 0, sources: [], districts: [] },
    },
  ],
};
const faulty: FaultyPage = {
  items: [
    { personId: ID, name: 'Amina Wanjiru', sources: ['openimis'] },
    { personId: OTHER_ID, sources: ['second-mis'] },
  ],
};
const service = (over: Partial<Quality> = {}) =>
  fakeApi({
    'GET /registry/quality': () => ({ ...quality, ...over }),
    'GET /registry/quality/phone-known/people': () => faulty,
    'GET /registry/quality/surname-known/people': () => ({ items: [] }),
  });

async function open(api = service(), language = 'en') {
  const rendered = renderPage(<QualityPage />, api, { rights: READER, language });
  await userEvent.selectOptions(screen.getAllByRole('combobox')[0] as HTMLElement, 'correction');
  return { ...rendered, api };
}

describe('IBR-015: the page of data quality', () => {
  it('asks why somebody looks before it asks anything', () => {
    const api = service();
    renderPage(<QualityPage />, api, { rights: READER });
    expect(api.callsOf('GET /registry/quality')).toEqual([]);
  });

  it('shows the rules of each dimension, the worst first, with their part and a bar', async () => {
    await open();
    const table = await screen.findByRole('table', { name: 'Is what should be known there?' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(within(first as HTMLElement).getByText('A telephone is known')).toBeTruthy();
    expect(within(first as HTMLElement).getByText('40%')).toBeTruthy();
    expect(within(second as HTMLElement).getByText('5%')).toBeTruthy();
    expect(screen.queryByRole('table', { name: 'Is it recent enough?' })).toBeNull();
  });

  it('S12: shows one rule by source and district, and “<5” where a number is kept back', async () => {
    await open();
    await userEvent.selectOptions(await screen.findByLabelText('Rule to look at'), 'phone-known');
    const districts = screen.getByRole('table', { name: 'A telephone is known: by district' });
    expect(within(districts).getByText('Nairobi')).toBeTruthy();
    expect(within(districts).getByText('<5')).toBeTruthy();
    expect(
      within(screen.getByRole('table', { name: 'A telephone is known: by source' })).getByText('openIMIS'),
    ).toBeTruthy();
  });

  it('S6: looks at people only when asked to, for the purpose that was named', async () => {
    const { api } = await open();
    await userEvent.selectOptions(await screen.findByLabelText('Rule to look at'), 'phone-known');
    expect(api.callsOf('GET /registry/quality/phone-known/people')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show the people' }));
    const link = await screen.findByRole('link', { name: 'Amina Wanjiru' });
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement?.contains(link)).toBe(true);
    expect(document.activeElement).not.toBe(document.body);
    expect(link.getAttribute('href')).toContain(ID);
    expect(api.callsOf('GET /registry/quality/phone-known/people')[0]?.params).toEqual({ purpose: 'correction' });
    await userEvent.selectOptions(screen.getByLabelText('Rule to look at'), 'surname-known');
    expect(screen.queryByRole('link', { name: 'Amina Wanjiru' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show the people' }));
    expect(await screen.findByText('Nobody in your districts is at fault.')).toBeTruthy();
  });

  it('offers all of it as CSV', async () => {
    await open();
    const link = await screen.findByRole('link', { name: 'Data quality as CSV' });
    expect(link.getAttribute('href')).toBe('/interlink/api/v1/registry/quality/csv?purpose=correction');
  });

  it('judges what each source says itself when asked to, on the page, as CSV and in the list of people', async () => {
    const { api } = await open();
    await screen.findAllByRole('table');
    expect(api.callsOf('GET /registry/quality').map(({ params }) => params)).toEqual([{ purpose: 'correction' }]);
    await userEvent.selectOptions(screen.getByLabelText('What is judged'), 'statement');
    expect(await screen.findByText(/Each source by its own newest statement/)).toBeTruthy();
    const asked = { purpose: 'correction', judged: 'statement' };
    expect(api.callsOf('GET /registry/quality').at(-1)?.params).toEqual(asked);
    const link = await screen.findByRole('link', { name: 'Data quality as CSV' });
    expect(link.getAttribute('href')).toMatch(/purpose=correction&judged=statement$/);
    await userEvent.selectOptions(screen.getByLabelText('Rule to look at'), 'phone-known');
    await userEvent.click(screen.getByRole('button', { name: 'Show the people' }));
    await screen.findByRole('link', { name: 'Amina Wanjiru' });
    expect(api.callsOf('GET /registry/quality/phone-known/people').at(-1)?.params).toEqual(asked);
  });

  it('says when there is no rule', async () => {
    await open(service({ rules: [] }));
    expect(await screen.findByText(/No rule of data quality is defined/)).toBeTruthy();
  });

  it.each(['en', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong (%s)', async (language) => {
    const { container } = await open(service(), language);
    await screen.findAllByRole('table');
    expect(await axeViolations(container)).toEqual([]);
  });
});

it('A part is told of numbers alone: not of what is kept back, nor of nobody', () => {
  expect([
    partOf({ people: 10, faults: 5 }),
    partOf({ people: null, faults: null }),
    partOf({ people: 10, faults: null }),
    partOf({ people: 0, faults: 0 }),
  ]).toEqual([0.5, undefined, undefined, undefined]);
});
