/** @jest-environment node */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { FindApplicants } from '@interlink/contracts/enrolment/applicant';
import { StartJourney } from '@interlink/contracts/enrolment/commands';
import { EMPTY_APPLICANT, findFieldErrors, findSearchErrors, toSearch, toStartJourney } from '../src/applicant-form.js';

const VILLAGE = 'b6b2a0c0-0000-4000-8000-000000000001';
/** What can be typed into a field of one line; a tab comes with a paste. */
const typed = (maxLength: number, ...sensible: readonly string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...sensible) },
    fc.string({ maxLength }),
    fc.constantFrom(...sensible).map((one) => `\t${one} `.slice(0, maxLength)),
  );
const born = typed(10, '1955', '1955-03', '1955-03-12', '1955-02-29', '12.3.1955', '');
const mobile = typed(20, '', '+254 700-000 001', '00254700000001', '0700000001', '+1');

describe('The desk sends only what the service takes', () => {
  const fields = fc.record({
    programme: fc.constantFrom('OAA', ''),
    givenName: typed(100, 'Amina', 'Nur al-Huda', 'Amina\tN.', ''),
    surname: typed(100, 'Wanjiru', ' '),
    birthDate: born,
    nationalId: typed(40, '', '12344711', '123', '1234\t4711'),
    mobile,
    sex: fc.constantFrom('', 'female', 'male', 'other'),
    language: fc.constantFrom('en', 'fr', 'ar'),
    villageId: fc.constantFrom(VILLAGE, ''),
    villageName: fc.constantFrom('Mto', ''),
    individualId: fc.constantFrom('', VILLAGE),
    hasProxy: fc.boolean(),
    proxyName: typed(200, 'Joseph', ''),
    proxyRelationship: typed(100, 'son', ''),
    proxyDocument: typed(100, 'M-17', ''),
  });

  it('SR-009: an applicant without an error is one of the contract', () => {
    fc.assert(
      fc.property(fields, (one) => {
        fc.pre(Object.keys(findFieldErrors(one)).length === 0);
        expect([...Value.Errors(StartJourney, toStartJourney(one))]).toEqual([]);
      }),
      { numRuns: 60, maxSkipsPerRun: 1000 },
    );
  });

  it('S12: a search is one of the contract, or none', () => {
    const search = fc.record({
      nationalId: typed(40, '', '12344711', '12\t344711'),
      name: typed(200, 'Amina', 'A', ''),
      birthDate: born,
      mobile,
    });
    fc.assert(
      fc.property(search, (one) => {
        fc.pre(Object.keys(findSearchErrors(one)).length === 0);
        const asked = toSearch(one);
        if (asked === undefined) return;
        expect([...Value.Errors(FindApplicants, asked)]).toEqual([]);
        // A name alone, or with a mobile, is refused by the service as too wide.
        expect(asked.nationalId !== undefined || asked.birthDate !== undefined).toBe(true);
        // Nothing that was typed beside the name is left out in silence.
        if (asked.name !== undefined) expect('mobile' in asked).toBe(one.mobile.trim() !== '');
      }),
      { numRuns: 100 },
    );
  });

  it.each(['\t', '\u0000', '\u001f'])('takes no control character along into a name: %j', (control) => {
    const one = {
      ...{ ...EMPTY_APPLICANT, programme: 'OAA', surname: 'Wanjiru', birthDate: '1955', villageId: VILLAGE },
      givenName: `Amina${control}Nur`,
    };
    expect(findFieldErrors(one)).toEqual({});
    expect(toStartJourney(one).applicant.givenName).toBe('Amina Nur');
  });

  it('leaves a mandate out that was typed and then unticked', () => {
    const mandate = { proxyName: 'Joseph', proxyRelationship: 'son', proxyDocument: 'M-17' };
    const one = { ...EMPTY_APPLICANT, givenName: 'A', surname: 'W', birthDate: '1955', villageId: VILLAGE, ...mandate };
    expect(toStartJourney({ ...one, hasProxy: false })).not.toHaveProperty('mandate');
    expect(toStartJourney({ ...one, hasProxy: true })).toHaveProperty('mandate');
  });
});
