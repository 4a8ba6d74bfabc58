import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { Problem } from '../../stack/say.mjs';
import { service } from './measure.mjs';

const MANY = `query SomePeople { found: individual(isDeleted: false, first: 100) {
  edges { node { id firstName lastName dob } } } }`;
const ONE = `query OnePerson($id: ID!) { found: individual(id: $id, isDeleted: false, first: 1) {
  edges { node { id uuid firstName lastName dob } } } }`;

/**
 * The openIMIS of INTERLINK_BENCH_OPENIMIS, asked as its own pages ask it, by the user Admin, whose password is in
 * INTERLINK_BENCH_OPENIMIS_PASSWORD. Undefined: nobody named one.
 */
export async function openOpenimis() {
  const { INTERLINK_BENCH_OPENIMIS: address, INTERLINK_BENCH_OPENIMIS_PASSWORD: password = '' } = process.env;
  if (!address) return undefined;
  const { logIn } = await service('openimis/accounts.js');
  const { openImisClient } = await service('openimis/client.js');
  const endpoint = { url: address };
  const client = openImisClient(endpoint, await logIn(endpoint, 'Admin', password, randomUUID()), randomUUID());
  const [many, one] = [parse(MANY), parse(ONE)];
  const ask = async (query, variables = {}) =>
    (await client.query(query, variables)).found.edges.map(({ node }) => node);
  const people = (await ask(many)).map(({ id, ...rest }) => ({ ...rest, id: uuidOf(id) }));
  if (people.length === 0) throw new Problem(`${address} has no people: npm start makes some.`);
  return {
    people,
    async find(n) {
      const { id } = people[n % people.length];
      const found = await ask(one, { id });
      if (found.length !== 1 || uuidOf(found[0].id) !== id) throw new Error('openIMIS did not find its own person');
    },
  };
}

/** Some versions give the id itself, others what Relay makes of it. */
const uuidOf = (id) => (/^[0-9a-f-]{36}$/.test(id) ? id : Buffer.from(id, 'base64').toString('utf8').split(':').at(-1));
