import { isServiceError } from '@interlink/contracts/errors';
import type { Actor } from '../actor.js';
import { systemActor } from '../actor.js';
import type { Tx } from '../transaction.js';
import type { Destination } from './destination.js';

/** Something that happened in a capability, told to those behind it. Ids and codes only. */
export interface DomainEvent<Body extends object = Readonly<Record<string, unknown>>> {
  /** `<capability>.<what-happened>`. */
  readonly kind: string;
  readonly body: Body;
}

/** An event on its way: `id` is the same when it comes again, which it may. */
export interface ReceivedEvent extends DomainEvent {
  readonly id: string;
  /** Our own process, on behalf of whoever caused the event. */
  readonly actor: Actor;
}

/** A capability that listens. It is called once an event, in their order, and again after a failure. */
export interface Subscriber {
  /** `<capability>` or `<capability>-<what>`; its stream is `events:<name>`. */
  readonly name: string;
  readonly kinds: readonly string[];
  /** Must be safe to repeat. A failure of ours or another's counts as a refusal: the tenth parks the event. */
  handle(event: ReceivedEvent): Promise<void>;
}

/** Which subscriber wants which kind: names and kinds alone, known to every process before any capability is built. */
export type Subscriptions = Readonly<Record<string, readonly string[]>>;

/** Writes an event for each of its subscribers into the outbox of this transaction. */
export type Publish = <Body extends object>(tx: Tx, event: DomainEvent<Body>) => void;

export function publisher(subscriptions: Subscriptions): Publish {
  return (tx, { kind, body }) => {
    for (const [name, kinds] of Object.entries(subscriptions)) {
      if (kinds.includes(kind))
        tx.send({ stream: `events:${name}`, kind, body: { ...(body as Readonly<Record<string, unknown>>) } });
    }
  };
}

/** The listeners, each of those that are written for; throws when one of the two lists has what the other has not. */
export function everySubscriber(subscriptions: Subscriptions, listeners: readonly Subscriber[]): readonly Subscriber[] {
  const written = Object.entries(subscriptions).map(([name, kinds]) => `${name}: ${[...kinds].sort().join(', ')}`);
  const heard = listeners.map(({ name, kinds }) => `${name}: ${[...kinds].sort().join(', ')}`);
  const odd = [...written.filter((one) => !heard.includes(one)), ...heard.filter((one) => !written.includes(one))];
  if (odd.length > 0) throw new Error(`subscriptions.ts and main.ts differ about ${odd.join('; ')}`);
  return listeners;
}

/** The destination that hands a stream's events to its subscriber, inside this process. */
export function subscriberDestination({ name, handle }: Subscriber): Destination {
  return {
    stream: `events:${name}`,
    whenParked: 'go-on',
    async deliver({ id, kind, body, correlationId, onBehalfOf }) {
      try {
        await handle({ id, kind, body, actor: systemActor(correlationId, onBehalfOf) });
        return { outcome: 'delivered' };
      } catch (thrown) {
        if (!isServiceError(thrown)) throw thrown;
        // Somebody we depend on does not answer: the stream waits, and no try is counted.
        if (thrown.code.endsWith('-unavailable')) return { outcome: 'unreachable' };
        return { outcome: 'refused', reason: thrown.code };
      }
    },
  };
}
