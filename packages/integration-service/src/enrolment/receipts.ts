import type { JourneyPolicy } from '@interlink/domain/enrolment/decision';
import type { Platform } from '../platform/platform.js';
import { SMS_RECEIPT, type SmsReceipt } from '../platform/outbox/sms-receipt.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import { changeJourney } from './journeys.js';
import { REGISTRATION_NOTICE } from './notice.js';
import { findHead } from './store.js';

/** What the gateway says of the registration message becomes the journey's last step; a repeat changes nothing. */
export function receiptSubscriber(platform: Platform, policy: JourneyPolicy, rescueMs: number): Subscriber {
  const { publish } = platform;
  return {
    name: 'enrolment',
    kinds: [SMS_RECEIPT],
    async handle({ body, actor }) {
      const { subjectId, template, outcome } = body as unknown as SmsReceipt;
      if (template !== REGISTRATION_NOTICE) return;
      await platform.inTransaction(actor, async (tx) => {
        const head = await findHead(tx, subjectId, { lock: true });
        // The journey of a person who was erased has nobody to tell.
        if (!head || head.erasedAt) return;
        await changeJourney(tx, subjectId, policy, { landing: 'told', outcome }, { rescueMs, publish });
      });
    },
  };
}
