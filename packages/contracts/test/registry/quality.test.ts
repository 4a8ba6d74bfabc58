import { Value } from 'typebox/value';
import { FaultyPage, FaultyQuery, Quality, QualityQuery, QualityRule, RuleQuality } from '../../src/registry/quality';
import { anId, aTime, describeBody, longer } from '../support/bodies';
import { changed, type Json } from '../exchange/examples';

const title = { en: 'Birth date', fr: 'Date de naissance', ar: 'تاريخ الميلاد' };
const rule = { id: 'birth-date-known', title, check: 'precise', field: 'birthDate' };

describe('a rule of data quality (IBR-015)', () => {
  const takes = (over: object) => Value.Check(QualityRule, { ...rule, ...over });

  it.each<[string, object]>([
    ['something is there', { check: 'present', field: 'phones' }],
    ['a number of one kind is there', { check: 'present', field: 'identifiers', identifier: 'NID' }],
    ['the day is known', {}],
    ['it has a form', { check: 'form', field: 'phones', pattern: '\\+\\d{9,15}' }],
    ['it is no more than 120 years ago', { check: 'possible', field: 'birthDate', mostYearsAgo: 120 }],
    ['it was said of late', { check: 'told', field: undefined, withinDays: 365 }],
    ['nobody else has it', { check: 'unique', field: undefined, what: 'account' }],
    ['one is after the other', { check: 'ordered', field: undefined, first: 'birthDate', then: 'deathDate' }],
  ])('may be that %s', (_what, over) => {
    expect(Value.Check(QualityRule, JSON.parse(JSON.stringify({ ...rule, ...over })))).toBe(true);
  });

  it.each<[string, object]>([
    ['of a name that no address has', { id: 'Birth Date' }],
    ['of a name of one letter', { id: 'b' }],
    ['whose title lacks a language', { title: { en: 'x', fr: 'x' } }],
    ['whose title says nothing', { title: { ...title, ar: '' } }],
    ['that nobody knows', { check: 'script', field: 'phones' }],
    // A precision is of a day that may be known in part alone.
    ['of the precision of a telephone', { field: 'phones' }],
    ['of the form of a day, which has one', { check: 'form', field: 'birthDate', pattern: 'x' }],
    ['of a form that is none', { check: 'form', field: 'phones', pattern: '' }],
    ['of a form without end', { check: 'form', field: 'phones', pattern: longer(200) }],
    ['of a day of no years ago', { check: 'possible', field: 'birthDate', mostYearsAgo: 0 }],
    ['of a day of half a year ago', { check: 'possible', field: 'birthDate', mostYearsAgo: 0.5 }],
    ['of what was said within no days', { check: 'told', field: undefined, withinDays: 0 }],
    ['of what is said within a century and more', { check: 'told', field: undefined, withinDays: 36_501 }],
    ['that a name is unique', { check: 'unique', field: undefined, what: 'name' }],
    ['with the settings of another', { withinDays: 3 }],
    ['of a number of a kind in small letters', { check: 'present', field: 'identifiers', identifier: 'nid' }],
  ])('is never one %s', (_what, over) => {
    expect(takes(JSON.parse(JSON.stringify(over)) as object)).toBe(false);
  });
});

const measured = {
  ...{ id: 'birth-date-known', title, dimension: 'completeness', people: 100, faults: null },
  sources: [{ source: 'openimis', people: 100, faults: 5 }],
  districts: [{ district: anId, name: 'Nairobi', people: null, faults: null }],
};

describeBody('what a rule found', RuleQuality, {
  good: measured,
  closed: false,
  also: [['faults', 0]],
  bad: [
    ['dimension', 'beauty'],
    // S12: a small number is null; it is no other word and never below nought.
    ['people', -1],
    ['people', 'few'],
    ['faults', 0.5],
    ['sources.0.faults', undefined],
    ['districts.0.people', undefined],
  ],
});

describeBody('the quality of the registry', Quality, {
  good: { day: '2026-11-24', madeAt: aTime, rules: [measured] as unknown as Json },
  closed: false,
  optional: ['day', 'madeAt'],
  also: [['rules', []]],
  bad: [
    ['day', aTime],
    ['madeAt', '2026-11-24'],
  ],
});

describeBody('a question about quality', QualityQuery, {
  good: { purpose: 'audit', asOf: '2026-11-24', judged: 'statement' },
  closed: true,
  optional: ['asOf', 'judged'],
  also: [['judged', 'view']],
  bad: [
    ['purpose', 'curiosity'],
    ['asOf', '2026-11'],
    ['judged', 'source'],
  ],
});

describeBody('a question who is faulty', FaultyQuery, {
  good: { purpose: 'correction', source: 'openimis', judged: 'view', cursor: anId, limit: 100 },
  closed: true,
  optional: ['source', 'judged', 'cursor', 'limit'],
  bad: [
    ['purpose', ''],
    ['source', ''],
    ['source', longer(40)],
    ['cursor', '1'],
    ['limit', 0],
    ['limit', 101],
    ['limit', '100'],
  ],
});

describe('who a rule found fault with', () => {
  const page = { items: [{ personId: anId, name: 'Amina', sources: ['openimis'] }], next: anId };

  it('S13: is named, and what is wrong about them is not told', () => {
    expect(Value.Check(FaultyPage, page)).toBe(true);
    expect(Value.Check(FaultyPage, changed(page, 'items.0.name'))).toBe(true);
    expect(Object.keys(FaultyPage.properties.items.items.properties)).toEqual(['personId', 'name', 'sources']);
  });

  it.each([
    ['items.0.personId', 'Amina'],
    ['items.0.sources', 'openimis'],
    ['next', '2'],
  ])('is not told when %s is %j', (at, to) => {
    expect(Value.Check(FaultyPage, changed(page, at, to))).toBe(false);
  });
});
