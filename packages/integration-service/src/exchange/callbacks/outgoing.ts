import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { Platform } from '../../platform/platform.js';
import { openOutgoing, type Outgoing, type OutgoingAnswer } from '../../interconnection/service.js';

export interface CallbackPost {
  /** Registered and confirmed for the partner. */
  readonly url: string;
  readonly operation: string;
  readonly body: string;
}

/** The way to partners' registered addresses: guarded, one circuit and one pool an address. */
export interface Callbacks {
  post(partner: InboundPartner, sent: CallbackPost): Promise<OutgoingAnswer>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** `allowPrivateAddresses`: for a developer's machine alone; production refuses to start with it. */
export function openCallbacks({ clock }: Pick<Platform, 'clock'>, allowPrivateAddresses: boolean): Callbacks {
  const ways = new Map<string, Outgoing>();
  const wayTo = (partner: string, origin: string): Outgoing => {
    const found = ways.get(`${partner} ${origin}`);
    if (found) return found;
    const opened = openOutgoing(
      { partner, url: origin, timeoutMs: TIMEOUT_MS, connections: 4, allowPrivateAddresses },
      // The outbox and the exchange log say what was told; the relay says how often it was tried.
      { now: () => clock.now().getTime(), record: () => Promise.resolve() },
    );
    ways.set(`${partner} ${origin}`, opened);
    return opened;
  };
  return {
    post(partner, { url, operation, body }) {
      const { origin, pathname, search } = new URL(url);
      return wayTo(partner.id, origin).request({
        ...{ operation, body, method: 'POST', path: `${pathname}${search}` },
        // Some read the name as it is written (dci.md 7.3).
        headers: { 'Content-Type': 'application/json', accept: 'application/json' },
        cause: { actor: partner.actor, subjectId: partner.id },
      });
    },
    close: async () => void (await Promise.all([...ways.values()].map((way) => way.close()))),
  };
}
