import { Value } from 'typebox/value';
import { ApproveChange, BeginChange, Change, Evidence, RefuseChange } from '../../src/social-registry/change-request';
import { BeginPublication } from '../../src/social-registry/publication';
import { BeginRun, SimulationQuery } from '../../src/social-registry/run';
import { BeginUpload } from '../../src/social-registry/upload';
import type { Json } from '../exchange/examples';
import { aHash, anId, describeBody, longer } from '../support/bodies';

const evidence = { kind: 'certificate', reference: 'BC-2026-17', issuer: 'Civil registry', issuedOn: '2026-11-20' };

describeBody('a change in somebody’s life (SR-027)', BeginChange, {
  good: {
    personId: anId,
    change: { event: 'move', village: 'V1', addressLine: 'House 4', withHousehold: true },
    happenedOn: '2026-11-20',
    channel: 'person',
    evidence: [evidence],
    note: 'came with the certificate',
  },
  closed: true,
  optional: ['note'],
  also: [
    ['evidence', []],
    ['channel', 'partner'],
    ['channel', 'staff'],
  ],
  bad: [
    ['personId', '17'],
    ['change', null],
    ['happenedOn', '2026-02-30'],
    ['happenedOn', '2026-11'],
    ['channel', 'openimis'],
    ['evidence', Array.from({ length: 11 }, () => evidence)],
    ['evidence', null],
    ['note', ''],
    ['note', longer(500)],
    ['note', 'a\u0000b'],
    // Who brings a change does not say who approves it.
    ['policy', 'automatic'],
  ],
});

describeBody('what a change rests on', Evidence, {
  good: evidence,
  closed: true,
  optional: ['issuer', 'issuedOn'],
  also: [
    ['kind', 'statement'],
    ['kind', 'court-order'],
  ],
  bad: [
    ['kind', 'hearsay'],
    ['reference', ''],
    ['reference', longer(80)],
    ['issuer', longer(120)],
    ['issuedOn', '20.11.2026'],
  ],
});

describe('what may have happened (SR-027)', () => {
  const account = { provider: 'DEMOKENA', number: '01100152872' };
  const born = { event: 'birth', givenName: 'Amina', surname: 'Hassan', sex: 'female' };
  const moved = { event: 'move', village: 'V1', withHousehold: false };
  const { surname: _named, ...unnamed } = born;

  it.each<[string, Json]>([
    ['another account', { event: 'account', account }],
    ['a birth', born],
    ['a birth whose family name is not known', unnamed],
    ['another telephone', { event: 'contact', phone: '+254710000001' }],
    ['a death', { event: 'death' }],
    ['a marriage', { event: 'marriage', maritalStatus: 'M' }],
    ['a move without a street', moved],
  ])('is %s', (_what, change) => {
    expect(Value.Check(Change, change)).toBe(true);
  });

  it.each<[string, Json]>([
    ['a divorce, which is a marital status', { event: 'divorce' }],
    ['an account without its keeper', { event: 'account', account: { number: '1' } }],
    ['an account without a number', { event: 'account', account: { provider: 'D', number: '' } }],
    ['a birth of nobody', { event: 'birth', sex: 'female' }],
    ['a birth of a sex that no list has', { ...born, sex: 'f' }],
    ['a name that breaks a line', { ...born, givenName: 'Amina\nHassan' }],
    ['a telephone of no country', { event: 'contact', phone: '0710000001' }],
    ['a telephone with spaces', { event: 'contact', phone: '+254 710 000 001' }],
    ['a telephone of sixteen digits', { event: 'contact', phone: '+2547100000012345' }],
    ['a telephone of no number at all', { event: 'contact', phone: '' }],
    ['a marriage of no status', { event: 'marriage' }],
    ['a marital status that no list has', { event: 'marriage', maritalStatus: 'married' }],
    ['a move to nowhere', { event: 'move', withHousehold: false }],
    ['a move that leaves open who moved', { event: 'move', village: 'V1' }],
    // One request is one event: the second would pass unseen behind the first.
    ['a death with an account', { event: 'death', account }],
    ['a telephone with a village', { event: 'contact', phone: '+254710000001', village: 'V1' }],
    ['a death of a day of its own', { event: 'death', happenedOn: '2026-11-20' }],
  ])('is not %s', (_what, change) => {
    expect(Value.Check(Change, change)).toBe(false);
  });
});

describeBody('an approval of a change (S10)', ApproveChange, {
  good: { shown: aHash },
  closed: true,
  bad: [
    ['shown', ''],
    ['shown', aHash.toUpperCase()],
    ['shown', `${aHash}0`],
    ['shown', null],
  ],
});

describeBody('a refusal of a change', RefuseChange, {
  good: { reason: 'the certificate is of somebody else' },
  closed: true,
  bad: [
    ['reason', ''],
    ['reason', longer(500)],
    ['reason', 'a\u0007b'],
  ],
});

describeBody('the beginning of an upload', BeginUpload, {
  good: { fileName: 'village 4.csv', size: 1, sha256: aHash, questionnaire: 'household', mostProblemPercent: 0 },
  closed: true,
  also: [
    ['size', 2_000_000_000],
    ['mostProblemPercent', 50],
    ['fileName', 'قرية.xlsx'],
  ],
  bad: [
    ['fileName', ''],
    ['fileName', longer(200)],
    // A name is shown, and never a place.
    ['fileName', '../secrets.csv'],
    ['fileName', 'C:\\households.csv'],
    ['fileName', 'a\nb.csv'],
    ['size', 0],
    ['size', 2_000_000_001],
    ['size', 1.5],
    ['sha256', aHash.slice(1)],
    ['sha256', aHash.toUpperCase()],
    ['questionnaire', ''],
    ['questionnaire', longer(40)],
    ['mostProblemPercent', -1],
    ['mostProblemPercent', 51],
    ['mostProblemPercent', 0.5],
  ],
});

describeBody('the beginning of a publication', BeginPublication, {
  good: { uploadId: anId, most: 1 },
  closed: true,
  optional: ['uploadId', 'most'],
  also: [['most', 10_000_000]],
  bad: [
    ['uploadId', 'all'],
    ['uploadId', null],
    ['most', 0],
    ['most', 10_000_001],
    ['most', 'all'],
  ],
});

describeBody('the beginning of an assessment', BeginRun, {
  good: { formula: 'pmt', day: '2026-11-24' },
  closed: true,
  optional: ['day'],
  bad: [
    ['formula', ''],
    ['day', 'today'],
    ['day', '2026-11-24T08:00:00Z'],
  ],
});

describeBody('a question what a cut-off would mean', SimulationQuery, {
  good: { programme: 'OAA', comparison: 'at-most', score: -1, benefitMinor: 1, budgetMinor: 0 },
  closed: true,
  optional: ['budgetMinor'],
  also: [
    ['comparison', 'at-least'],
    ['benefitMinor', 1_000_000_000],
    ['budgetMinor', Number.MAX_SAFE_INTEGER],
  ],
  bad: [
    ['programme', ''],
    ['comparison', 'below'],
    ['score', 0.5],
    ['benefitMinor', 0],
    ['benefitMinor', 1_000_000_001],
    ['budgetMinor', -1],
    ['budgetMinor', Number.MAX_SAFE_INTEGER + 1],
  ],
});
