import type { Assurance, JourneyState } from '@interlink/contracts/enrolment/states';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useText } from '@interlink/fe-kit/texts';
import { STATE_TONES } from '../journey.js';
import { texts } from '../texts.js';

interface Marked {
  readonly state: JourneyState;
  readonly assurance: Assurance;
  readonly provisional: boolean;
}

/** State, how sure the identity is, and whether a check is still owed. */
export function Marks({ of: { state, assurance, provisional } }: { readonly of: Marked }) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <span className={layout.row}>
      <StatusChip tone={STATE_TONES[state]} label={text(`state.${state}`)} />
      <StatusChip
        tone={assurance === 'authenticated' ? 'good' : assurance === 'witnessed' ? 'warn' : 'neutral'}
        label={text(`assurance.${assurance}`)}
      />
      {provisional && <StatusChip tone="warn" label={text('provisional')} />}
    </span>
  );
}
