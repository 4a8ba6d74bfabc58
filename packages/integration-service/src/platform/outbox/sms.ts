import { countSmsParts } from './sms-parts.js';
import type { SmsTemplates } from './sms-templates.js';
import type { OutboxMessage } from './writer.js';

export type SmsLanguage = 'ar' | 'en' | 'fr';
export const SMS_STREAM = 'sms';

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

export function openSms(templates: SmsTemplates): Sms {
  return {
    compose({ subjectId, to, language, template, values }) {
      const texts = templates[template];
      if (!texts) throw new Error(`messages.json has no template ${template}`);
      const text = fill(texts[language], template, values);
      return {
        stream: SMS_STREAM,
        kind: 'platform.sms',
        body: { template, language, parts: countSmsParts(text) },
        personal: { subjectId, content: { to, text, language } },
      };
    },
  };
}

function fill(text: string, template: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the template ${template} needs a value for ${name}`);
    return value;
  });
}
