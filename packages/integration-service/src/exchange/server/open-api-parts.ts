/** Content of a body or an answer. */
export const json = (schema: unknown) => ({ 'application/json': { schema } });

/** Schemas as plain JSON: what the library adds for itself does not show. */
export const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema)) as unknown;

/** The answers by which a request is refused, by status. */
export const refusals = (...statuses: readonly string[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Refused' }]));
