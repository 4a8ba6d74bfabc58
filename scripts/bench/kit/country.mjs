/**
 * A believable country of any size, the same for the same seed: households of one to twelve, names of several scripts,
 * people who move, and people who stand in a second system too, some misspelt, with the truth known.
 */

/** mulberry32: small, fast and the same everywhere. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { next, below, pick: (list) => list[below(list.length)], chance: (share) => next() < share };
}

const words = (text) => text.split(' ');
const GIVEN = {
  female: words(
    'Amina Wanjiru Akinyi Fatuma Zawadi Neema Halima Grace Mary Esther Ruth Aïcha Chloé Thérèse Nyambura Adhiambo Khadija Mwanaisha Rehema Salome Jebet Chebet Atieno Moraa Kemunto Nafula Naliaka Makena Kanini Mumbua فاطمة عائشة مريم خديجة زينب አበበች ሰላማዊት ትዕግስት सीता राधा 美玲',
  ),
  male: words(
    'Juma Baraka Otieno Kamau Hassan Ali Omar Daudi Peter John Joseph Samuel Élie François René Kipchoge Kiprono Mutua Musyoka Wafula Barasa Odhiambo Onyango Njoroge Mwangi Macharia Maina Karanja Kariuki Gitau محمد أحمد عمر يوسف إبراهيم አበበ ተስፋዬ ገብረ राम मोहन 偉強',
  ),
};
const FAMILY_START = words(
  'Kama Oti Wanji Muku Nja Kibe Roto Achie Nyam Ouma Keny Muthu Wai Gath Kimu Chela Kipk Saman Lole Ekal Aben Tano Mbi Zulu',
);
const FAMILY_END = words('no u ru a nga i ko eng ri mba ndo ya si tho ki le ra mu ta we ne go pi sa');
const FAMILY_OTHER = words('محمود حسن علي عبدالله صالح ወልደ ኃይሉ መኮንን शर्मा वर्मा 陳 Dupont Müller Nuñez O’Brien');
const ROOFS = ['thatch', 'iron', 'tiles'];
const FLOORS = ['earth', 'wood', 'cement'];
const WATER = ['river', 'well', 'pipe'];

const two = (number) => String(number).padStart(2, '0');
const day = (die, fromYear, toYear) =>
  `${fromYear + die.below(toYear - fromYear + 1)}-${two(1 + die.below(12))}-${two(1 + die.below(28))}`;

const uuid = (prefix, number) => `00000000-0000-4000-${prefix}-${number.toString(16).padStart(12, '0')}`;
export const villageOf = (number) => ({
  code: `V${number}`,
  name: `Village ${number}`,
  locationId: uuid('8e00', number),
  districtId: uuid('8d00', Math.floor(number / 50)),
  parents: ['Ward', 'District', 'Region'],
});
export const villages = (count) => Array.from({ length: count }, (_, at) => villageOf(at));

const sizeOf = (die) => (die.chance(0.004) ? 12 : 1 + Math.floor(die.next() * die.next() * 9.5 + die.next() * 3));
const familyName = (die) => (die.chance(0.06) ? die.pick(FAMILY_OTHER) : die.pick(FAMILY_START) + die.pick(FAMILY_END));

function personOf(die, number, at, family) {
  const sex = die.chance(0.5) ? 'female' : 'male';
  const [from, to] = at === 0 ? [1940, 1998] : at === 1 ? [1945, 2000] : [1975, 2025];
  const birthDate = die.chance(0.03) ? `${day(die, from, to).slice(0, 4)}-01-01` : day(die, from, to);
  const isAdult = birthDate < '2008';
  return {
    number,
    sex,
    birthDate,
    givenName: die.pick(GIVEN[sex]),
    surname: die.chance(0.85) ? family : familyName(die),
    role: at === 0 ? 'head' : at === 1 ? 'spouse' : 'child',
    ...(isAdult && die.chance(0.8) && { nationalId: `N${10_000_000 + number}` }),
    ...(isAdult && die.chance(0.5) && { mobile: `+2547${String(number % 100_000_000).padStart(8, '0')}` }),
    ...(die.chance(0.05) && { difficulty: true }),
  };
}

/** Households one after the other until there are so many people (or households); numbers are theirs for ever. */
export function* households({ people = Infinity, count = Infinity, seed = 1, villageCount = 2000 }) {
  const die = dice(seed);
  let person = 0;
  for (let number = 0; number < count && person < people; number += 1) {
    const family = familyName(die);
    const size = Math.min(sizeOf(die), people - person);
    const members = Array.from({ length: size }, (_, at) => personOf(die, (person += 1), at, family));
    yield {
      number,
      members,
      village: villageOf(die.below(villageCount)),
      // One in twenty came from elsewhere in the last years.
      ...(die.chance(0.05) && { movedFrom: villageOf(die.below(villageCount)), movedOn: day(die, 2022, 2025) }),
      dwelling: {
        roof: die.pick(ROOFS),
        floor: die.pick(FLOORS),
        water: die.pick(WATER),
        rooms: 1 + die.below(5),
      },
      owns: die.chance(0.4) ? 1 + die.below(9) : 0,
    };
  }
}

/** The same person as another system would write them: one in three misspelt, one in five without number. */
export function misspelt(die, person) {
  const swap = ({ length }, name) => {
    const at = 1 + die.below(Math.max(1, length - 2));
    return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
  };
  const name = die.chance(1 / 3) ? swap(person.givenName, person.givenName) : person.givenName;
  const { nationalId, ...rest } = person;
  return { ...rest, givenName: name, ...(nationalId && die.chance(0.8) && { nationalId }) };
}

const COLUMNS =
  'household,village,address,roof,floor,water,light,rooms,owns_land,acres,cattle,given_name,surname,sex,birth_date,relationship,national_id,mobile,in_school,works,income,wg_seeing,wg_hearing,wg_walking,wg_remembering,wg_self_care,wg_communicating';

/** The households as a CSV to the template of the demo country's questionnaire, in pieces. */
export function* csvOf(of) {
  yield `${COLUMNS}\r\n`;
  for (const { number, members, village, dwelling, owns } of of) {
    yield members
      .map((one, at) => {
        const head =
          at === 0
            ? [village.code, 'near the market', dwelling.roof, dwelling.floor, dwelling.water, '', dwelling.rooms]
            : ['', '', '', '', '', '', ''];
        const land = at === 0 ? [owns > 0 ? 'yes' : 'no', owns > 0 ? owns : '', ''] : ['', '', ''];
        const who = [
          one.givenName,
          one.surname,
          one.sex,
          one.birthDate,
          one.role,
          one.nationalId ?? '',
          one.mobile ?? '',
        ];
        const wg = one.difficulty ? ['a_lot', 'none', 'some', 'none', 'none', 'none'] : ['', '', '', '', '', ''];
        return [`HH${number}`, ...head, ...land, ...who, '', '', '', ...wg].join(',');
      })
      .join('\r\n')
      .concat('\r\n');
  }
}
