import { useRef, useState } from 'react';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { may } from '../journey.js';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';

const SHORTEST = 10;

/** A journey that waits for a person: ask again, or take responsibility for going on. */
export function HoldPanel({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const [reason, setReason] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const [wasTried, setTried] = useState(false);
  const isTooShort = reason.trim().length < SHORTEST;
  const goOn = () => {
    setTried(true);
    if (isTooShort) return leadToError(panel);
    act('hold/override', { reason: reason.trim() });
  };
  return (
    <div ref={panel} className={layout.warning} role="region" aria-label={text('hold.title')}>
      <Typography>{text('hold.intro')}</Typography>
      {may(journey, 'retry-checks') && (
        <Button variant="outlined" disabled={isBusy} onClick={() => act('checks/retry', {})}>
          {text('hold.retry')}
        </Button>
      )}
      {may(journey, 'override-hold') && (
        <>
          <TextField
            label={text('hold.reason')}
            help={text('hold.reasonHelp')}
            required
            multiline
            maxLength={500}
            value={reason}
            error={wasTried && isTooShort ? text('hold.reasonShort', { count: SHORTEST }) : undefined}
            onChange={setReason}
          />
          <Button variant="contained" color="primary" disabled={isBusy} onClick={goOn}>
            {text('hold.override')}
          </Button>
        </>
      )}
    </div>
  );
}
