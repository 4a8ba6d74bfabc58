import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError } from '../config-error.js';

const Text = Type.Object({ ar: Type.String(), en: Type.String(), fr: Type.String() }, { additionalProperties: false });

/** messages.json: key -> text in each language, with `{name}` where a value goes. */
export const SmsTemplates = Type.Record(Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' }), Text, {
  additionalProperties: false,
});
export type SmsTemplates = Static<typeof SmsTemplates>;

export async function loadSmsTemplates(configDir: string): Promise<SmsTemplates> {
  const path = join(configDir, 'messages.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read; it holds the texts that people are sent.`, { cause });
  });
  const templates: unknown = JSON.parse(text);
  if (Value.Check(SmsTemplates, templates)) return templates;
  const [first] = Value.Errors(SmsTemplates, templates);
  throw new ConfigError(`${path}: ${first?.instancePath ?? '/'} ${first?.message ?? 'is not as expected'}.`);
}
