const MONTHS = ['2026-08', '2026-09', '2026-10'];
const FOOD_MINOR = 150_000;
/** Every so many people over sixty are in the municipality's system too. */
const EVERY = 4;

/** The municipality's clerks write names as they hear them: the last letter is often lost. */
const asHeard = (name, index) => (index % 2 === 0 && name.length > 4 ? name.slice(0, -1) : name);

/**
 * The second management system of the country: the municipal welfare office's food allowance, with its own numbers,
 * spellings, enrolments and payments. As statements that `POST /registry/sources/second-mis/records` takes; `village` is
 * the code of the place, which whoever loads them turns into openIMIS's.
 */
export function makeMunicipal(people) {
  const old = people.filter(({ birthDate, nationalId }) => nationalId && birthDate < '1962');
  return old.flatMap((person, index) => (index % EVERY === 0 ? [makeEntry(person, index)] : []));
}

function makeEntry(person, index) {
  const key = `M-${String(index + 1).padStart(5, '0')}`;
  const subject = { kind: 'person', key };
  const enrolledOn = `2025-0${1 + (index % 9)}-15`;
  const data = {
    identifiers: [{ type: 'NID', value: person.nationalId }],
    name: { givenName: asHeard(person.givenName, index), surname: person.surname },
    sex: person.sex,
    birthDate: { date: person.birthDate, precision: 'day' },
    ...(person.mobile && { phones: [person.mobile] }),
  };
  const amount = { minor: FOOD_MINOR, currency: 'KES' };
  return {
    village: person.village,
    person: { kind: 'person', key, firstFrom: enrolledOn, data },
    records: [
      {
        kind: 'enrolment',
        key: `${key}-FOOD`,
        subject,
        validFrom: enrolledOn,
        data: {
          programme: 'FOOD',
          status: 'active',
          enrolledOn,
          statusHistory: [{ status: 'active', on: enrolledOn }],
        },
      },
      ...MONTHS.map((period) => ({
        kind: 'benefit',
        key: `${key}-due-${period}`,
        subject,
        validFrom: `${period}-01`,
        data: { programme: 'FOOD', type: 'cash', status: 'paid', period, dueOn: `${period}-01`, amount },
      })),
      ...MONTHS.map((period) => ({
        kind: 'payment',
        key: `${key}-paid-${period}`,
        subject,
        validFrom: `${period}-05`,
        data: {
          programme: 'FOOD',
          period,
          amount,
          paidOn: `${period}-05`,
          status: 'paid',
          channel: 'mobile money',
          receipt: `MWO-${key}-${period}`,
        },
      })),
    ],
  };
}
