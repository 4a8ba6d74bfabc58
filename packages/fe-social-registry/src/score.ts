import { withPoint } from '@interlink/domain/platform/minor-units';

/** A score as people read it: with up to two decimals instead of in millionths. */
export const fromMicro = (micro: number): number => Math.round(micro / 10_000) / 100;
/** What a person typed, in millionths; undefined when it is no number. */
export function toMicro(text: string): number | undefined {
  const typed = withPoint(text.trim());
  return /^-?\d{1,9}(?:\.\d{1,6})?$/.test(typed) ? Math.round(Number(typed) * 1_000_000) : undefined;
}
