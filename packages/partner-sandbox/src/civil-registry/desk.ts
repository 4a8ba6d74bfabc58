import type { FastifyInstance } from 'fastify';
import type { CivilPerson } from '../common/country.js';
import { openJournal } from '../common/journal.js';
import { textOf } from '../common/partner-server.js';
import { compileSchema, parseJson } from '../common/schema.js';
import type { Caller } from '../register/caller.js';
import type { Register } from '../register/register.js';

interface Death {
  readonly identifier: string;
  readonly on: string;
}

const problemOf = compileSchema({
  type: 'object',
  additionalProperties: false,
  required: ['identifier', 'on'],
  properties: { identifier: { type: 'string', minLength: 1 }, on: { type: 'string', format: 'date' } },
});

/** The people of the register, and whose death was entered since. */
export function openDeaths(folder: string, people: readonly CivilPerson[]) {
  const entered = openJournal<Death>(folder, 'civil-registry-deaths');
  const isOf = ({ identifier }: CivilPerson, number: string) =>
    identifier.some(({ identifier_value: value }) => value === number);
  const withDeath = (person: CivilPerson): CivilPerson => {
    const death = entered.entries.filter((one) => isOf(person, one.identifier)).at(-1);
    return death ? { ...person, death_date: `${death.on}T00:00:00Z` } : person;
  };
  const all = () => (entered.entries.length === 0 ? people : people.map(withDeath));
  return {
    people: all,
    /** Undefined when the register has no such person. */
    enter(death: Death): CivilPerson | undefined {
      if (!people.some((person) => isOf(person, death.identifier))) return undefined;
      entered.append(death);
      return all().find((person) => isOf(person, death.identifier));
    },
  };
}

export type Deaths = ReturnType<typeof openDeaths>;

interface Office {
  readonly caller: Caller;
  readonly deaths: Deaths;
  readonly register: Register;
}

/** The registrars; development only, like the hub. */
export function addDesk(app: FastifyInstance, { caller, deaths, register }: Office): void {
  const desk = { config: { operation: 'desk' } };
  app.get('/desk/called', desk, async () => caller.called);
  app.post('/desk/deaths', desk, async (request, reply) => {
    const body = parseJson(textOf(request));
    const problem = problemOf(body);
    if (problem !== undefined) return reply.code(400).send({ error: problem });
    const person = deaths.enter(body as Death);
    if (!person) return reply.code(404).send({ error: 'There is nobody with this identifier.' });
    const record = { '@type': 'CRVSPerson', ...person };
    return { told: await register.notify('Death', 'spdci-extensions-dci:Person', record) };
  });
}
