import {
  BULK_ACTION,
  BULK_PART_BYTES,
  BULK_REPLY_ACTION,
  BulkReply,
  BulkRequest,
} from '@interlink/contracts/exchange/bulk';
import { callbackEnvelope, requestEnvelope } from '@interlink/contracts/exchange/dci/header';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import { json, plain, refusals } from '../server/open-api-parts.js';

const bytes = (over: object = {}) => ({
  'application/octet-stream': { schema: { type: 'string', format: 'binary', ...over } },
});
const inPath = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });
const id = inPath('id', { type: 'string', format: 'uuid' });
const offset = inPath('offset', { type: 'integer', minimum: 0 });
const range = {
  ...{ name: 'Range', in: 'header', required: false, description: 'Goes on from a byte.' },
  schema: { type: 'string', pattern: '^bytes=\\d{1,15}-$' },
};

const told = () => ({
  '200': {
    description: 'How far the file is, signed; `result.sha256` is the hash of what can be fetched',
    content: json({
      anyOf: [plain(callbackEnvelope(BULK_REPLY_ACTION, BulkReply)), { $ref: '#/components/schemas/Refusal' }],
    }),
  },
});
const common = ['400', '401', '403', '404', '413', '415', '429', '503'] as const;

/** Files of one role, from the schemas that validate. */
export function filePaths(role: DciRole): object {
  const lines = role === 'ibr' ? 'beneficiaries or items of a search' : 'items of a search';
  return {
    '/files': {
      post: {
        ...{ operationId: 'begin-file', summary: `Begin a file: send ${lines}, fetch a search, or what differs of it` },
        requestBody: { required: true, content: json(plain(requestEnvelope(BULK_ACTION, BulkRequest))) },
        responses: { ...told(), ...refusals(...common) },
      },
    },
    '/files/{id}': {
      get: {
        ...{ operationId: 'show-file', summary: 'How far a file is', parameters: [id] },
        responses: { ...told(), ...refusals(...common) },
      },
    },
    '/files/{id}/content/{offset}': {
      put: {
        ...{
          operationId: 'send-part',
          summary: 'The part of a file that begins at that byte',
          parameters: [id, offset],
        },
        requestBody: { required: true, content: bytes({ maxLength: BULK_PART_BYTES }) },
        responses: { ...told(), ...refusals(...common, '409') },
      },
    },
    '/files/{id}/content': {
      get: {
        ...{ operationId: 'fetch-result', summary: 'The records, or what came of each line', parameters: [id, range] },
        responses: {
          '200': { description: 'The whole', content: bytes() },
          '206': { description: 'From that byte on', content: bytes() },
          ...refusals(...common, '409', '416'),
        },
      },
    },
  };
}
