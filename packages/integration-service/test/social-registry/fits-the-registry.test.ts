import type { Question, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { toStatements } from '@interlink/domain/social-registry/statements';
import { readHousehold } from '@interlink/domain/social-registry/template';
import fc from 'fast-check';
import { checkRecords } from '../../src/registry/ingest.js';
import { FileCheck } from '../../src/social-registry/uploads/check.js';

const words = (en: string) => ({ en, fr: en, ar: en });
/** A deployment's questionnaire that thinks of no limits. */
const question = (element: string, type: Question['type'] = 'text'): Question => ({
  ...{ code: element.toLowerCase(), type, element, label: words(element), maxLength: 500 },
});
const questionnaire: Questionnaire = {
  code: 'lax',
  version: 1,
  title: words('Lax'),
  sections: [
    { code: 'dwelling', title: words('Dwelling'), of: 'household', questions: [question('addressLine')] },
    {
      code: 'people',
      title: words('People'),
      of: 'member',
      questions: [
        ...['givenName', 'surname', 'nationalId', 'mobile', 'sex', 'householdRole'].map((element) => question(element)),
        question('birthDate', 'date'),
      ],
    },
  ],
};
const HOUSEHOLD = '00000000-0000-4000-8000-0000000000aa';

/** What stands in a cell of a file: anything, and what is right or almost right often enough. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.constantFrom('', 'Amina', '=1+1', 'female', 'spouse', 'parent', '+254700000001', 'ß'.repeat(41), '٠٧٠٠'),
  fc.integer({ min: 1, max: 501 }).map((length) => 'x'.repeat(length)),
);
const dated = fc.oneof(
  cell,
  fc.constantFrom(
    '0000-01-01',
    '0000',
    '1950',
    '1950-02',
    '1952-02-29',
    '1950-02-30',
    '1950-03-02T00:00:00',
    '0001',
    '99',
  ),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);
const row = fc.record({
  ...{
    givenname: cell,
    surname: cell,
    nationalid: cell,
    mobile: cell,
    sex: cell,
    householdrole: cell,
    addressline: cell,
  },
  birthdate: dated,
});

const ANYWHERE = { get: () => ({ locationId: 'village' }) };

describe('SR-020: a household that the check of a file finds nothing wrong with', () => {
  it('is taken by the registry: no cell stops a load half way, whatever a questionnaire allows', () => {
    let right = 0;
    fc.assert(
      fc.property(row, (cells) => {
        const check = new FileCheck(questionnaire, '2026-11-24', (value) => value, ANYWHERE, null);
        const read = readHousehold(questionnaire, 'H1', [{ number: 2, cells }]);
        if (check.problemsOf(read).length > 0) return;
        right += 1;
        const answers = { household: { ...read.household }, members: [...read.members] };
        const records = toStatements(questionnaire, { id: HOUSEHOLD, answers, numbers: [1] });
        expect(() => checkRecords(records)).not.toThrow();
        // A birth date that was let through is one to the registry as well.
        const [, member] = records;
        expect(Object.hasOwn(member?.data ?? {}, 'birthDate')).toBe(cells.birthdate.trim() !== '');
      }),
      { numRuns: 3000 },
    );
    expect(right).toBeGreaterThan(100);
  });
});
