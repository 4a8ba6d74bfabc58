const MONTHS = ['2026-08', '2026-09', '2026-10'];
/** Every so many adults with a national ID is served by the agency. */
const EVERY = 9;
const STATUSES = ['active', 'active', 'active', 'suspended', 'graduated'];

/** The agency's clerks write names in capitals, and every third one without its last letter. */
const asWritten = (name, index) => (index % 3 === 0 && name.length > 4 ? name.slice(0, -1) : name).toUpperCase();

/**
 * The people of the food relief agency, in its own books: another management system, which answers and pushes by the DCI
 * standard. Nothing of it is known to openIMIS.
 */
export function makeRelief(people) {
  const adults = people.filter(
    ({ nationalId, birthDate, birthDatePrecision }) => nationalId && birthDate < '2000' && birthDatePrecision === 'day',
  );
  return adults.filter((_, index) => index % EVERY === 0).map(makeMember);
}

function makeMember({ nationalId, givenName, surname, sex, birthDate, mobile }, index) {
  return {
    memberId: `R-${String(index + 1).padStart(5, '0')}`,
    nationalId,
    givenName: asWritten(givenName, index),
    surname: surname.toUpperCase(),
    sex,
    birthDate,
    ...(mobile && { phone: mobile }),
    enrolledOn: `2026-0${1 + (index % 6)}-10`,
    status: STATUSES[index % STATUSES.length],
    deliveries: MONTHS.map((month) =>
      index % 2 === 0
        ? { on: `${month}-12`, what: 'Food basket' }
        : { on: `${month}-12`, what: 'Cash for food', amount: '1500.00' },
    ),
  };
}
