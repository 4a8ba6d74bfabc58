import { attributeValue, locale, longId, regType, shortId, timestamp, version } from './common.js';
import { requestHeader } from './header.js';

const idTypeValue = {
  type: 'object',
  required: ['type', 'value'],
  properties: { type: { type: 'string', minLength: 1 }, value: attributeValue },
} as const;

const expression = {
  type: 'object',
  required: ['attribute_name', 'operator', 'attribute_value'],
  properties: {
    attribute_name: { type: 'string', minLength: 1 },
    operator: { enum: ['gt', 'lt', 'eq', 'ge', 'le', 'in'] },
    attribute_value: attributeValue,
  },
} as const;

const predicates = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['expression1'],
    properties: {
      seq_num: { type: 'number' },
      expression1: expression,
      condition: { enum: ['and', 'or', 'not'] },
      expression2: expression,
    },
  },
} as const;

const sort = {
  type: 'array',
  items: {
    type: 'object',
    properties: { attribute_name: { type: 'string' }, sort_order: { enum: ['asc', 'desc'] } },
  },
} as const;

const pagination = {
  type: 'object',
  required: ['page_size'],
  properties: { page_size: { type: 'integer', minimum: 1 }, page_number: { type: 'integer', minimum: 1 } },
} as const;

const ofType = (queryType: string, query: object) => ({
  if: { properties: { query_type: { const: queryType } } },
  then: { properties: { query } },
});

const searchCriteria = {
  type: 'object',
  required: ['query_type', 'query'],
  properties: {
    version,
    reg_type: regType,
    reg_record_type: { type: 'string', minLength: 1 },
    query_type: { enum: ['idtype-value', 'expression', 'predicate', 'graphql'] },
    query: { type: ['object', 'array'] },
    sort,
    pagination,
    consent: { type: 'object' },
    authorize: { type: 'object' },
  },
  allOf: [ofType('idtype-value', idTypeValue), ofType('predicate', predicates)],
} as const;

/** A search as it may reach the registry; further members are allowed everywhere, as published. */
export const searchRequestEnvelope = {
  type: 'object',
  required: ['header', 'message'],
  properties: {
    signature: { type: 'string' },
    header: requestHeader('search'),
    message: {
      type: 'object',
      required: ['transaction_id', 'search_request'],
      properties: {
        transaction_id: shortId,
        search_request: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['reference_id', 'timestamp', 'search_criteria'],
            properties: { reference_id: longId, timestamp, search_criteria: searchCriteria, locale },
          },
        },
      },
    },
  },
} as const;
