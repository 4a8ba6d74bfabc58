import type { OutboxMessage } from './writer.js';

export type SmsLanguage = 'ar' | 'en' | 'fr';

export interface SmsRequest {
  /** The person whose key protects number and text until delivery. */
  readonly subjectId: string;
  /** E.164. */
  readonly to: string;
  readonly language: SmsLanguage;
  /** Key of messages.json. */
  readonly template: string;
  /** Replaces `{name}` in the template. */
  readonly values: Readonly<Record<string, string>>;
}

/** Makes SMS for the outbox: `tx.send(platform.sms.compose({...}))`. */
export interface Sms {
  /** The text is fixed here, in the person's language; throws for an unknown template or a missing value. */
  compose(request: SmsRequest): OutboxMessage;
}
