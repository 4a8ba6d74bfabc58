import { replyOf, requestEnvelopeOf } from '@interlink/contracts/exchange/dci/messages';
import { Refusal } from '@interlink/contracts/exchange/dci/ack';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';

import { filePaths } from '../bulk/open-api.js';
import { json, plain, refusals } from './open-api-parts.js';

const titles: Readonly<Record<DciRole, string>> = {
  crvs: 'Civil registry',
  dr: 'Disability registry',
  fr: 'Farmer registry',
  ibr: 'Integrated beneficiary registry',
  sr: 'Social registry',
};

/** A valid OpenAPI 3.1 document of one role, from the very schemas that validate. */
export function openApiOf(role: DciRole, ownUrl: string): object {
  const served = Object.entries(operations).filter(([, shape]) => shape.roles.includes(role));
  return {
    openapi: '3.1.0',
    info: {
      title: `${titles[role]} (DCI) of Interlink`,
      version: '1.0.0',
      description:
        'The Digital Convergence Initiative interface, version 1.0.0. Every message is signed as agreed with the partner; ' +
        'errors bear both documented shapes at once. Below /files the same passes as files of JSON lines, CSV or XML: ' +
        'each line is handled as a message of its own with that one item, under an agreement for files.',
      license: { name: 'AGPL-3.0', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${ownUrl}/${role}` }],
    security: [{ partnerToken: [] }],
    paths: {
      ...Object.fromEntries(
        served.map(([name, shape]) => [`/registry${shape.path}`, { post: pathOf(name as DciOperation) }]),
      ),
      ...filePaths(role),
    },
    components: {
      securitySchemes: { partnerToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Refusal: plain(Refusal) },
      responses: {
        Refused: { description: 'Not processed', content: json({ $ref: '#/components/schemas/Refusal' }) },
      },
    },
  };
}

function pathOf(operation: DciOperation): object {
  const { kind, action } = operations[operation];
  return {
    operationId: operation,
    summary:
      kind === 'sync'
        ? `${action}, answered at once`
        : kind === 'async'
          ? `${action}, answered by callback`
          : `${action}, told to us`,
    requestBody: { required: true, content: json(plain(requestEnvelopeOf(operation))) },
    responses: {
      '200': {
        description: 'Answered, acknowledged or refused as a message',
        content: json({ anyOf: [plain(replyOf(operation)), { $ref: '#/components/schemas/Refusal' }] }),
      },
      ...refusals('400', '401', '403', '404', '408', '413', '415', '429', '503'),
    },
  };
}
