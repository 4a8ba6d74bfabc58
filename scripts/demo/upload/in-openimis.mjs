import { randomUUID } from 'node:crypto';
import { url } from '../../stack/paths.mjs';
import { loginPassword } from '../../stack/secrets.mjs';

const PAGE = 50;
const QUERIES = {
  villages: `query ListSomeVillages($text: String) { found: locations(type: $text, first: 100) { edges { node { code } } } }`,
  individuals: `query CountIndividuals { found: individual(isDeleted: false, first: 1) { totalCount } }`,
  groups: `query CountGroups { found: group(isDeleted: false, first: 1) { totalCount } }`,
  members: `query ListMembers($after: String) {
    found: group(code_Istartswith: "SR-", isDeleted: false, first: ${PAGE}, after: $after) {
      edges { node { code groupindividuals(first: 100) { edges { node { isDeleted individual { id } } } } } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
};

/** What stands in openIMIS itself, asked as its administrator by GraphQL. */
export async function openOpenimis(service) {
  const endpoint = { url: url('openimis') };
  const token = await service.logIn(endpoint, 'Admin', loginPassword('admin-password'), randomUUID());
  const client = service.openImisClient(endpoint, token, randomUUID());
  const ask = async (what, variables = {}) => (await client.query(service.parse(QUERIES[what]), variables)).found;
  const total = async (what) => (await ask(what)).totalCount;
  return {
    async villageCodes() {
      return (await ask('villages', { text: 'V' })).edges.map(({ node }) => node.code);
    },
    count: async () => ({ groups: await total('groups'), individuals: await total('individuals') }),
    /** The individuals of each group that Interlink made, by the group's code; by their ids. */
    async households() {
      const members = new Map();
      for (let after; ;) {
        const { edges, pageInfo } = await ask('members', { after });
        for (const { node } of edges) {
          const present = node.groupindividuals.edges.filter((one) => !one.node.isDeleted);
          members.set(node.code, [...(members.get(node.code) ?? []), ...present.map((one) => one.node.individual.id)]);
        }
        if (!pageInfo.hasNextPage) return members;
        after = pageInfo.endCursor;
      }
    },
  };
}
