import { communities } from './names.mjs';

/** The country is as it was on this day, whenever it is made. */
const TODAY = '2026-11-01';
const YEAR = Number(TODAY.slice(0, 4));
const PROVIDERS = ['DEMOKENA', 'PWANKENB', 'MPESAKEN'];

const weighted = communities.flatMap((community) => Array(community.weight / 5).fill(community));
const two = (number) => String(number).padStart(2, '0');

/** Hands out people with identifiers, phones and accounts that nobody else has. */
export function makeRegister(random) {
  let count = 0;
  const birthDate = (age) => `${YEAR - age}-${two(random.integer(1, 10))}-${two(random.integer(1, 28))}`;
  const person = ({ key, community, surname, sex, age, village }) => {
    count += 1;
    const adult = age >= 18;
    return {
      key: key ?? `P${String(count).padStart(5, '0')}`,
      givenName: random.pick(community[sex]),
      surname,
      script: community.script,
      sex,
      birthDate: birthDate(age),
      birthDatePrecision: 'day',
      nationalId: adult ? `${20_000_000 + count * 37}` : undefined,
      mobile: adult ? `+2547${String(10_000_000 + count * 11)}` : undefined,
      village,
      account: adult
        ? { provider: random.pick(PROVIDERS), number: `01${String(100_000_000 + count * 97)}` }
        : undefined,
      language: random.pick(community.languages),
      programmes: [],
    };
  };
  return { person, community: () => random.pick(weighted) };
}

const CHILD = { female: 'DAUGHTER', male: 'SON' };
const sexOf = (random) => random.pick(['female', 'male']);

/** Head, mostly a spouse, children, sometimes a grandparent; one surname. */
export function makeHousehold(random, register, code, village) {
  const community = register.community();
  const surname = random.pick(community.surnames);
  const old = random.chance(0.3);
  const age = old ? random.integer(66, 84) : random.integer(24, 58);
  const sex = sexOf(random);
  const make = (fields) => register.person({ community, surname, village, ...fields });
  const members = [{ person: make({ sex, age }), role: 'HEAD', recipientType: 'PRIMARY' }];
  if (random.chance(0.85)) {
    const other = sex === 'female' ? 'male' : 'female';
    members.push({ person: make({ sex: other, age: age - random.integer(-4, 8) }), role: 'SPOUSE' });
  }
  for (let left = random.integer(old ? 0 : 1, old ? 3 : 5); left > 0; left -= 1) {
    const childSex = sexOf(random);
    const childAge = old ? age - random.integer(22, 38) : random.integer(0, Math.max(0, age - 20));
    members.push({ person: make({ sex: childSex, age: childAge }), role: CHILD[childSex] });
  }
  if (!old && random.chance(0.25)) {
    const role = random.pick(['MOTHER', 'FATHER']);
    const parentAge = Math.min(92, age + random.integer(22, 34));
    members.push({ person: make({ sex: role === 'MOTHER' ? 'female' : 'male', age: parentAge }), role });
  }
  enrol(random, members, age);
  return { code, village, members };
}

/** What the household already receives when the demo begins. */
function enrol(random, members, headAge) {
  const head = members[0].person;
  const ages = members.map(({ person }) => YEAR - Number(person.birthDate.slice(0, 4)));
  if (headAge >= 66 && random.chance(0.4)) head.programmes.push('OAA');
  if (ages.some((age) => age < 18) && random.chance(0.5)) head.programmes.push('CHG');
  const adult = members.find(({ person }, index) => index > 0 && ages[index] >= 18 && !person.programmes.length);
  if (adult && random.chance(0.08)) adult.person.programmes.push('DIS');
}
