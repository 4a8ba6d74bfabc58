import { foldName } from '@interlink/domain/verification/fold-name';
import {
  FindIndividualByIdDocument,
  FindIndividualsByBirthDateDocument,
  FindIndividualsByElementDocument,
  type IndividualFieldsFragment,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { filterFor, toPerson, type OpenImisMapping } from './mapping.js';
import type { OpenImisPerson, People, PersonQuery } from './port.js';
import { queryEach } from './query-each.js';
import { keyOf, nodesOf, objectOf, pagesOf } from './relay.js';

/**
 * Beyond this many people of one birth date openIMIS narrows by a word of the name first, marks and case as written.
 */
const MAX_SAME_BIRTH_DATE = 500;
const MAX_WORDS = 6;

/** An individual with the jsonExt it came with, which an update must give back. */
export interface FoundIndividual {
  readonly person: OpenImisPerson;
  readonly jsonExt: Readonly<Record<string, unknown>>;
}

export function peopleOf(client: Client, mapping: OpenImisMapping): People {
  return {
    async find(query, limit = 3) {
      const found = query.nationalId
        ? await findByElement(client, mapping, 'nationalId', query.nationalId)
        : await findByName(client, mapping, query);
      const matching = found.filter(({ person }) => matches(person, query)).map(({ person }) => person);
      return distinct(matching).slice(0, limit);
    },
    async findById(individualId) {
      return (await findIndividual(client, mapping, individualId))?.person;
    },
    async findByIds(individualIds) {
      const answers = await queryEach(client, FindIndividualByIdDocument, 'id', individualIds);
      const people = answers.flatMap(({ individual }) =>
        nodesOf(individual).map((row) => toFound(mapping, row).person),
      );
      return new Map(people.map((person) => [person.individualId, person]));
    },
  };
}

/** One individual and its jsonExt; nothing when it does not exist or the token may not see it. */
export async function findIndividual(
  client: Client,
  mapping: OpenImisMapping,
  individualId: string,
): Promise<FoundIndividual | undefined> {
  const { individual } = await client.query(FindIndividualByIdDocument, { id: individualId });
  return nodesOf(individual).map((row) => toFound(mapping, row))[0];
}

/** Individuals whose mapped element is exactly this value. */
export async function findByElement(
  client: Client,
  mapping: OpenImisMapping,
  element: 'nationalId' | 'journeyId',
  value: string,
): Promise<readonly FoundIndividual[]> {
  const filter = filterFor(mapping.individual, element, value.trim());
  if (!filter) return [];
  const { individual } = await client.query(FindIndividualsByElementDocument, { filters: [filter] });
  return nodesOf(individual)
    .map((row) => toFound(mapping, row))
    .filter(({ person }) => person[element] === value.trim());
}

/** The individuals that bear these keys, by key, in few requests; a key that nobody bears is not in it. */
export async function findByJourneys(
  client: Client,
  mapping: OpenImisMapping,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = keys.flatMap((key) => {
    const filter = filterFor(mapping.individual, 'journeyId', key);
    return filter ? [{ key, filter }] : [];
  });
  const filters = asked.map(({ filter }) => filter);
  // A single value is a list of one in GraphQL.
  const answers = await queryEach(client, FindIndividualsByElementDocument, 'filters', filters);
  return new Map(
    answers.flatMap(({ individual }, at) => {
      const found = nodesOf(individual).map((row) => toFound(mapping, row).person);
      const [bearer] = found.filter(({ journeyId }) => journeyId === asked[at]?.key);
      return bearer?.journeyId === undefined ? [] : [[bearer.journeyId, bearer.individualId] as const];
    }),
  );
}

async function findByName(
  client: Client,
  mapping: OpenImisMapping,
  { name, birthDate }: PersonQuery,
): Promise<readonly FoundIndividual[]> {
  if (!birthDate) return [];
  const found: FoundIndividual[] = [];
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const { individual } = await client.query(FindIndividualsByBirthDateDocument, { dob: birthDate });
  const many = (individual?.totalCount ?? 0) > MAX_SAME_BIRTH_DATE;
  for (const lastName of many && words.length > 0 ? words : [null]) {
    const pages = pagesOf(
      async (after) =>
        (await client.query(FindIndividualsByBirthDateDocument, { dob: birthDate, lastName, after })).individual,
    );
    for await (const rows of pages) found.push(...rows.map((row) => toFound(mapping, row)));
  }
  return found;
}

function toFound(mapping: OpenImisMapping, row: IndividualFieldsFragment): FoundIndividual {
  const jsonExt = objectOf(row.jsonExt);
  return { person: toPerson(mapping, { ...row, id: keyOf(row.id) }, jsonExt), jsonExt };
}

/** openIMIS compares as it likes; what counts is an exact match by our own folding. */
function matches(person: OpenImisPerson, query: PersonQuery): boolean {
  const { nationalId, name, birthDate, mobile } = query;
  return (
    (nationalId === undefined || person.nationalId === nationalId.trim()) &&
    (name === undefined || sameName(`${person.givenName} ${person.surname}`, name)) &&
    (birthDate === undefined || person.birthDate.date === birthDate) &&
    (mobile === undefined || person.mobile === mobile)
  );
}

function sameName(one: string, other: string): boolean {
  return foldName(one).sort().join(' ') === foldName(other).sort().join(' ');
}

function distinct(people: readonly OpenImisPerson[]): readonly OpenImisPerson[] {
  return [...new Map(people.map((person) => [person.individualId, person])).values()];
}
