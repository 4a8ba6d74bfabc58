import type { ListedChange } from '@interlink/contracts/social-registry/change-request';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { CHANGE_TONES } from './change-tones.js';

type Stated = Pick<ListedChange, 'problem' | 'state'>;

/** openIMIS has it, and something here keeps it from being finished. */
export const isHeld = ({ state, problem }: Stated): boolean => state === 'at-openimis' && problem !== undefined;

/** How far a change is; one that needs somebody to look at it does not look like one that only waits. */
export function ChangeStateChip({ of }: { readonly of: Stated }) {
  const { text } = useText(texts);
  if (isHeld(of)) return <StatusChip tone="bad" label={text('change.state.held')} />;
  return <StatusChip tone={CHANGE_TONES[of.state]} label={text(`change.state.${of.state}`)} />;
}
