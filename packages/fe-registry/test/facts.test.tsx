import { screen, within } from '@testing-library/react';
import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { PersonView } from '@interlink/contracts/registry/view';
import { singleFields } from '@interlink/domain/registry/choose-fields';
import { ConflictCard } from '../src/components/ConflictCard.js';
import { FactList } from '../src/components/FactList.js';
import {
  axeViolations,
  conflict,
  DECIDER,
  person,
  READER,
  RECORD,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

type Data = PersonView['data'];
const api = service();
const show = (data: Data, over: Partial<PersonView> = {}, language = 'en') =>
  renderPage(<FactList person={person({ data, provenance: {}, ...over })} />, api, { language });
const factOf = (name: string) => document.querySelector(`[data-fact=${name}] dd`)?.textContent;

/** One value of each field that sources may state. */
const STATED: Readonly<Record<(typeof singleFields)[number], unknown>> = {
  name: { givenName: 'Amina' },
  sex: 'female',
  birthDate: { date: '1950-04-03', precision: 'day' },
  birthPlace: 'Mombasa',
  deathDate: { date: '2026-01-31', precision: 'month' },
  maritalStatus: 'W',
  employmentStatus: '3',
  occupation: '6',
  educationLevel: '2',
  incomeLevel: 'low',
  language: 'sw',
  disability: { isDisabled: true, limitations: [] },
  place: { name: 'Kibera' },
  registrationDate: '2025-02-01',
};

describe('The facts of a person', () => {
  it.each(singleFields)('SR-008: show the %s that a source states, under a name', (field) => {
    show({ [field]: STATED[field] } as Data);
    expect(factOf(field)).toBeTruthy();
    expect(document.querySelector(`[data-fact=${field}] dt`)?.textContent).not.toMatch(/^field\./);
  });

  it.each([
    [
      'all parts of a name in their order',
      'name',
      { name: { surname: 'Otieno', givenName: 'Amina', secondName: 'N.' } },
      'Amina N. Otieno',
    ],
    [
      'a birth as exactly as it is known',
      'birthDate',
      { birthDate: { date: '1950-12-31', precision: 'year' } },
      '1950 (only the year is known)',
    ],
    [
      'the kind of a number with it',
      'identifiers',
      {
        identifiers: [
          { type: 'NID', value: 'A1' },
          { type: 'UIN', value: '7' },
        ],
      },
      'NID A1, UIN 7',
    ],
    ['a language by its name', 'language', { language: 'sw' }, 'Swahili'],
    ['a language that is none as it was said', 'language', { language: 'the local one' }, 'the local one'],
    [
      'an address without its gaps',
      'addresses',
      { addresses: [{ line1: 'House 4', postalCode: '00100', locality: 'Nairobi' }] },
      'House 4, 00100, Nairobi',
    ],
    ['a place by its code where it has no name', 'place', { place: { locationId: 'R1D1' } }, 'R1D1'],
    ['no disability in words', 'disability', { disability: { isDisabled: false, limitations: [] } }, 'No'],
  ] as const)('write %s', (_what, field, data, words) => {
    show(data as unknown as Data);
    expect(factOf(field)).toBe(words);
  });

  it('S13: show an account masked, read from left to right among other words', () => {
    show({ accounts: [{ provider: 'Tausi Bank', masked: '••••4321' }], phones: ['+254710000001'] });
    expect(factOf('accounts')).toBe('Tausi Bank \u2066••••4321\u2069');
    expect(factOf('phones')).toBe('\u2066+254710000001\u2069');
  });

  it.each([
    ['a name without a part', { name: {} }],
    ['an empty list', { phones: [], identifiers: [], otherNames: [{}] }],
    ['an address that says nothing', { addresses: [{}] }],
    ['what the page has no words for', { additional: { shoeSize: 44 } }],
  ])('leave out %s instead of showing a name without a value', (_what, data) => {
    const { container } = show(data as unknown as Data);
    expect(container.querySelectorAll('dt')).toHaveLength(0);
  });

  it('IBR-030: say of each value from where it is, why it is shown, and since when', () => {
    const from = { recordId: RECORD, recordedAt: '2026-11-01T00:00:00Z' };
    const provenance: PersonView['provenance'] = {
      sex: { ...from, source: 'second-mis', chosenBy: 'decision', disputed: true },
      birthPlace: { ...from, source: 'openimis', validFrom: '2020-05-06', chosenBy: 'authoritative', disputed: false },
    };
    show({ sex: 'male', birthPlace: 'Lamu' }, { provenance });
    expect(factOf('sex')).toBe('Malesecond-mis, chosen by a person, heard on 2026-11-01 Another source differs');
    expect(factOf('birthPlace')).toBe('LamuopenIMIS, authoritative for this, since 2020-05-06 ');
  });

  it('are told in the language of the user, and a code that nobody translated as it is', () => {
    show({ sex: 'female', maritalStatus: 'Z' as 'M' }, {}, 'fr');
    expect(factOf('sex')).toBe('Femme');
    expect(factOf('maritalStatus')).toBe('Z');
  });

  it('WCAG 2.2 AA: axe finds nothing wrong, in Arabic neither', async () => {
    const { container } = show(STATED as unknown as Data, {}, 'ar');
    expect(screen.getByText('ISCED', { exact: false })).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('IBR-030: a conflict between two records', () => {
  const recordedAt = '2026-11-20T08:00:00.000Z';
  const side = (source: string, recordId: string, value?: unknown) => ({
    ...{ source, recordId, recordedAt },
    ...(value !== undefined && { value }),
  });
  const card = (sides: Conflict['sides'], field = 'name', rights = DECIDER) =>
    renderPage(
      <ConflictCard
        pageOf={undefined}
        purpose="audit"
        conflict={conflict({ kind: 'field', field, programmes: [], sides })}
      />,
      api,
      { rights },
    );

  it('S2: says that a value may not be seen for this purpose, whatever the field', () => {
    card([side('openimis', RECORD), side('second-mis', SECOND_RECORD)]);
    expect(screen.getAllByText('Not shown for this purpose')).toHaveLength(2);
  });

  it.each(['occupation', 'educationLevel', 'employmentStatus'])(
    'shows what was said of the %s, and names it',
    (field) => {
      card([side('openimis', RECORD, '2'), side('second-mis', SECOND_RECORD, '5')], field);
      expect(screen.queryByText('Not shown for this purpose')).toBeNull();
      expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['2', '5']);
      expect(screen.getByRole('heading').textContent).not.toContain('field.');
    },
  );

  it('WCAG 2.4.6: tells two records of one source apart, where they are read and where one is chosen', () => {
    card([
      side('openimis', RECORD, { givenName: 'Amina' }),
      side('second-mis', '3', { givenName: 'Aminah' }),
      side('openimis', SECOND_RECORD, { givenName: 'Anima' }),
    ]);
    const terms = screen.getAllByRole('term').map(({ textContent }) => textContent?.split(',')[0]);
    expect(terms).toEqual(['openIMIS (1)', 'second-mis', 'openIMIS (2)']);
    const buttons = within(screen.getByRole('form')).getAllByRole('button');
    expect(buttons.map(({ textContent }) => textContent)).toEqual(terms.map((name) => `Show what ${name} says`));
  });

  it('S8: is decided by nobody who may only read, nor when it was decided', () => {
    card([side('openimis', RECORD, { givenName: 'Amina' })], 'name', READER);
    expect(screen.queryByRole('form')).toBeNull();
  });
});
