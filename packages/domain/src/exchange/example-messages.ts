import type { PartnerRegistration } from '@interlink/contracts/interconnection/registered-partner';

/** What an integrator can send at once: everything of the partner's own is in it, the rest is made up. */
export interface ExampleMessage {
  readonly id: 'enrolled' | 'search-expression' | 'search-id' | 'search-predicate' | 'subscribe' | 'txn-status';
  /** Below the service's origin. */
  readonly path: string;
  readonly body: {
    readonly signature: string;
    readonly header: Readonly<Record<string, unknown>>;
    readonly message: Readonly<Record<string, unknown>>;
  };
}

export interface ExampleDeps {
  readonly partner: Pick<PartnerRegistration, 'dciId' | 'ownDciId'>;
  /** Where answers are to go; absent: they are fetched by txn/status. */
  readonly callbackUrl?: string | undefined;
  /** ISO 8601 with a zone. */
  readonly now: string;
  readonly newId: () => string;
}

const BASE = '/interlink/dci';
const YEAR_MS = 365 * 86_400_000;
const ID = { query_type: 'idtype-value', query: { type: 'UIN', value: '880012' } };
const EXPRESSION = {
  query_type: 'expression',
  query: {
    type: 'ns:org:QueryType:expression',
    value: { expression: { collection: 'Member', query: { $and: [{ birth_date: { $le: '1961-12-31' } }] } } },
  },
  pagination: { page_size: 25, page_number: 1 },
};
const PREDICATE = {
  query_type: 'predicate',
  query: [{ seq_num: 1, expression1: { attribute_name: 'birth_date', operator: 'le', attribute_value: '1961-12-31' } }],
  sort: [{ attribute_name: 'birth_date', sort_order: 'asc' }],
};

/** A message of each kind as this partner would send it. The signature is left for the integrator's own code. */
export function exampleMessages(deps: ExampleDeps): readonly ExampleMessage[] {
  return [
    searchExample(deps, 'search-id', '/sr/registry/sync/search', ID),
    searchExample(deps, 'search-predicate', '/sr/registry/sync/search', PREDICATE),
    searchExample(deps, 'search-expression', '/sr/registry/search', EXPRESSION),
    example(deps, 'enrolled', '/ibr/registry/sync/enrolled', 'search', {
      enrolled_criteria: {
        query_type: 'expression',
        response_entity: 'Member',
        query: { person_identifier: { eq: '880012' } },
      },
    }),
    example(deps, 'subscribe', '/sr/registry/subscribe', 'subscribe', { subscribe_request: [subscription(deps)] }),
    example(deps, 'txn-status', '/sr/registry/sync/txn/status', 'txn-status', {
      txnstatus_request: {
        reference_id: deps.newId(),
        txn_type: 'search',
        attribute_type: 'transaction_id',
        attribute_value: deps.newId(),
      },
    }),
  ];
}

function searchExample(
  deps: ExampleDeps,
  id: ExampleMessage['id'],
  path: string,
  criteria: Readonly<Record<string, unknown>>,
): ExampleMessage {
  const search_criteria = { reg_type: 'ns:org:RegistryType:Social', reg_record_type: 'Member', ...criteria };
  const item = { reference_id: deps.newId(), timestamp: deps.now, search_criteria, locale: 'eng' };
  return example(deps, id, path, 'search', { search_request: [item] });
}

function subscription({ newId, now }: ExampleDeps) {
  return {
    reference_id: newId(),
    timestamp: now,
    subscribe_criteria: {
      reg_type: 'ns:org:RegistryType:Social',
      reg_event_type: 'UPDATE',
      frequency: {
        start_time: now,
        end_time: new Date(Date.parse(now) + YEAR_MS).toISOString(),
        frequency: '0 6 * * *',
      },
      filter_type: 'idtype-value',
      filter: ID.query,
      notify_record_type: 'Member',
    },
  };
}

function example(
  { partner, callbackUrl, now, newId }: ExampleDeps,
  id: ExampleMessage['id'],
  path: string,
  action: string,
  message: Readonly<Record<string, unknown>>,
): ExampleMessage {
  const header = {
    ...{ version: '1.0.0', message_id: newId(), message_ts: now, action },
    sender_id: partner.dciId,
    ...(callbackUrl !== undefined && { sender_uri: callbackUrl }),
    ...{ receiver_id: partner.ownDciId, total_count: 1, is_msg_encrypted: false },
  };
  return {
    id,
    path: `${BASE}${path}`,
    body: { signature: '', header, message: { transaction_id: newId(), ...message } },
  };
}
