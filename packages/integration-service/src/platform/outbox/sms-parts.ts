// GSM 03.38: what one 7-bit letter can be, and what costs two.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';

/**
 * How many SMS a text is billed as: 160 letters of GSM 03.38, else 70 UTF-16 units; 153 or 67 when it is split. What
 * takes two of these places is never cut in the middle: it goes into the next part.
 */
export function countSmsParts(text: string): number {
  const letters = [...text];
  const isGsm = letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter));
  const sizes = letters.map((letter) => (isGsm ? (EXTENDED.includes(letter) ? 2 : 1) : letter.length));
  const [alone, split] = isGsm ? [160, 153] : [70, 67];
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > split) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return parts;
}
