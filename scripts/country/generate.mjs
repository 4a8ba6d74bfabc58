#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeApplicants, makeTwin } from './applicants.mjs';
import { makeMunicipal } from './municipal.mjs';
import { makePartners, plantTrouble } from './partners.mjs';
import { makeHousehold, makeRegister } from './people.mjs';
import { makeLocations } from './places.mjs';
import { makeRandom } from './random.mjs';
import { makeRelief } from './relief.mjs';
import { programmes, users } from './staff.mjs';

const HOUSEHOLDS = 340;

// The demo's intake officer works in the first region only.
const isNearby = (village) => village.startsWith('R1');

/** The demo country by file name without `.json`: what openIMIS has at start and what the partners know. */
export function makeCountry({ seed = 3, households: wanted = HOUSEHOLDS } = {}) {
  const random = makeRandom(seed);
  const register = makeRegister(random);
  const locations = makeLocations();
  const villages = locations.filter(({ type }) => type === 'V').map(({ code }) => code);
  const households = Array.from({ length: wanted }, (_, index) =>
    makeHousehold(random, register, `HH${String(index + 1).padStart(5, '0')}`, villages[index % villages.length]),
  );
  const applicants = makeApplicants(random, register, villages.filter(isNearby));
  const twin = makeTwin(applicants.find(({ applicant }) => applicant.persona === 'twin').applicant, register);
  const people = [...households.flatMap(({ members }) => members.map(({ person }) => person)), twin];
  return {
    locations,
    programmes,
    households: households.map(({ code, village, members }) => ({
      code,
      village,
      members: members.map(({ person, ...member }) => ({ personKey: person.key, ...member })),
    })),
    people,
    users,
    applicants: applicants.map(({ applicant }) => applicant),
    municipal: makeMunicipal(people),
    relief: makeRelief(people),
    partners: makePartners([
      ...plantTrouble(people),
      ...applicants.map(({ applicant, partners }) => ({ person: applicant, partners })),
    ]),
  };
}

/** Writes one JSON file for each part. `partners.json` comes last: with it the country is complete. */
export function writeCountry(folder, country = makeCountry()) {
  mkdirSync(folder, { recursive: true });
  for (const [name, part] of Object.entries(country)) {
    writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(part, undefined, 1)}\n`);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) {
    process.stderr.write('usage: generate.mjs --out <folder>\n');
    process.exit(2);
  }
  writeCountry(path.resolve(values.out));
}
