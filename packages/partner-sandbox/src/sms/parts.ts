const GSM7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM7_EXTENDED = new Set('^{}\\[~]|€\f');

export interface SmsSize {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly parts: number;
}

/** How many messages a text is charged as (3GPP TS 23.038, 23.040); one alphabet for the whole text. */
export function measureSms(text: string): SmsSize {
  const letters = [...text];
  if (letters.every((letter) => GSM7.has(letter) || GSM7_EXTENDED.has(letter))) {
    const septets = letters.map((letter) => (GSM7_EXTENDED.has(letter) ? 2 : 1));
    return { encoding: 'GSM-7', parts: split(septets, 160, 153) };
  }
  // A pair of surrogates is not torn apart.
  const units = letters.map((letter) => letter.length);
  return { encoding: 'UCS-2', parts: split(units, 70, 67) };
}

function split(sizes: readonly number[], alone: number, joined: number): number {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let parts = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > joined) {
      parts += 1;
      filled = 0;
    }
    filled += size;
  }
  return parts;
}
