import { replyOf, requestEnvelopeOf } from '@interlink/contracts/exchange/dci/messages';
import { Refusal } from '@interlink/contracts/exchange/dci/ack';
import { operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';

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
        'errors bear both documented shapes at once.',
      license: { name: 'AGPL-3.0', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${ownUrl}/${role}` }],
    security: [{ partnerToken: [] }],
    paths: Object.fromEntries(
      served.map(([name, shape]) => [`/registry${shape.path}`, { post: pathOf(name as DciOperation) }]),
    ),
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
  const refused = { $ref: '#/components/responses/Refused' };
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
      ...Object.fromEntries(
        ['400', '401', '403', '404', '408', '413', '415', '429', '503'].map((status) => [status, refused]),
      ),
    },
  };
}

const json = (schema: unknown) => ({ 'application/json': { schema } });

/** Schemas as plain JSON: what the library adds for itself does not show. */
const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema)) as unknown;
