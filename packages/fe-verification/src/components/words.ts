import type { VerificationResult } from '@interlink/contracts/verification/result';
import type { Verdict } from '@interlink/contracts/verification/runs';
import type { Tone } from '@interlink/fe-kit/components/StatusChip';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  accept: 'good',
  review: 'warn',
  stop: 'bad',
  unknown: 'neutral',
};
export const outcomeTone = ({ outcome }: Pick<VerificationResult, 'outcome'>): Tone =>
  outcome === 'verified' ? 'good' : outcome === 'unavailable' ? 'neutral' : 'warn';

/** Codes in words; what has no words as it is. */
export function useWords() {
  const { text, has } = useText(texts);
  const word = (group: string, code: string) => (has(`${group}.${code}`) ? text(`${group}.${code}`) : code);
  return { text, word };
}
