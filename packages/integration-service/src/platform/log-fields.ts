/**
 * The only fields that logs and spans may have (S13): ids, codes, counts, times. Never a value that people bear.
 * Sorted.
 */
export const logFields = {
  action: 'string',
  attempt: 'number',
  capability: 'string',
  code: 'string',
  correlationId: 'string',
  count: 'number',
  errorName: 'string',
  host: 'string',
  job: 'string',
  journeyId: 'string',
  kind: 'string',
  method: 'string',
  migration: 'string',
  operation: 'string',
  partner: 'string',
  port: 'number',
  queue: 'string',
  route: 'string',
  seq: 'number',
  signal: 'string',
  source: 'string',
  sqlState: 'string',
  state: 'string',
  status: 'number',
  step: 'string',
  stream: 'string',
  tookMs: 'number',
} as const;

type FieldType = { readonly string: string; readonly number: number; readonly boolean: boolean };
export type LogFields = {
  readonly [Name in keyof typeof logFields]?: FieldType[(typeof logFields)[Name]] | undefined;
};
