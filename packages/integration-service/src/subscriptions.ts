import type { Subscriptions } from './platform/outbox/subscriber.js';

/** Which subscriber gets which domain events: the other half is its `Subscriber` in main.ts. One a line, sorted. */
export const subscriptions: Subscriptions = {
  enrolment: ['platform.sms-receipt'],
  exchange: ['registry.person-changed'],
  payments: ['enrolment.payment-hold-changed'],
  'payments-deaths': ['exchange.death-notified'],
  'payments-merged': ['registry.person-relinked'],
  'social-registry': ['registry.person-erased'],
};
