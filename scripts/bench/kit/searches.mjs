import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { signed } from './partners.mjs';

export const SEARCH = '/interlink/dci/sr/registry/sync/search';
/** In the answer to a search that found somebody. */
export const FOUND = '"given_name"';

const searchFor = (value, type = 'NID') => ({
  transaction_id: randomUUID(),
  search_request: [
    {
      ...{ reference_id: 'r-1', timestamp: new Date().toISOString() },
      search_criteria: { reg_record_type: 'Member', query_type: 'idtype-value', query: { type, value } },
    },
  ],
});

/** Signed before it is sent: what the partner spends is not ours. `valueOf`: whom the nth search is for. */
export async function signedSearches(partners, many, { path = SEARCH, valueOf, type }) {
  const requests = [];
  for (let n = 0; n < many; n += 1) {
    // A server whose loop stands still for seconds refuses, as it should.
    if (n % 50 === 0) await turn();
    const partner = partners[n % partners.length];
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${partner.token}` };
    requests.push({ path, headers, payload: await signed(partner, 'search', searchFor(valueOf(n), type)) });
  }
  return requests;
}
