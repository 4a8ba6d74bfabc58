/** Which requests were sent when, so that a repeat is the same message. Append-only. */
export interface ExchangeTables {
  'exchange.sentMessage': { partner: string; requestId: string; attempt: number; sentAt: Date };
}
