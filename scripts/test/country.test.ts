import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JourneyState } from '../../packages/contracts/src/enrolment/states.js';
import { branches } from '../country/applicants.mjs';

const root = path.resolve(__dirname, '../..');
const FILES = [
  'applicants',
  'households',
  'locations',
  'municipal',
  'partners',
  'people',
  'programmes',
  'relief',
  'users',
];
const REFERENCE_DAY = '2026-11-24';

interface Person {
  key: string;
  givenName: string;
  surname: string;
  script: string;
  sex: string;
  birthDate: string;
  birthDatePrecision: string;
  nationalId?: string;
  mobile?: string;
  village: string;
  account?: { provider: string; number: string };
  programmes: string[];
}
interface Applicant extends Person {
  persona: string;
  expects: string;
}
interface Location {
  code: string;
  type: string;
  parent: string | null;
}
interface Household {
  code: string;
  village: string;
  members: { personKey: string; role: string }[];
}
interface Role {
  name: string;
  permissions: string[];
  openimis: number[];
}

interface Municipal {
  person: {
    key: string;
    data: { identifiers: { value: string }[]; name: { givenName: string }; birthDate: { date: string } };
  };
  records: { kind: string; subject: { key: string } }[];
}

let folder: string;

const generate = (name: string) => {
  const out = path.join(folder, name);
  execFileSync(process.execPath, [path.join(root, 'scripts/country/generate.mjs'), '--out', out]);
  return out;
};
const read = <T>(name: string): T => JSON.parse(readFileSync(path.join(folder, 'one', `${name}.json`), 'utf8')) as T;
const applicant = (persona: string) => {
  const found = read<Applicant[]>('applicants').find((one) => one.persona === persona);
  if (!found) throw new Error(`no applicant ${persona}`);
  return found;
};
const partners = () =>
  read<{
    nationalId: { nationalId: string; birthDate: string; mobile?: string }[];
    civil: { identifier: { identifier_value: string }[]; death_date: string }[];
    bank: { number: string; holder: string; status: string }[];
  }>('partners');
const bankOf = (person: Person) => partners().bank.find(({ number }) => number === person.account?.number);
const civilOf = (person: Person) =>
  partners().civil.find(({ identifier }) => identifier[0]?.identifier_value === person.nationalId);
const turned = (person: Person, age: number) =>
  `${Number(person.birthDate.slice(0, 4)) + age}${person.birthDate.slice(4)}` <= REFERENCE_DAY;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'interlink-country-'));
  generate('one');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('The demo country', () => {
  it('is the same bytes whenever and wherever it is made', () => {
    const again = generate('two');
    expect(readdirSync(again).sort()).toEqual(FILES.map((name) => `${name}.json`));
    for (const name of FILES) {
      const file = `${name}.json`;
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(folder, 'one', file)))).toBe(true);
    }
  });

  it('has four levels of places in two regions, each below an existing one', () => {
    const places = read<Location[]>('locations');
    const type = new Map(places.map((place) => [place.code, place.type]));
    const above: Record<string, string | undefined> = { D: 'R', W: 'D', V: 'W' };
    for (const place of places) expect(type.get(place.parent ?? '')).toBe(above[place.type]);
    expect(places.filter((place) => place.type === 'R')).toHaveLength(2);
    expect(places.filter((place) => place.type === 'V').length).toBeGreaterThanOrEqual(16);
    expect(places.filter((place) => place.code.length > 8)).toEqual([]);
  });

  it('has at least 300 households of 1,200 people with names of several scripts', () => {
    const people = read<Person[]>('people');
    const households = read<Household[]>('households');
    expect(households.length).toBeGreaterThanOrEqual(300);
    expect(people.length).toBeGreaterThanOrEqual(1200);
    expect(new Set(people.map(({ script }) => script))).toEqual(new Set(['Latn', 'Arab', 'Ethi', 'Deva']));
    expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
  });

  it('gives the people of one household one surname, one village and exactly one head', () => {
    const byKey = new Map(read<Person[]>('people').map((person) => [person.key, person]));
    for (const { village, members } of read<Household[]>('households')) {
      const people = members.map(({ personKey }) => byKey.get(personKey));
      expect(new Set(people.map((person) => person?.surname)).size).toBe(1);
      expect(new Set(people.map((person) => person?.village))).toEqual(new Set([village]));
      expect(members.filter(({ role }) => role === 'HEAD')).toHaveLength(1);
    }
  });

  it('never gives one identifier, phone or account to two people', () => {
    const everybody = [...read<Person[]>('people'), ...read<Applicant[]>('applicants')];
    for (const of of [
      (person: Person) => person.nationalId,
      (person: Person) => person.mobile,
      (person: Person) => person.account?.number,
    ]) {
      const values = everybody.map(of).filter((value) => value !== undefined);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('pays the old-age allowance to nobody under 65', () => {
    const receiving = read<Person[]>('people').filter(({ programmes }) => programmes.includes('OAA'));
    expect(receiving.length).toBeGreaterThan(20);
    expect(receiving.filter((person) => !turned(person, 65))).toEqual([]);
  });

  it('IBR-030: has a second system, which knows some in the old-age allowance by the same number and other spellings', () => {
    const people = read<Person[]>('people');
    const municipal = read<Municipal[]>('municipal');
    const both = municipal.flatMap(({ person: { data } }) => {
      const one = people.find(({ nationalId }) => nationalId === data.identifiers[0]?.value);
      expect(one?.birthDate).toBe(data.birthDate.date);
      return one?.programmes.includes('OAA') ? [{ one, data }] : [];
    });
    expect(both.length).toBeGreaterThan(5);
    expect(both.filter(({ one, data }) => one.givenName !== data.name.givenName).length).toBeGreaterThan(1);
    for (const { person, records } of municipal) {
      expect(records.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['enrolment', 'benefit', 'payment']));
      expect(records.filter(({ subject }) => subject.key !== person.key)).toEqual([]);
    }
  });

  it('has a user for each role, who holds only roles that rights.json knows', () => {
    const { roles } = JSON.parse(readFileSync(path.join(root, 'openimis-config/development/rights.json'), 'utf8')) as {
      roles: Role[];
    };
    const users = read<{ login: string; roles: string[]; districts: string[] }[]>('users');
    const held = new Set(users.flatMap((user) => user.roles));
    expect(held).toEqual(new Set(roles.map(({ name }) => name)));
    expect(users.filter(({ login }) => login.length > 25)).toEqual([]);
    expect(users.filter(({ roles: mine }) => mine.includes('Approver'))).toHaveLength(3);
  });
});

describe('The applicants', () => {
  it('are 65 or older, in the intake officer’s region, known to openIMIS and not enrolled, but for their persona', () => {
    for (const person of read<Applicant[]>('applicants')) {
      expect([person.persona, turned(person, 65)]).toEqual([person.persona, person.persona !== 'too-young']);
      expect(person.village.startsWith('R1')).toBe(true);
      expect(person.programmes).toEqual(person.persona === 'already-enrolled' ? ['OAA'] : []);
      expect(person.nationalId === undefined).toBe(person.persona === 'no-id');
      expect(person.mobile === undefined).toBe(person.persona === 'no-phone');
    }
  });

  it('expect a state that a journey has, one persona a branch, and the demo goes by the same list', () => {
    const applicants = read<Applicant[]>('applicants');
    const states = new Set<string>(JourneyState.anyOf.map((state) => state.const));
    expect(applicants.filter(({ expects }) => !states.has(expects))).toEqual([]);
    const expected = Object.fromEntries(applicants.map(({ persona, expects }) => [persona, expects]));
    expect(branches.map(([persona = '', expects]) => [persona, expects])).toEqual(
      branches.map(([persona = '']) => [persona, expected[persona]]),
    );
    expect(new Set(branches.map(([, expects]) => expects))).toEqual(
      new Set(['enrolled', 'authenticating', 'refused', 'held', 'checking']),
    );
  });

  it('include forty for whom everything goes well, by all partners’ books', () => {
    const happy = read<Applicant[]>('applicants').filter(({ persona }) => persona.startsWith('happy'));
    expect(happy).toHaveLength(40);
    for (const person of happy) {
      expect(person.expects).toBe('enrolled');
      expect(civilOf(person)?.death_date).toBe('');
      expect(bankOf(person)).toMatchObject({ holder: `${person.givenName} ${person.surname}`, status: 'open' });
      expect(partners().nationalId.find(({ nationalId }) => nationalId === person.nationalId)?.mobile).toBe(
        person.mobile,
      );
    }
  });

  it('meet the trouble that their persona names', () => {
    expect(civilOf(applicant('deceased'))?.death_date).toMatch(/^2026-/);
    expect(bankOf(applicant('closed-account'))?.status).toBe('closed');
    expect(bankOf(applicant('name-mismatch'))?.holder).not.toContain(applicant('name-mismatch').surname);
    const yearOnly = applicant('birth-year-only');
    expect(yearOnly.birthDatePrecision).toBe('year');
    expect(partners().nationalId.find(({ nationalId }) => nationalId === yearOnly.nationalId)?.birthDate).toMatch(
      /^\d{4}$/,
    );
  });

  it('include one who is so like somebody already there that a person must look', () => {
    const { givenName, surname, birthDate, village, nationalId } = applicant('twin');
    const like = read<Person[]>('people').filter(
      (person) => person.surname === surname && person.birthDate === birthDate && person.village === village,
    );
    expect(like).toHaveLength(1);
    expect(like[0]?.givenName.slice(0, 3)).toBe(givenName.slice(0, 3));
    expect(like[0]?.nationalId).not.toBe(nationalId);
  });
});
