/** Who acts. Every transaction, audit entry and read of a person names one. */
export interface Actor {
  readonly kind: 'operator' | 'partner' | 'system';
  /** openIMIS user uuid, partner id, or the name of our own process. */
  readonly id: string;
  /** openIMIS login, or the same as `id` where there is none. */
  readonly loginName: string;
  /** One id through a whole journey (X-Correlation-Id). */
  readonly correlationId: string;
  /** The login of the human who caused a job (S9). */
  readonly onBehalfOf?: string;
}

/** Our own process, acting for the human who caused the work, if one did. */
export function systemActor(correlationId: string, onBehalfOf?: string): Actor {
  const self = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId } as const;
  return onBehalfOf === undefined ? self : { ...self, onBehalfOf };
}
