import type { CivilSearch } from '@interlink/contracts/exchange/civil-record';
import type { DciPredicate, DciSearchCriteria, DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import { peerProfiles, type PeerProfile } from './client/peer-profiles.js';
import { knownPart } from './partial-date.js';
import { sentHeaderOf, type MessageIdentity } from './sent-header.js';

/** A search of the civil registry, all members of the header given (dci.md 3, superset), yet to be signed. */
export function civilSearchMessage(
  search: CivilSearch,
  id: MessageIdentity,
  peer: PeerProfile = peerProfiles.standard,
): Omit<DciSearchEnvelope, 'signature'> {
  return {
    header: sentHeaderOf('search', id),
    message: {
      transaction_id: id.transactionId,
      search_request: [
        { reference_id: id.referenceId, timestamp: id.at, search_criteria: criteriaOf(search, peer), locale: 'eng' },
      ],
    },
  };
}

function criteriaOf(search: CivilSearch, { registryTypes, identifierTypes }: PeerProfile): DciSearchCriteria {
  const common = {
    version: '1.0.0',
    reg_type: registryTypes.crvs ?? 'ns:org:RegistryType:Civil',
    reg_record_type: 'spdci-extensions-dci:Person',
    // Two would do: one is the person, a second makes it ambiguous.
    pagination: { page_size: 5, page_number: 1 },
  } as const;
  return search.nationalId === undefined
    ? { ...common, query_type: 'predicate', query: predicatesOf(search) }
    : {
        ...common,
        query_type: 'idtype-value',
        query: { type: identifierTypes['UIN'] ?? 'UIN', value: search.nationalId },
      };
}

function predicatesOf({ givenName, surname, birthDate }: CivilSearch): DciPredicate[] {
  const terms: readonly (readonly [string, DciPredicate['expression1']['operator'], string])[] = [
    ['given_name', 'eq', givenName],
    ['surname', 'eq', surname],
    ...birthTerms(birthDate),
  ];
  return terms.map(([attribute_name, operator, attribute_value], at) => ({
    seq_num: at + 1,
    expression1: { attribute_name, operator, attribute_value },
  }));
}

/** A partial date asks for the whole period that it may be. */
function birthTerms(birthDate: CivilSearch['birthDate']): readonly (readonly [string, 'eq' | 'ge' | 'le', string])[] {
  if (birthDate.precision === 'day') return [['birth_date', 'eq', birthDate.date]];
  const first = `${knownPart(birthDate)}${birthDate.precision === 'year' ? '-01-01' : '-01'}`;
  return [
    ['birth_date', 'ge', first],
    ['birth_date', 'le', birthDate.date],
  ];
}
