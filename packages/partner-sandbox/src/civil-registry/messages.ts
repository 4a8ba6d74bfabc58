import type { Page } from '../register/search-item.js';

/** A search envelope after its schema has accepted it (dci.md 3). */
export interface SearchEnvelope {
  readonly signature?: string;
  readonly header: RequestHeader;
  readonly message: { readonly transaction_id: string; readonly search_request: readonly SearchItem[] };
}

export interface RequestHeader {
  readonly version?: string;
  readonly message_id: string;
  readonly message_ts: string;
  readonly action: string;
  readonly sender_id: string;
  readonly receiver_id?: string;
  readonly total_count: number;
  readonly is_msg_encrypted?: boolean;
}

export interface SearchItem {
  readonly reference_id: string;
  readonly timestamp: string;
  readonly search_criteria: SearchCriteria;
  readonly locale?: string;
}

export interface SearchCriteria {
  readonly reg_type?: string;
  readonly reg_record_type?: string;
  readonly query_type: 'idtype-value' | 'expression' | 'predicate' | 'graphql';
  readonly query: unknown;
  readonly sort?: readonly unknown[];
  readonly pagination?: { readonly page_size: number; readonly page_number?: number };
}

export interface Expression {
  readonly attribute_name: string;
  readonly operator: 'gt' | 'lt' | 'eq' | 'ge' | 'le' | 'in';
  readonly attribute_value: unknown;
}

export interface Predicate {
  readonly seq_num?: number;
  readonly expression1: Expression;
  readonly condition?: 'and' | 'or' | 'not';
  readonly expression2?: Expression;
}

/** One answered item: a page of records, or why there is none. */
export type ItemResult = Page<object> | { readonly reject: string };
