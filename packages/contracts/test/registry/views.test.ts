import { Value } from 'typebox/value';
import { HouseholdView, MaskedAccount, PersonFields, PersonView, Provenance } from '../../src/registry/view';
import { anId, aTime, describeBody } from '../support/bodies';

const enrolment = {
  recordId: anId,
  source: 'openimis',
  programme: 'OAA',
  programmeName: 'Old Age Allowance',
  unit: 'person',
  status: 'active',
  statusHistory: [{ status: 'active', on: '2025-01-01' }],
  lastUpdated: aTime,
};
const provenance = {
  source: 'mis',
  recordId: anId,
  validFrom: '2025-01-01',
  recordedAt: aTime,
  chosenBy: 'agreed',
  disputed: false,
};

describeBody('where a value comes from (IBR-003)', Provenance, {
  good: provenance,
  closed: false,
  optional: ['validFrom'],
  bad: [
    ['chosenBy', 'chance'],
    ['disputed', 'maybe'],
    ['recordedAt', '2025'],
  ],
});

describeBody('one person across all systems', PersonView, {
  good: {
    personId: anId,
    version: 3,
    asOf: '2026-11-24',
    knownAt: aTime,
    knownSince: '2020-01-01',
    data: { name: { givenName: 'Amina' }, accounts: [{ provider: 'DEMOKENA', masked: '…2872' }] },
    provenance: { name: provenance },
    records: [
      {
        recordId: anId,
        source: 'mis',
        key: 'p1',
        linkedBy: 'identifier',
        linkedAt: aTime,
        score: 1,
        evidence: ['identifier-same'],
        deleted: false,
      },
    ],
    households: [{ householdId: anId, source: 'mis', role: 'head', recipient: 'primary' }],
    enrolments: [enrolment],
    benefits: [{ recordId: anId, source: 'mis', programme: 'OAA', type: 'cash', status: 'paid' }],
    payments: [
      {
        recordId: anId,
        source: 'mis',
        programme: 'OAA',
        amount: { minor: 1, currency: 'KES' },
        paidOn: '2026-11-01',
        status: 'paid',
      },
    ],
    otherEnrolments: true,
    lastUpdated: aTime,
  },
  closed: false,
  optional: ['knownSince'],
  bad: [
    ['personId', 'amina'],
    ['asOf', aTime],
    ['records.0.linkedBy', 'luck'],
    ['households.0.role', 'boss'],
    ['enrolments.0.status', 'gone'],
    ['enrolments.0.statusHistory', undefined],
    ['benefits.0.type', 'gold'],
    ['payments.0.amount', 1],
    // Not which, nor how many: only that there are.
    ['otherEnrolments', 2],
  ],
});

describeBody('one household', HouseholdView, {
  good: {
    householdId: anId,
    version: 1,
    asOf: '2026-01-01',
    knownAt: aTime,
    knownSince: '2020-01-01',
    source: 'mis',
    identifiers: [],
    unit: 'household',
    place: { locationId: anId },
    addresses: [],
    size: 4,
    povertyScore: 0.3,
    povertyScoreType: 'pmt',
    members: [{ personId: anId, data: {}, role: 'head' }, {}],
    enrolments: [enrolment],
    otherEnrolments: true,
    registrationDate: '2020-01-01',
    lastUpdated: aTime,
  },
  closed: false,
  optional: ['knownSince', 'place', 'povertyScore', 'povertyScoreType', 'registrationDate'],
  bad: [
    ['unit', 'tribe'],
    ['size', 4.5],
    ['members.0.role', 'chief'],
    ['otherEnrolments', 2],
    ['lastUpdated', undefined],
  ],
});

describe('an account in a view (S13)', () => {
  it('has a masked end, and nothing that is taken for a number in clear', () => {
    expect(Object.keys(MaskedAccount.properties)).toEqual(['provider', 'masked']);
    expect(Value.Check(PersonFields, { accounts: [{ provider: 'DEMOKENA', number: '01100152872' }] })).toBe(false);
  });
});
