import type { BatchState, LineState } from '@interlink/contracts/payments/batch';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

const TONES: Readonly<Record<string, Tone>> = {
  CANCELLED: 'neutral',
  CLOSED: 'good',
  DRAFT: 'neutral',
  EXCEPTION: 'bad',
  PARTIAL: 'warn',
  RECONCILED: 'good',
  REJECTED: 'bad',
  RETURNED: 'bad',
  SETTLED: 'good',
  UNKNOWN: 'warn',
  VOIDED: 'neutral',
};

export function StateChip({ state }: { readonly state: BatchState | LineState }) {
  const { text, has } = useText(texts);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <StatusChip tone={TONES[state] ?? 'work'} label={has(`state.${state}`) ? text(`state.${state}`) : state} />
    </span>
  );
}
