/** Limits of one message. */
export interface MessageLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Members and items in all: what a parser has to make. */
  readonly nodes: number;
}

export const messageLimits: MessageLimits = { bytes: 1_048_576, depth: 32, nodes: 50_000 };

/**
 * Whether JSON text is within depth and number of values, by a look at its characters: before a parser builds anything.
 * It counts brackets, commas and colons outside of strings, so it never judges a text that is no JSON to be too small.
 */
export function exceedsLimits(text: string, { depth, nodes }: MessageLimits): 'depth' | 'nodes' | undefined {
  let [open, seen, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (quoted) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) quoted = false;
      continue;
    }
    if (unit === QUOTE) quoted = true;
    else if (unit === OPEN_OBJECT || unit === OPEN_LIST) open += 1;
    else if (unit === CLOSE_OBJECT || unit === CLOSE_LIST) open -= 1;
    else if (unit === COMMA || unit === COLON) seen += 1;
    if (open > depth) return 'depth';
    if (seen > nodes) return 'nodes';
  }
  return undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Whether a message's own time lies near ours. `sent` is RFC 3339 with a zone; times and window in ms. */
export function isInWindow(sent: unknown, nowMs: number, windowMs: number): boolean {
  if (typeof sent !== 'string' || !/T.*(Z|[+-]\d{2}:\d{2})$/i.test(sent)) return false;
  const at = Date.parse(sent);
  return Number.isFinite(at) && Math.abs(at - nowMs) <= windowMs;
}
