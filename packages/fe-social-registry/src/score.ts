/** A score as people read it: with up to two decimals instead of in millionths. */
export const fromMicro = (micro: number): number => Math.round(micro / 10_000) / 100;
/** What a person typed, in millionths; undefined when it is no number. */
export function toMicro(text: string): number | undefined {
  return /^-?\d{1,9}(?:[.,]\d{1,6})?$/.test(text.trim())
    ? Math.round(Number(text.trim().replace(',', '.')) * 1_000_000)
    : undefined;
}
