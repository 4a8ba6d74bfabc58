import fc from 'fast-check';
import { approvalStatement, canonicalStatement } from '@interlink/domain/enrolment/approval-statement';
import { initials, mask, publicReference } from '@interlink/domain/enrolment/masking';
import { Played } from './builders';

const subject = {
  journeyId: '01930000-0000-7000-8000-0000000000ab',
  programmeName: 'Old-age allowance',
  givenName: 'Amina',
  surname: 'Otieno',
  birthDate: { date: '1950-05-01', precision: 'day' },
  nationalId: '12345678',
  locationId: 'village-1',
};

describe('the approval statement', () => {
  it('shows who, what, how sure and by whom, and hides the identifier', () => {
    const text = approvalStatement(new Played().ready().status, subject);
    expect(text).toMatchObject({ programme: 'OAA', givenName: 'Amina', assurance: 'authenticated', maker: 'ina' });
    expect(text.nationalId).toBe('••••5678');
    expect(text['check.civil-status']).toBe('passed');
  });

  it('S10: is the same from ready until the decision, and another when a check changes', () => {
    const ready = approvalStatement(new Played().ready().status, subject);
    expect(approvalStatement(new Played().submitted().status, subject)).toEqual(ready);
    const remarked = new Played()
      .authenticated()
      .civilStatus({ reasons: ['name-close'] })
      .account()
      .eligibility();
    expect(approvalStatement(remarked.status, subject)).not.toEqual(ready);
  });

  it('has one canonical form whatever the order of its members (RFC 8785)', () => {
    expect(canonicalStatement({ b: '\u20ac"\n', a: 'é' })).toBe('{"a":"é","b":"€\\"\\n"}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (text) => {
        const turned = Object.fromEntries(Object.entries(text).reverse());
        expect(canonicalStatement(turned)).toBe(canonicalStatement(text));
        expect(JSON.parse(canonicalStatement(text))).toEqual({ ...text });
      }),
    );
  });
});

describe('masking', () => {
  it('S13: shows at most the last four characters, and nothing of a short value', () => {
    expect(mask('+254700000001')).toBe('•••••••••0001');
    expect(mask('1234')).toBe('••••');
  });

  it('gives initials in any script', () => {
    expect(initials('amina', 'Otieno')).toBe('A. O.');
    expect(initials('أمينة', 'علي')).toBe('أ. ع.');
  });

  it('gives a reference that a person can read out', () => {
    expect(publicReference(subject.journeyId)).toBe('000000AB');
  });
});
