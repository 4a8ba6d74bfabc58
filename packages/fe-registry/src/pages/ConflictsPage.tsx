import { useState } from 'react';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { Page } from '@interlink/fe-kit/components/Page';
import { useText } from '@interlink/fe-kit/texts';
import { Conflicts } from '../components/Conflicts.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { texts } from '../texts.js';

const STATES = ['open', 'resolved'] as const;

/** The queue of what sources do not agree about, oldest first. */
export function ConflictsPage() {
  const { text } = useText(texts);
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  return (
    <Page title={text('conflicts.title')}>
      <PurposeGate>
        {(purpose) => (
          <>
            <SelectField
              label={text('conflicts.show')}
              value={state}
              choices={STATES.map((value) => ({ value, label: text(`conflicts.${value}`) }))}
              onChange={(value) => setState(value as 'open')}
              unmarked
            />
            <Conflicts purpose={purpose} state={state} />
          </>
        )}
      </PurposeGate>
    </Page>
  );
}
