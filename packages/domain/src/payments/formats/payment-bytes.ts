const SPACE = 1;
const LETTER = 2;

/** What a character is to payments (`charset.ts`), by its code: 0 is none of theirs. */
const KINDS = new Uint8Array(128);
for (const one of asciiBytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+"))
  KINDS[one] = LETTER;
KINDS[0x20] = SPACE;

/** The bytes of a text of our own that is ASCII; nothing is checked. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A file that grows: the characters of payments are one byte each, and looked at while they are copied. */
export interface PaymentBytes {
  /** As they are. */
  raw(bytes: Uint8Array): void;
  /** Throws RangeError with the name for what `isPaymentText` refuses; what was written then is worth nothing. */
  text(name: string, text: string): void;
  /** All of it so far, not copied: nothing may be written after it. */
  bytes(): Uint8Array;
}

/** `expected`: bytes that there will be, roughly; with more it grows. */
export function paymentBytes(expected: number): PaymentBytes {
  let bytes = new Uint8Array(expected);
  let end = 0;
  const makeRoom = (more: number) => {
    if (end + more <= bytes.length) return;
    const larger = new Uint8Array(2 * (end + more));
    larger.set(bytes.subarray(0, end));
    bytes = larger;
  };
  return {
    raw(more) {
      makeRoom(more.length);
      bytes.set(more, end);
      end += more.length;
    },
    text(name, text) {
      makeRoom(text.length);
      if (!copyText(text, bytes, end)) throw new RangeError(`${name} has characters that payments do not know`);
      end += text.length;
    },
    bytes: () => bytes.subarray(0, end),
  };
}

/** False for a character that payments do not know, and for a text of nothing but spaces. */
function copyText(text: string, into: Uint8Array, from: number): boolean {
  let isKnown = true;
  let kinds = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = KINDS[code] ?? 0;
    if (kind === 0) isKnown = false;
    kinds |= kind;
    into[from + at] = code;
  }
  return isKnown && (kinds & LETTER) !== 0;
}
