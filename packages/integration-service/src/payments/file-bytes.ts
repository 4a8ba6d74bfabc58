const FIRST = 65_536;
/** Short texts are put together before they are written: a call a line costs more than the line. */
const PIECE = 8192;
/** Bytes of UTF-8 that one unit of UTF-16 may become. */
const MOST_A_UNIT = 3;

/** A file as one text, by way of its bytes, which is several times as fast as putting a text together line by line. */
export const textOf = (chunks: Iterable<string>): string => toBytes(chunks).toString('utf8');

/** A file as its UTF-8 bytes, written as its chunks come: no text of the whole is put together first. */
export function toBytes(chunks: Iterable<string>): Buffer {
  let bytes: Buffer = Buffer.allocUnsafe(FIRST);
  let at = 0;
  let piece = '';
  const write = () => {
    if (bytes.length - at < piece.length * MOST_A_UNIT) bytes = grown(bytes, at, piece.length * MOST_A_UNIT);
    at += bytes.write(piece, at);
    piece = '';
  };
  for (const chunk of chunks) {
    piece += chunk;
    if (piece.length >= PIECE) write();
  }
  write();
  return bytes.subarray(0, at);
}

function grown(bytes: Buffer, used: number, more: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, used + more));
  bytes.copy(larger, 0, 0, used);
  return larger;
}
