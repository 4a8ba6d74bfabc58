import { bankDayAfter, dayOfReceipt } from '@interlink/domain/payments/calendar';
import type { PaymentsContext } from './policy.js';

type Calendar = Pick<PaymentsContext, 'calendar' | 'hourOf' | 'platform' | 'settings'>;

/** The first day on which the other side of this channel executes a file that leaves now. */
export function firstDay({ platform, hourOf, settings: { cutOffs } }: Calendar, channel: string): string {
  const now = platform.clock.now();
  return dayOfReceipt({ day: platform.dayOf(now), hour: hourOf(now) }, cutOffs[channel]);
}

/** The first bank day for a batch that is made now: there is time to look at it and to approve it. */
export function earliestExecution(context: Calendar, channel: string): string {
  return bankDayAfter(firstDay(context, channel), context.settings.leadDays, context.calendar);
}
