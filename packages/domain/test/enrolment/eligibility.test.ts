import fc from 'fast-check';
import {
  dateOfAge,
  findEligibility,
  saidElsewhere,
  type EligibilityInput,
} from '@interlink/domain/enrolment/eligibility';

const input = (over: Partial<EligibilityInput> = {}): EligibilityInput => ({
  birthDate: { date: '1950-05-01', precision: 'day' },
  effectiveDate: '2026-11-24',
  minimumAge: 65,
  nationalId: 'N1',
  enrolments: [],
  programme: 'OAA',
  incompatibleWith: ['DIS'],
  similar: [],
  isOpen: true,
  ...over,
});

const born = (date: string, precision: 'day' | 'month' | 'year' = 'day') => ({ birthDate: { date, precision } });

describe('eligibility', () => {
  it('has nothing against a person who is old enough and nowhere enrolled', () => {
    expect(findEligibility(input())).toEqual({ reasons: [] });
  });

  it.each([
    ['on the birthday', '1961-11-24', []],
    ['a day before', '1961-11-25', ['too-young']],
  ])('counts the age by the calendar: %s', (_when, date, reasons) => {
    expect(findEligibility(input(born(date))).reasons).toEqual(reasons);
  });

  it('says from which day a person who is too young is eligible', () => {
    expect(findEligibility(input(born('1970-02-03'))).eligibleFrom).toBe('2035-02-03');
  });

  it('lets a person born on 29 February reach the age on 1 March of a year without that day', () => {
    expect(dateOfAge('1960-02-29', 65)).toBe('2025-03-01');
    expect(dateOfAge('1960-02-29', 64)).toBe('2024-02-29');
  });

  it('asks for a look at a birth date of which only the year is known', () => {
    expect(findEligibility(input(born('1950-12-31', 'year'))).reasons).toEqual(['birth-date-partial']);
  });

  it('takes the latest possible birth date, so that nobody is enrolled too early', () => {
    const finding = findEligibility(input(born('1961-12-31', 'year')));
    expect(finding).toEqual({ reasons: ['too-young', 'birth-date-partial'], eligibleFrom: '2026-12-31' });
  });

  it.each(['ACTIVE', 'POTENTIAL', 'SUSPENDED'])('shows the enrolment that a person already has (%s)', (status) => {
    const enrolments = [{ beneficiaryId: 'b-1', programme: 'OAA', status }];
    const finding = findEligibility(input({ enrolments }));
    expect(finding).toEqual({ reasons: ['already-enrolled'], existingBeneficiaryId: 'b-1' });
  });

  it('does not count an enrolment that has ended', () => {
    const enrolments = [{ beneficiaryId: 'b-1', programme: 'OAA', status: 'GRADUATED' }];
    expect(findEligibility(input({ enrolments })).reasons).toEqual([]);
  });

  it('names a programme that cannot be held at the same time', () => {
    const enrolments = [{ beneficiaryId: 'b-1', programme: 'DIS', status: 'ACTIVE' }];
    expect(findEligibility(input({ enrolments })).reasons).toEqual(['incompatible-programme']);
  });

  it.each([
    [undefined, []],
    [['clear'], []],
    [['clear', 'enrolled'], ['enrolled-elsewhere']],
    [['unknown', 'clear'], ['enrolments-unknown']],
    [
      ['unknown', 'enrolled'],
      ['enrolled-elsewhere', 'enrolments-unknown'],
    ],
    // Somebody is to be asked and there is nobody: that is not the same as a no.
    [[], ['enrolments-unknown']],
  ] as const)('of other registries that say %j there is %j', (elsewhere, reasons) => {
    expect(findEligibility(input({ elsewhere })).reasons).toEqual(reasons);
  });

  it('SR-009: is never clear of other registries unless each of them said so', () => {
    const said = fc.constantFrom('clear', 'enrolled', 'unknown' as const);
    fc.assert(
      fc.property(fc.array(said), (elsewhere) => {
        const { reasons } = findEligibility(input({ elsewhere: elsewhere as never }));
        expect(reasons.length === 0).toBe(elsewhere.length > 0 && elsewhere.every((one) => one === 'clear'));
      }),
    );
  });

  it.each([
    ['verified', [], 'clear'],
    ['mismatch', ['enrolled-elsewhere'], 'enrolled'],
    ['mismatch', ['enrolments-unknown', 'person-differs'], 'unknown'],
    ['unavailable', ['enrolments-unknown', 'timed-out'], 'unknown'],
    ['refused', ['enrolments-unknown', 'not-agreed'], 'unknown'],
    ['ambiguous', ['enrolments-unknown'], 'unknown'],
    ['refused', [], 'unknown'],
  ])('reads the answer %s %j as %s', (outcome, reasons, said) => {
    expect(saidElsewhere({ outcome, reasons })).toBe(said);
  });

  const twin = { individualId: 'i', nationalId: 'N2', name: 'close', birthDate: 'match' } as const;

  it('suspects somebody of nearly the same name and the same birth date', () => {
    expect(findEligibility(input({ similar: [twin] })).reasons).toEqual(['possible-duplicate']);
  });

  it.each([
    ['who is the applicant himself', { nationalId: 'N1' }],
    ['of another name', { name: 'differs' as const }],
    ['born on another day', { birthDate: 'differs' as const }],
  ])('does not suspect somebody %s', (_why, over) => {
    expect(findEligibility(input({ similar: [{ ...twin, ...over }] })).reasons).toEqual([]);
  });

  it('never gives a day of age before as many years have passed', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 120 }), (date, age) => {
        const birth = date.toISOString().slice(0, 10);
        const reached = dateOfAge(birth, age);
        expect(new Date(`${reached}T00:00:00Z`).toISOString().slice(0, 10)).toBe(reached);
        expect(reached >= `${Number(birth.slice(0, 4)) + age}${birth.slice(4)}`).toBe(true);
      }),
    );
  });
});
