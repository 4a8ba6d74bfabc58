import type { PersonView } from '@interlink/contracts/registry/view';
import * as fc from 'fast-check';
import { ada } from './fake-registry.js';

/** Somebody of whom every value is a word of its own, so that a leak names itself. */
export const marked = (): PersonView =>
  ada({
    data: {
      identifiers: [{ type: 'UIN', value: 'mark-identifier' }],
      name: { surname: 'mark-surname', givenName: 'mark-given' },
      sex: 'female',
      birthDate: { date: '1931-07-19', precision: 'day' },
      phones: ['mark-phone'],
      emails: ['mark-email'],
      occupation: 'mark-occupation',
      language: 'xyz',
    },
    enrolments: [
      {
        ...{ recordId: 'e-1', source: 'openimis', programme: 'mark-programme', programmeName: 'mark-title' },
        ...{ unit: 'person', status: 'active', enrolledOn: '2019-02-23', statusHistory: [], lastUpdated: '2026-03-01' },
      },
    ],
    benefits: [
      {
        ...{ recordId: 'b-1', source: 'openimis', programme: 'mark-programme', type: 'cash', status: 'paid' },
        ...{ dueOn: '2018-11-13', amount: { minor: 7_654_321, currency: 'USD' } },
      },
    ],
  });

/** Written by hand from dci.md 4, and not from our code: at which paths of a Member each of the words may stand. */
const ofMember: Readonly<Record<string, readonly string[]>> = {
  'mark-identifier': ['member_identifier.identifier_value', 'demographic_info.identifier.identifier_value'],
  'mark-surname': ['demographic_info.name.surname'],
  'mark-given': ['demographic_info.name.given_name'],
  female: ['demographic_info.sex'],
  '1931-07-19': ['demographic_info.birth_date'],
  'mark-phone': ['demographic_info.phone_number'],
  'mark-email': ['demographic_info.email'],
  'mark-occupation': ['occupation'],
  xyz: ['language_code'],
};
const beneath = (at: string) =>
  Object.fromEntries(Object.entries(ofMember).map(([word, paths]) => [word, paths.map((path) => `${at}.${path}`)]));

export const places = {
  Member: ofMember,
  Beneficiary: {
    ...beneath('member'),
    'mark-programme': ['programme_identifier.programme_identifier'],
    'mark-title': ['programme_identifier.programme_name'],
    '2019-02-23': ['enrollment_date'],
    '2018-11-13': ['benefits.benefit_date'],
    '76543.21': ['benefits.benefit_value.amount'],
  },
} as const satisfies Record<string, Readonly<Record<string, readonly string[]>>>;
export type LeakEntity = keyof typeof places;

/** What may be asked by, as the standard writes it, and where that stands in the record; by hand again. */
export const askable: Readonly<Record<LeakEntity, Readonly<Record<string, string>>>> = {
  Member: {
    identifier: 'member_identifier',
    'member_identifier.identifier_value': 'member_identifier',
    birth_date: 'demographic_info.birth_date',
    'demographic_info.birth_date': 'demographic_info.birth_date',
    surname: 'demographic_info.name.surname',
    'demographic_info.name.given_name': 'demographic_info.name.given_name',
    sex: 'demographic_info.sex',
    is_disabled: 'is_disabled',
  },
  Beneficiary: {
    person_identifier: 'member.member_identifier',
    'member.demographic_info.birth_date': 'member.demographic_info.birth_date',
    'member.demographic_info.name.surname': 'member.demographic_info.name.surname',
    'programme_identifier.programme.programme_identifier': 'programme_identifier',
    enrollment_status: 'enrollment_status',
    enrollment_date: 'enrollment_date',
  },
};

const steps = (path: string) => path.split('.').map((_step, at, all) => all.slice(0, at + 1).join('.'));

/** Agreements over everything that exists, whole branches and single leaves. */
export const elementsFor = (entity: LeakEntity) =>
  fc.uniqueArray(fc.constantFrom(...new Set(Object.values(places[entity]).flat().flatMap(steps))), {
    minLength: 1,
    maxLength: 6,
  });

export const covered = (elements: readonly string[], path: string) =>
  elements.some((one) => path === one || path.startsWith(`${one}.`));

/** Words that stand in the text although no path at which they may stand is agreed. */
export function leaksIn(text: string, entity: LeakEntity, elements: readonly string[]): readonly string[] {
  return Object.entries(places[entity])
    .filter(([word, paths]) => text.includes(word) && !paths.some((path) => covered(elements, path)))
    .map(([word]) => word);
}

const values: Readonly<Record<string, readonly unknown[]>> = {
  birth: ['1931-07-19', '2000-01-01'],
  date: ['2019-02-23'],
  disabled: [true],
  sex: ['female', 'male'],
  status: ['1', '4'],
};
const valueFor = (name: string) => {
  const kind = Object.keys(values).find((word) => name.includes(word));
  return fc.constantFrom(...(kind === undefined ? ['mark-surname', 'mark-identifier'] : (values[kind] ?? [])));
};

/** Ways to say it otherwise, in the hope that one half of the service understands it and the other does not. */
const tampers: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name,
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `$${name}`,
  (name) => `${name}.`,
  (name) => `.${name}`,
  (name) => `__proto__.${name}`,
  (name) => `constructor.${name}`,
  (name) => `${name}\u0000`,
  (name) => ` ${name}`,
  (name) => `member.member.${name}`,
  (name) => name.replace('demographic_info', 'demographic_info.demographic_info'),
  (name) => `${name}' or '1'='1`,
];

interface Term {
  readonly name: string;
  /** The attribute before it was tampered with. */
  readonly meant: string;
  readonly value: unknown;
}

const termFor = (entity: LeakEntity): fc.Arbitrary<Term> =>
  fc.constantFrom(...Object.keys(askable[entity])).chain((meant) =>
    fc.record({
      meant: fc.constant(meant),
      value: valueFor(meant),
      name: fc.constantFrom(...tampers).map((tamper) => tamper(meant)),
    }),
  );

export interface LeakQuery {
  readonly terms: readonly Term[];
  readonly criteria: Readonly<Record<string, unknown>>;
}

/** One question in one of the three forms, with some of its names changed, and perhaps sorted by something more. */
export const queryFor = (entity: LeakEntity): fc.Arbitrary<LeakQuery> =>
  fc
    .tuple(
      fc.array(termFor(entity), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('and', 'or', 'not', 'predicate', 'idtype'),
      fc.option(termFor(entity), { nil: undefined }),
    )
    .map(([terms, form, sortedBy]) => {
      const sort = sortedBy && { sort: [{ attribute_name: sortedBy.name }] };
      const all = sortedBy ? [...terms, sortedBy] : terms;
      if (form === 'idtype') {
        const own: Term = {
          name: 'identifier',
          meant: Object.keys(askable[entity])[0] ?? '',
          value: 'mark-identifier',
        };
        const query = { type: 'UIN', value: 'mark-identifier' };
        return {
          terms: sortedBy ? [own, sortedBy] : [own],
          criteria: { query_type: 'idtype-value', query, ...sort },
        };
      }
      if (form === 'predicate') {
        const query = terms.map(({ name, value }, at) => ({
          seq_num: at + 1,
          expression1: { attribute_name: name, operator: 'eq', attribute_value: value },
        }));
        return { terms: all, criteria: { query_type: 'predicate', query, ...sort } };
      }
      const parts = terms.map(({ name, value }) => ({ [name]: { $eq: value } }));
      const query = form === 'not' ? { $not: parts[0] } : { [`$${form}`]: parts };
      const used = form === 'not' ? [...terms.slice(0, 1), ...(sortedBy ? [sortedBy] : [])] : all;
      return { terms: used, criteria: { query_type: 'expression', query, ...sort } };
    });
