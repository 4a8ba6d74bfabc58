import { communities } from './names.mjs';

/**
 * One applicant per branch of the journey. `change` is what differs in what openIMIS knows, `partners` what differs
 * in what the partners know, `expects` the state in which the journey rests once everybody did what can be done: the demo
 * of `npm start` and the tests go by it.
 */
const personas = [
  { persona: 'happy', expects: 'enrolled' },
  { persona: 'wrong-otp', expects: 'authenticating' },
  { persona: 'deceased', expects: 'refused', partners: { deathDate: '2026-08-14' } },
  { persona: 'name-mismatch', expects: 'held', partners: { holder: 'Fatuma Achieng' } },
  { persona: 'closed-account', expects: 'checking', partners: { accountStatus: 'closed' } },
  { persona: 'already-enrolled', expects: 'refused', change: { programmes: ['OAA'] } },
  { persona: 'twin', expects: 'held' },
  { persona: 'birth-year-only', expects: 'held', change: { birthDate: '1957-12-31', birthDatePrecision: 'year' } },
  { persona: 'no-phone', expects: 'enrolled', change: { mobile: undefined } },
  { persona: 'no-id', expects: 'enrolled', change: { nationalId: undefined }, partners: { unknown: true } },
  { persona: 'too-young', expects: 'refused', age: 58 },
  ...Array.from({ length: 39 }, (_, index) => ({
    persona: `happy-${index + 2}`,
    expects: 'enrolled',
    // The last ten are new to openIMIS too: the journey creates them there.
    change: index >= 29 ? { inOpenimis: false } : {},
  })),
];

/** One persona a branch with the state it comes to, without the many others for whom everything goes well. */
export const branches = personas.flatMap(({ persona, expects }) =>
  /^happy-\d/.test(persona) ? [] : [[persona, expects]],
);

const wanted = { 'birth-year-only': 'Latn', 'name-mismatch': 'Latn', twin: 'Latn', happy: 'Latn' };

export function makeApplicants(random, register, villages) {
  return personas.map(({ persona, expects, change = {}, partners = {}, age }, index) => {
    const script = wanted[persona];
    const community = script ? communities.find((one) => one.script === script) : register.community();
    const person = register.person({
      key: `A-${persona}`,
      community,
      surname: random.pick(community.surnames),
      sex: random.pick(['female', 'male']),
      age: age ?? random.integer(67, 82),
      village: villages[index % villages.length],
    });
    return { applicant: { persona, ...person, ...change, expects }, partners };
  });
}

/** Somebody who is already there, so like the applicant `twin` that a person must look. */
export function makeTwin(applicant, register) {
  const community = communities.find(({ script }) => script === applicant.script);
  const person = register.person({ ...applicant, key: 'P-twin', community, age: 70 });
  return { ...person, givenName: nearly(applicant.givenName), birthDate: applicant.birthDate };
}

const nearly = (name) => (name.endsWith('h') ? name.slice(0, -1) : `${name}h`);
