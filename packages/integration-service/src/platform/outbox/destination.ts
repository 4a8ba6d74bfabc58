/** A row of the outbox on its way out. */
export interface OutgoingMessage {
  readonly id: string;
  readonly stream: string;
  /** Gapless within the stream: a receiver knows what it has seen by (stream, seq). */
  readonly seq: number;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Opened for the delivery; undefined when there is none or the person's key was destroyed. */
  readonly personal: Readonly<Record<string, unknown>> | undefined;
  readonly correlationId: string;
  readonly onBehalfOf: string;
}

/**
 * `delivered`: the receiver has it. `unreachable`: nobody answered; the stream pauses and no try is counted.
 * A refusal by a receiver that answered is counted; the tenth parks the row. What is put off or split was not tried.
 */
export type DeliveryOutcome =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'unreachable' }
  | { readonly outcome: 'refused'; /** A code, no message of others (S13). */ readonly reason: string }
  | Postponed
  | Split;

/** It may not go yet: it waits for its time, and with it those behind it of its kind that have this in their body. */
export interface Postponed {
  readonly outcome: 'postponed';
  readonly until: Date;
  readonly reason: string;
  readonly alike: Readonly<Record<string, unknown>>;
}

/** It may not go whole: these go in its place, each by itself. */
export interface Split {
  readonly outcome: 'split';
  readonly bodies: readonly OutgoingMessage['body'][];
}

export interface Destination {
  readonly stream: string;
  /** What a parked row does to those behind it. */
  readonly whenParked: 'go-on' | 'halt';
  /** May be asked again with the same message: the receiver must recognise its id. A throw counts as a refusal. */
  deliver(message: OutgoingMessage): Promise<DeliveryOutcome>;
}
