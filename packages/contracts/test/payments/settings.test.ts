import { Value } from 'typebox/value';
import { PaymentProgramme, PaymentSettings } from '../../src/payments/settings';
import { describeBody, longer } from '../support/bodies';

const programme = {
  debtorName: 'Ministry of Social Welfare',
  debtorId: 'MSW',
  debtorAccount: '0001112223334',
  debtorAgent: 'DEMOKENA',
  categoryPurpose: 'SSBE',
  purpose: 'BENE',
  ceilingMinor: 1_000_000,
  budgetMinor: 0,
  channel: 'https',
};

describeBody('a programme that pays', PaymentProgramme, {
  good: programme,
  closed: true,
  optional: ['ceilingMinor', 'budgetMinor', 'channel'],
  also: [
    ['channel', 'pay-point'],
    ['debtorId', 'MSW/01'],
    ['categoryPurpose', 'PENS'],
    ['categoryPurpose', 'GOVT'],
    ['categoryPurpose', 'OTHR'],
  ],
  bad: [
    ['debtorName', 'Ministère'],
    ['debtorName', longer(140)],
    ['debtorName', ' '],
    ['debtorName', 'Ministry '],
    ['debtorId', longer(35)],
    ['debtorAccount', 'a_b'],
    ['debtorAccount', longer(34)],
    // A1.1: in an id a slash stands between two others, or every file with it is refused.
    ['debtorId', '/MSW'],
    ['debtorAccount', '0001112223334/'],
    ['debtorAgent', 'DEMO//KENA'],
    ['debtorAgent', '/'],
    ['debtorId', ' MSW'],
    ['categoryPurpose', 'ssbe'],
    // A1: purposes of a payment, and no categories.
    ['categoryPurpose', 'BENE'],
    ['categoryPurpose', 'ALLW'],
    ['purpose', 'BENEFIT'],
    ['ceilingMinor', 0],
    ['ceilingMinor', 10.5],
    ['budgetMinor', -1],
    // As the maker of a batch may name it, so that no programme has a channel that no batch can have.
    ['channel', ''],
    ['channel', 'By Hand'],
    ['channel', longer(40)],
  ],
});

const defaults = () => Value.Default(PaymentSettings, {}) as PaymentSettings;

describe('the settings of payments', () => {
  it('S11: want signed approvals unless a deployment says otherwise', () => {
    expect(defaults()).toMatchObject({ approvalAssurance: 'webauthn', programmes: {}, leadDays: 1 });
  });

  it('have defaults that are themselves allowed', () => {
    expect(Value.Check(PaymentSettings, defaults())).toBe(true);
  });

  it('have a first limit below the second', () => {
    const { approvalLimit1Minor, approvalLimit2Minor } = defaults();
    expect(approvalLimit1Minor).toBeLessThan(approvalLimit2Minor);
  });

  it.each<[string, unknown]>([
    ['approvalAssurance', 'trust'],
    ['approvalLimit1Minor', 0],
    ['leadDays', -1],
    ['leadDays', 31],
    ['bankDays', [7]],
    ['bankDays', ['Monday']],
    // A bank that never works would pay nobody, and no batch would get a day.
    ['bankDays', []],
    ['bankDays', [1, 1]],
    ['holidays', ['Christmas']],
    ['holidays', ['2026-12-32']],
    ['maxLinesPerFile', 0],
    ['maxLinesPerFile', 100_001],
    ['quietDays', 31],
    ['returnWindowDays', 0],
    ['removalLimit', 1.5],
    ['removalLimit', -0.1],
    ['lifeCheck', 'sometimes'],
    ['maxPerAccount', 0],
    ['transmitJournal', ''],
    ['chargeBearer', 'CRED'],
    ['serviceLevel', 'urgent'],
    ['serviceLevel', 'SEPA'],
    ['holidays', ['0000-12-25']],
    ['programmes', { OAA: { ...programme, purpose: 'x' } }],
    // What the pattern of names does not find must not pass unread.
    ['programmes', { 'OAA\n': { purpose: 'x' } }],
    ['whatIsThis', 1],
  ])('are refused when %s is %j: nothing starts with a guess', (name, value) => {
    expect(Value.Check(PaymentSettings, { ...defaults(), [name]: value })).toBe(false);
  });
});
