import { Applicant, FindApplicants } from '@interlink/contracts/enrolment/applicant';
import { CheckAccount } from '@interlink/contracts/enrolment/commands';
import { Value } from 'typebox/value';

const applicant = {
  givenName: 'آمنة',
  surname: 'O’Brien-Müller',
  birthDate: { date: '1950-01-01', precision: 'day' },
  nationalId: '12345678',
  language: 'ar',
  locationId: '00000000-0000-4000-8000-000000000001',
};

describe('what a person is called', () => {
  it('may be written in any script', () => {
    expect(Value.Check(Applicant, applicant)).toBe(true);
    expect(Value.Check(FindApplicants, { name: '李 小龍', birthDate: '1950-01-01' })).toBe(true);
  });

  it.each(['a\u0000bc', 'a\nbcd', 'abc\u007f', '\tabc'])('holds no control character: %j is refused', (text) => {
    for (const name of ['givenName', 'surname', 'nationalId']) {
      expect([name, Value.Check(Applicant, { ...applicant, [name]: text })]).toEqual([name, false]);
    }
    expect(Value.Check(FindApplicants, { nationalId: text })).toBe(false);
    expect(Value.Check(FindApplicants, { name: text, birthDate: '1950-01-01' })).toBe(false);
    expect(Value.Check(CheckAccount, { provider: 'bank', accountNumber: text })).toBe(false);
  });
});
