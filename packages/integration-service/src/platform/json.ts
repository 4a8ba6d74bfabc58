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
