import { Value } from 'typebox/value';
import {
  AskRetention,
  Erasure,
  ErasurePreview,
  ExportedJourney,
  ExportedPhoto,
  ExportedVerification,
  Reasoned,
  RetentionPreview,
  SetLegalHold,
  SubjectExport,
} from '../../src/registry/erasure';
import { Maintenance } from '../../src/registry/maintenance';
import {
  Expenditure,
  ProgrammeStatistics,
  Statistics,
  StatisticsQuery,
  StatisticsTable,
} from '../../src/registry/statistics';
import { changed } from '../exchange/examples';
import { aHash, anId, aTime, describeBody, longer } from '../support/bodies';

describeBody('a reason (S15)', Reasoned, {
  good: { purpose: 'grievance', reason: 'asked in writing' },
  closed: true,
  bad: [
    ['purpose', 'fun'],
    ['reason', 'ok'],
    ['reason', longer(500)],
    ['personId', anId],
  ],
});

describeBody('a legal hold (S15)', SetLegalHold, {
  good: { purpose: 'audit', reason: 'court order 17', holds: true },
  closed: true,
  also: [['holds', false]],
  bad: [
    ['holds', 'yes'],
    ['holds', null],
    ['reason', ''],
  ],
});

describeBody('what an erasure would destroy', ErasurePreview, {
  good: {
    ...{ personId: anId, statements: 3, sources: ['openimis'], enrolments: 0, payments: 0, householdsAlone: 1 },
    ...{ legalHold: false, activeEnrolment: true, remainsIn: ['openimis'] },
    ...{ journeys: 1, journeysOpen: 0, verifications: 2, paymentsKept: 3, paymentsOpen: 0 },
  },
  closed: false,
  bad: [
    ['statements', -1],
    ['householdsAlone', 0.5],
    // Each of them stops an erasure: neither may be left open.
    ['legalHold', undefined],
    ['activeEnrolment', null],
    ['journeysOpen', undefined],
    ['paymentsOpen', undefined],
    ['remainsIn', undefined],
  ],
});

describeBody('an erasure, asked by one and confirmed by another', Erasure, {
  good: {
    ...{
      id: anId,
      kind: 'person',
      state: 'done',
      people: 1,
      erased: 1,
      reason: 'asked',
      askedBy: 'ana',
      askedAt: aTime,
    },
    ...{ decidedBy: 'ben', decidedAt: aTime },
  },
  closed: false,
  optional: ['decidedBy', 'decidedAt'],
  also: [
    ['kind', 'retention'],
    ['state', 'asked'],
    ['state', 'withdrawn'],
  ],
  bad: [
    ['state', 'confirmed'],
    ['kind', 'all'],
    ['erased', -1],
  ],
});

describeBody('whom the retention rule names', RetentionPreview, {
  good: { years: 10, before: '2016-11-24', due: 0 },
  closed: false,
  optional: ['years', 'before'],
  bad: [
    ['years', 0.5],
    ['before', '2016'],
    ['due', -1],
  ],
});

describeBody('a request to erase whom the rule names', AskRetention, {
  good: { reason: 'end of the year' },
  closed: true,
  bad: [
    ['reason', ''],
    ['reason', longer(500)],
    ['reason', 'two\nlines'],
  ],
});

describeBody('a photograph in what somebody is given of themselves (SR-008)', ExportedPhoto, {
  good: {
    ...{ source: 'social-registry', question: 'dwelling', purpose: 'social-registry', shows: 'person', keptAt: aTime },
    ...{ keptBy: 'sam', type: 'image/jpeg', sha256: aHash, content: '/9j/' },
  },
  closed: false,
  // Of a household it is named and not shown: others may be seen in it.
  optional: ['content'],
  also: [['shows', 'household']],
  bad: [
    ['shows', 'village'],
    ['sha256', aHash.toUpperCase()],
    ['keptAt', 'today'],
  ],
});

describeBody('a journey in what somebody is given of themselves (SR-008)', ExportedJourney, {
  good: {
    ...{ id: anId, programme: 'OAA', institution: 'MSW', state: 'enrolled', startedAt: aTime },
    ...{ told: { applicant: {} }, timeline: [{ at: aTime, what: 'approved', who: 'ana' }] },
  },
  closed: false,
  bad: [
    ['timeline.0.at', 'today'],
    ['institution', undefined],
  ],
});

describeBody('a verification in what somebody is given of themselves (SR-008)', ExportedVerification, {
  good: {
    ...{ subject: anId, kind: 'identity', source: 'national-id', outcome: 'verified', reasons: [] },
    ...{ checkedAt: aTime, expiresAt: aTime, attributes: { fullName: 'Amina' }, evidenceSha256: aHash },
  },
  closed: false,
  optional: ['attributes', 'evidenceSha256'],
  bad: [
    ['evidenceSha256', aHash.slice(1)],
    ['reasons', undefined],
  ],
});

describe('what somebody is given of themselves', () => {
  const statement = { source: 'mis', kind: 'person', recordedAt: aTime, deleted: false, data: { name: 'Amina' } };
  const whole = {
    personId: anId,
    madeAt: aTime,
    view: {},
    statements: [statement],
    photographs: [],
    journeys: [],
    verifications: [],
    otherInstitutions: true,
  };

  it('SR-008: is all that sources said, deleted or not, and whether there is more that others have to tell', () => {
    expect(Value.Check(SubjectExport, whole)).toBe(true);
    expect(
      Value.Check(SubjectExport, { ...whole, statements: [{ ...statement, validFrom: '2020-01-01', deleted: true }] }),
    ).toBe(true);
    const needed = Object.keys(whole).filter((name) => !Value.Check(SubjectExport, changed(whole, name)));
    expect(needed).toEqual(Object.keys(whole));
  });
});

const slices = {
  sex: [{ key: 'female', people: 40 }],
  age: [],
  disability: [{ key: 'yes', people: null }],
  district: [],
};
const programme = {
  ...{ source: 'openimis', programme: 'OAA', name: 'Old Age Allowance', institution: 'msw', people: 40 },
  ...{ statuses: [{ status: 'active', people: null }], by: slices },
};

describeBody('statistics of a programme (IBR-004, S12)', ProgrammeStatistics, {
  good: programme,
  closed: false,
  optional: ['institution'],
  bad: [
    ['people', -5],
    ['people', 2.5],
    ['people', '<5'],
    ['statuses.0.status', 'ACTIVE'],
    ['statuses.0.people', undefined],
    ['by.disability.0.people', 'few'],
    ['by.age', undefined],
  ],
});

describeBody('what a programme paid (IBR-007, S12)', Expenditure, {
  good: {
    ...{ source: 'openimis', programme: 'OAA', period: '2026-11', currency: 'KES', status: 'paid' },
    ...{ payments: 20, amountMinor: 4_000_000 },
  },
  closed: false,
  also: [
    // Kept back together: from the sum of one or two payments one could reckon what somebody got.
    ['payments', null],
    ['amountMinor', null],
    ['amountMinor', -100],
  ],
  bad: [
    ['payments', -1],
    ['amountMinor', 0.5],
    ['amountMinor', '40000.00'],
  ],
});

describeBody('the statistics', Statistics, {
  good: {
    ...{ day: '2026-11-24', madeAt: aTime, people: 100, by: slices, programmes: [programme] },
    ...{ overlaps: [{ one: 'OAA', other: 'RELIEF', people: null }], expenditure: [], paid: [] },
  },
  closed: false,
  optional: ['day', 'madeAt'],
  bad: [
    ['day', 'yesterday'],
    ['overlaps.0.people', undefined],
    ['paid', undefined],
  ],
});

describeBody('a question for statistics', StatisticsQuery, {
  good: { purpose: 'audit', asOf: '2026-11-24' },
  closed: true,
  optional: ['asOf'],
  bad: [
    ['purpose', undefined],
    ['asOf', '2026-11-31'],
    ['district', anId],
  ],
});

describe('a table of the statistics', () => {
  it.each(['coverage', 'expenditure', 'overlaps', 'paid', 'people'])('may be %s', (word) => {
    expect(Value.Check(StatisticsTable, word)).toBe(true);
  });

  it.each(['', 'People', 'registry.person', 'people;'])('is never %j', (word) => {
    expect(Value.Check(StatisticsTable, word)).toBe(false);
  });
});

describeBody('what the registry does about itself', Maintenance, {
  good: {
    rebuild: { askedBy: 'olu', askedAt: aTime, done: 3, total: 9, finishedAt: aTime },
    sweep: 'due',
    sweptAt: aTime,
  },
  closed: false,
  optional: ['rebuild', 'sweptAt'],
  also: [
    ['sweep', 'running'],
    ['rebuild.finishedAt', undefined],
  ],
  bad: [
    ['sweep', 'stuck'],
    ['rebuild.done', 0.5],
    ['rebuild.askedAt', '2026-11-24'],
  ],
});
