import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError } from '../config-error.js';
import { readConfigFile } from '../read-config-file.js';

const Text = Type.Object({ ar: Type.String(), en: Type.String(), fr: Type.String() }, { additionalProperties: false });

/** messages.json: key -> text in each language, with `{name}` where a value goes. */
export const SmsTemplates = Type.Record(Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' }), Text, {
  additionalProperties: false,
});
export type SmsTemplates = Static<typeof SmsTemplates>;

export async function loadSmsTemplates(configDir: string): Promise<SmsTemplates> {
  const path = join(configDir, 'messages.json');
  const templates = await readConfigFile(path, 'it holds the texts that people are sent');
  if (Value.Check(SmsTemplates, templates)) return templates;
  const [first] = Value.Errors(SmsTemplates, templates);
  throw new ConfigError(`${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not as expected'}.`);
}
