import { Applicant, ApplicantCandidates, FindApplicants, Mandate } from '../../src/enrolment/applicant';
import {
  CheckAccount,
  CompleteIdentity,
  Decide,
  GiveConsent,
  OverrideHold,
  StartJourney,
  Submit,
  VouchIdentity,
  Withdraw,
} from '../../src/enrolment/commands';
import { aHash, anId, describeBody, longer } from '../support/bodies';

const applicant = {
  givenName: 'Amina',
  surname: 'Wanjiru',
  birthDate: { date: '1950-04-03', precision: 'day' },
  nationalId: '12345678',
  mobile: '+254700000001',
  sex: 'female',
  language: 'en',
  locationId: anId,
  individualId: anId,
};
const mandate = { name: 'Joseph Wanjiru', relationship: 'son', documentReference: 'POA-17' };
const witness = { name: 'Chief Otieno', documentReference: 'ID-9' };

describeBody('an applicant', Applicant, {
  good: applicant,
  closed: true,
  optional: ['nationalId', 'mobile', 'sex', 'individualId'],
  also: [
    ['givenName', 'ا'],
    ['birthDate', { date: '1950-12-31', precision: 'year' }],
    ['sex', 'unknown'],
    ['language', 'ar'],
    ['mobile', '+2222222'],
  ],
  bad: [
    ['givenName', ''],
    ['givenName', longer(100)],
    ['surname', 7],
    ['birthDate', '1950-04-03'],
    ['birthDate.date', '1950-02-30'],
    ['birthDate.date', '03/04/1950'],
    ['birthDate.precision', 'decade'],
    ['birthDate.century', 20],
    ['nationalId', '123'],
    ['nationalId', longer(40)],
    ['mobile', '0700000001'],
    ['mobile', '+0700000001'],
    ['mobile', '+12345678901234567'],
    ['sex', 'F'],
    ['language', 'sw'],
    ['locationId', 'kibera'],
    ['individualId', '17'],
  ],
});

describeBody('a mandate', Mandate, {
  good: mandate,
  closed: true,
  bad: [
    ['name', ''],
    ['name', longer(200)],
    ['relationship', longer(100)],
    ['documentReference', ''],
  ],
});

describeBody('a new journey', StartJourney, {
  good: { programme: 'OAA', applicant, mandate },
  closed: true,
  optional: ['mandate'],
  bad: [
    ['programme', ''],
    ['programme', longer(20)],
    ['applicant', null],
    ['applicant.surname', undefined],
    ['mandate', 'son'],
    ['mandate.documentReference', undefined],
  ],
});

describeBody('a search for an applicant', FindApplicants, {
  good: { nationalId: '12345678', name: 'Amina', birthDate: '1950-04-03', mobile: '+254700000001' },
  closed: true,
  optional: ['nationalId', 'name', 'birthDate', 'mobile'],
  bad: [
    ['name', 'A'],
    ['name', longer(200)],
    ['birthDate', '1950-13-01'],
    ['birthDate', '1950'],
    ['mobile', '%2B254'],
    ['nationalId', 'abc'],
  ],
});

describeBody('candidates', ApplicantCandidates, {
  good: {
    items: [
      {
        individualId: anId,
        givenName: 'Amina',
        surname: 'Wanjiru',
        birthDate: { date: '1950-04-03', precision: 'day' },
        nationalId: '****5678',
        locationId: anId,
        locationName: 'Kibera',
        programmes: ['OAA'],
      },
    ],
  },
  closed: false,
  bad: [
    ['items.0.birthDate', undefined],
    ['items.0.programmes', undefined],
    // S12: never more than three, so that nobody can leaf through the people.
    ['items', Array.from({ length: 4 }, () => ({ ...applicant, individualId: anId, programmes: [] }))],
  ],
});

describeBody('consent', GiveConsent, {
  good: { noticeVersion: '2026-1', means: 'spoken' },
  closed: true,
  also: [
    ['means', 'signed'],
    ['means', 'thumbprint'],
  ],
  bad: [
    ['means', 'assumed'],
    ['noticeVersion', ''],
    ['noticeVersion', longer(40)],
  ],
});

describeBody('what the provider of identity sent back', CompleteIdentity, {
  good: { state: 's', code: 'c', error: 'access_denied' },
  closed: true,
  optional: ['code', 'error'],
  bad: [
    ['state', ''],
    ['state', longer(500)],
    ['code', longer(2000)],
    ['error', longer(200)],
  ],
});

describeBody('two witnesses', VouchIdentity, {
  good: { witnesses: [witness, witness] },
  closed: true,
  bad: [
    ['witnesses', []],
    ['witnesses', [witness]],
    ['witnesses', [witness, witness, witness]],
    ['witnesses.0.name', ''],
    ['witnesses.1.documentReference', undefined],
    ['witnesses.1.phone', '+254'],
  ],
});

describeBody('an account to be checked', CheckAccount, {
  good: { provider: 'DEMOKENA', accountNumber: '01100152872' },
  closed: true,
  bad: [
    ['provider', longer(35)],
    ['accountNumber', '123'],
    ['accountNumber', longer(34)],
    ['accountNumber', 1_100_152_872],
  ],
});

describeBody('a submission', Submit, {
  good: { note: 'The house has moved.' },
  closed: true,
  optional: ['note'],
  bad: [['note', longer(500)]],
});

describeBody('an override', OverrideHold, {
  good: { reason: 'Seen in person, with the paper.' },
  closed: true,
  bad: [
    ['reason', 'ok'],
    ['reason', longer(500)],
  ],
});

describeBody('a withdrawal', Withdraw, {
  good: { reason: 'asked by the person' },
  closed: true,
  bad: [
    ['reason', ''],
    ['reason', longer(500)],
  ],
});

describeBody('a decision over a journey (S10)', Decide, {
  good: { decision: 'approve', statementHash: aHash, reason: 'all in order' },
  closed: true,
  optional: ['reason'],
  also: [['decision', 'reject']],
  bad: [
    ['decision', 'maybe'],
    ['statementHash', 'abc'],
    ['statementHash', aHash.toUpperCase()],
    ['statementHash', `${aHash}0`],
  ],
});
