import { randomUUID } from 'node:crypto';
import type { Clock } from '../common/clock.js';
import { openJournal } from '../common/journal.js';
import { measureSms, type SmsSize } from './parts.js';

/** A message that the gateway took over. */
export interface Sms extends SmsSize {
  readonly messageId: string;
  /** Who sent it: a client id, or a partner of the sandbox. */
  readonly from: string;
  /** The sender's own name for it; null when it gave none. */
  readonly clientReference: string | null;
  readonly to: string;
  readonly text: string;
  readonly language: string | null;
  readonly at: string;
}

export type SmsStatus = 'QUEUED' | 'DELIVERED' | 'FAILED';

/** Everything ever sent; on disk, for tests count here what a killed service sent twice. */
export interface Inbox {
  readonly messages: readonly Sms[];
  send(sms: Pick<Sms, 'from' | 'to' | 'text' | 'language' | 'clientReference'>): Sms;
  statusOf(sms: Sms): SmsStatus;
}

const DELIVERY_MS = 500;
// Telephones that are off, by agreement with whoever writes a test.
const UNREACHABLE = '0000';

export function openInbox(folder: string, clock: Clock): Inbox {
  const journal = openJournal<Sms>(folder, 'sms-messages');
  return {
    messages: journal.entries,
    send(sms) {
      const sent = { messageId: randomUUID(), at: new Date(clock()).toISOString(), ...sms, ...measureSms(sms.text) };
      journal.append(sent);
      return sent;
    },
    statusOf({ at, to }) {
      if (clock() - Date.parse(at) < DELIVERY_MS) return 'QUEUED';
      return to.endsWith(UNREACHABLE) ? 'FAILED' : 'DELIVERED';
    },
  };
}
