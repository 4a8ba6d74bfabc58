import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** `unused`: nothing was asked in the hour. `troubled`: some calls failed. `down`: the last ten all did. */
export const ConnectorState = Type.Union([
  Type.Literal('well'),
  Type.Literal('troubled'),
  Type.Literal('down'),
  Type.Literal('unused'),
]);
export type ConnectorState = Static<typeof ConnectorState>;

/** One system that we ask, over the last hour and all processes of the deployment. Times in milliseconds. */
export const ConnectorHealth = Type.Object({
  partner: Type.String(),
  host: Type.String(),
  state: ConnectorState,
  calls: Type.Integer(),
  failures: Type.Integer(),
  /** Of calls that were answered; absent when there was none. */
  medianMs: Type.Optional(Type.Integer()),
  p95Ms: Type.Optional(Type.Integer()),
  lastAnsweredAt: Type.Optional(Time),
  /** The latest failure of the week: HTTP status, or why there was no answer. */
  lastFailure: Type.Optional(Type.Object({ at: Time, result: Type.String() })),
  timeoutMs: Type.Integer(),
  /** Calls at once; more wait, too many are refused. */
  connections: Type.Integer(),
});
export type ConnectorHealth = Static<typeof ConnectorHealth>;
