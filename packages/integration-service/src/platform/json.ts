import { isStorable } from './http/storable.js';

/** What somebody else sent as JSON; undefined when it is none, which no JSON says. */
export function parseJson(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The same where an object is expected: of anything else, nothing. */
export function parseJsonObject(text: string | Uint8Array): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What a partner answered as JSON. Undefined when it is none, when it is not in UTF-8 (letters that are guessed make
 * another name), or when it says what no database keeps: such an answer would fail whoever keeps it, each time that it
 * comes.
 */
export function parseAnswer(bytes: Uint8Array): unknown {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return isStorable(text, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
