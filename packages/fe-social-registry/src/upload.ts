import type { Upload } from '@interlink/contracts/social-registry/upload';
import type { Tone } from '@interlink/fe-kit/components/StatusChip';

export const TONES: Readonly<Record<Upload['state'], Tone>> = {
  cancelled: 'neutral',
  checked: 'good',
  checking: 'work',
  loaded: 'good',
  loading: 'work',
  receiving: 'work',
  refused: 'bad',
};
