import type { ChangeState } from '@interlink/contracts/social-registry/change-request';
import type { Tone } from '@interlink/fe-kit/components/StatusChip';

/** How urgent each state is, in the order in which a change goes through them. */
export const CHANGE_TONES: Readonly<Record<ChangeState, Tone>> = {
  waiting: 'warn',
  sending: 'work',
  'at-openimis': 'work',
  done: 'good',
  refused: 'neutral',
  failed: 'bad',
};
