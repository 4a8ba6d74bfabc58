import type { PersonData } from '@interlink/contracts/registry/person';
import type { QualityDimension, QualityRule } from '@interlink/contracts/registry/quality';
import { wholeForm } from '../whole-form.js';

export type QualityKey = Extract<QualityRule, { check: 'unique' }>['what'];

/** What the registry knows of one person, for rules of quality. */
export interface QualityFacts {
  /** The unified view; of accounts it is enough that there is one. */
  readonly data: Omit<PersonData, 'accounts'> & { readonly accounts?: readonly unknown[] };
  /** By field of `data`, which source its value was chosen from. */
  readonly chosenFrom: Readonly<Partial<Record<string, string>>>;
  /** Sources that know the person, with the day on which each last said so. */
  readonly toldOn: Readonly<Record<string, string>>;
  /** Of what the person has anything at all, and of what of it somebody else has the same. */
  readonly has: ReadonlySet<QualityKey>;
  readonly shares: ReadonlySet<QualityKey>;
}

/** How one source stands with one rule for one person. */
export interface QualityVerdict {
  readonly source: string;
  readonly isFault: boolean;
}

const DIMENSIONS = {
  form: 'validity',
  ordered: 'validity',
  possible: 'validity',
  precise: 'completeness',
  present: 'completeness',
  told: 'timeliness',
  unique: 'uniqueness',
} as const satisfies Record<QualityRule['check'], QualityDimension>;

export const dimensionOf = ({ check }: QualityRule): QualityDimension => DIMENSIONS[check];

/**
 * Judges one person after the other: whom the rule holds to account, and how it finds them; empty where it does not
 * apply.
 */
export type QualityCheck = (facts: QualityFacts) => QualityVerdict[];

/**
 * IBR-015: a rule on a day, made ready once for however many people. For a value answers the source that it was chosen
 * from; for what is missing or shared, every source that knows the person. Throws SyntaxError for a form that is none.
 */
export function qualityCheck(rule: QualityRule, day: string): QualityCheck {
  if (rule.check === 'told') {
    const earliest = daysBefore(day, rule.withinDays);
    return ({ toldOn }) => Object.entries(toldOn).map(([source, told]) => ({ source, isFault: told < earliest }));
  }
  const findFault = faultFinder(rule, day);
  return (facts) => {
    const isFault = findFault(facts);
    return isFault === undefined ? [] : answerable(rule, facts).map((source) => ({ source, isFault }));
  };
}

/** True: at fault; false: in order; undefined: it does not apply. */
type FaultFinder = (facts: QualityFacts) => boolean | undefined;

function faultFinder(rule: Exclude<QualityRule, { check: 'told' }>, day: string): FaultFinder {
  switch (rule.check) {
    case 'unique':
      return ({ has, shares }) => (has.has(rule.what) ? shares.has(rule.what) : undefined);
    case 'present':
      return ({ data }) => valuesOf(data, rule.field, rule.identifier).length === 0;
    case 'precise':
      return ({ data }) => {
        const precision = data[rule.field]?.precision;
        return precision === undefined ? undefined : precision !== 'day';
      };
    case 'form':
      return formFinder(rule);
    case 'possible':
      return possibleFinder(rule, day);
    case 'ordered':
      return ({ data }) => {
        const [first, then] = [dayOf(data, rule.first), dayOf(data, rule.then)];
        // Of a month or a year alone the latest day is kept: it must not look later than what came after it.
        return first && then ? startOf(data, rule.first, first) > then : undefined;
      };
  }
}

function formFinder({ field, identifier, pattern }: Extract<QualityRule, { check: 'form' }>): FaultFinder {
  const form = wholeForm(pattern);
  return ({ data }) => {
    const values = valuesOf(data, field, identifier);
    return values.length === 0 ? undefined : !values.every((value) => form.test(String(value)));
  };
}

function possibleFinder(
  { field, mostYearsAgo }: Extract<QualityRule, { check: 'possible' }>,
  day: string,
): FaultFinder {
  const earliest = yearsBefore(day, mostYearsAgo);
  return ({ data }) => {
    const on = dayOf(data, field);
    return on === undefined ? undefined : on > endOf(data, field, day) || on < earliest;
  };
}

type Field = Extract<QualityRule, { check: 'form' | 'present' }>['field'];

function valuesOf(data: QualityFacts['data'], field: Field, identifier?: string): readonly unknown[] {
  if (field === 'givenName' || field === 'surname') return known(data.name?.[field]);
  if (field === 'identifiers') {
    const all = data.identifiers ?? [];
    return all.filter(({ type }) => identifier === undefined || type === identifier).map(({ value }) => value);
  }
  const value = data[field];
  return Array.isArray(value) ? value : known(value);
}
const known = (value: unknown) => (value === undefined || value === '' ? [] : [value]);

type DayField = Extract<QualityRule, { check: 'possible' }>['field'];

function dayOf(data: QualityFacts['data'], field: DayField): string | undefined {
  return field === 'registrationDate' ? data.registrationDate : data[field]?.date;
}

const precisionOf = (data: QualityFacts['data'], field: DayField) =>
  field === 'registrationDate' ? 'day' : data[field]?.precision;

/** The first day that a partial date may be: what is kept is its last. */
function startOf(data: QualityFacts['data'], field: DayField, on: string): string {
  const precision = precisionOf(data, field);
  if (precision === 'year') return `${on.slice(0, 4)}-01-01`;
  return precision === 'month' ? `${on.slice(0, 7)}-01` : on;
}

/** Today, to the precision of the date: "this year" is not in the future. */
function endOf(data: QualityFacts['data'], field: DayField, day: string): string {
  const precision = precisionOf(data, field);
  if (precision === 'year') return `${day.slice(0, 4)}-12-31`;
  return precision === 'month' ? `${day.slice(0, 7)}-31` : day;
}

function answerable(rule: QualityRule, { chosenFrom, toldOn }: QualityFacts): readonly string[] {
  const fields = FIELDS[rule.check](rule as never);
  const chosen = fields.flatMap((field) => chosenFrom[field] ?? []);
  return chosen.length > 0 ? [...new Set(chosen)] : Object.keys(toldOn);
}

const nameOf = (field: string) => (field === 'givenName' || field === 'surname' ? 'name' : field);

/** Single fields of the view whose value a rule judges. */
const FIELDS: {
  readonly [C in QualityRule['check']]: (rule: Extract<QualityRule, { check: C }>) => readonly string[];
} = {
  form: ({ field }) => [nameOf(field)],
  ordered: ({ first, then }) => [first, then],
  possible: ({ field }) => [field],
  precise: ({ field }) => [field],
  // A name that lacks its surname was still chosen from somewhere, but no source had the surname.
  present: () => [],
  told: () => [],
  unique: () => [],
};

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of that year; of 29 February, as text, one that no date of the year before equals. */
const yearsBefore = (day: string, years: number) =>
  `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
