/** What the national ID knows: everybody with a number; those without a phone get no OTP. */
const nationalIdRecord = (person) => ({
  nationalId: person.nationalId,
  givenName: person.givenName,
  surname: person.surname,
  birthDate: person.birthDatePrecision === 'year' ? person.birthDate.slice(0, 4) : person.birthDate,
  sex: person.sex,
  mobile: person.mobile,
  liveness: true,
});

/** The civil registry's record in the field names of DCI's CRVSPerson; dates as date-times without zone. */
const civilRecord = (person, { deathDate } = {}) => ({
  identifier: person.nationalId ? [{ identifier_type: 'UIN', identifier_value: person.nationalId }] : [],
  name: { given_name: person.givenName, surname: person.surname },
  sex: person.sex,
  birth_date: person.birthDatePrecision === 'year' ? person.birthDate.slice(0, 4) : `${person.birthDate}T00:00:00`,
  death_date: deathDate ? `${deathDate}T00:00:00` : '',
  registration_date: '2019-01-01T00:00:00',
  last_updated: deathDate ? `${deathDate}T00:00:00` : '2024-01-01T00:00:00',
});

const bankRecord = (person, { holder, accountStatus } = {}) => ({
  number: person.account.number,
  provider: person.account.provider,
  holder: holder ?? `${person.givenName} ${person.surname}`,
  status: accountStatus ?? 'open',
});

/** Which account a mapper of financial addresses knows a person by. */
const mapped = ({ nationalId, account }, { accountStatus } = {}) => ({
  id: `uin:${nationalId}@nid`,
  fa: `account:${account.number}@${account.provider}`,
  provider: account.provider,
  active: accountStatus !== 'closed',
});

const TROUBLE = [
  { deathDate: '2026-09-03' },
  { accountStatus: 'closed' },
  { accountStatus: 'blocked' },
  { holder: 'Zuhura Kilonzo' },
];

/** Every tenth beneficiary has trouble that openIMIS does not know of, each kind in turn. */
export function plantTrouble(people) {
  let beneficiaries = 0;
  return people.map((person) => {
    beneficiaries += person.programmes.length > 0 ? 1 : 0;
    const troubled = person.programmes.length > 0 && beneficiaries % 10 === 0;
    return { person, partners: troubled ? TROUBLE[(beneficiaries / 10) % TROUBLE.length] : {} };
  });
}

/** The same people as the partners know them; `known` pairs a person with what a partner knows otherwise. */
export function makePartners(known) {
  const inNationalId = known.filter(({ person, partners }) => person.nationalId && !partners.unknown);
  return {
    nationalId: inNationalId.map(({ person }) => nationalIdRecord(person)),
    civil: known
      .filter(({ partners }) => !partners.unknown)
      .map(({ person, partners }) => civilRecord(person, partners)),
    bank: known.filter(({ person }) => person.account).map(({ person, partners }) => bankRecord(person, partners)),
    mapper: inNationalId.filter(({ person }) => person.account).map(({ person, partners }) => mapped(person, partners)),
  };
}
