import { useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { may, stepOf } from '../journey.js';
import { startIdentity } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { ActProblem } from './ActProblem.js';
import { WitnessForm } from './WitnessForm.js';

/** The person signs in at the national ID, in a window of its own; or two witnesses vouch. */
export function IdentityStep({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const [vouches, setVouches] = useState(false);
  const started = useEnrolment((state) => state.identity);
  const { status, value } = started;
  const start = useStartIdentity(journey);
  const isWaiting = journey.state === 'authenticating' && stepOf(journey, 'identity').status === 'running';
  return (
    <>
      {isWaiting ? (
        <ProgressLine label={text('identity.waiting')} />
      ) : (
        <Typography>{text('identity.intro')}</Typography>
      )}
      <ActProblem of={started} />
      <div className={layout.row}>
        {may(journey, 'start-identity') && (
          <Button variant="contained" color="primary" disabled={status === 'loading'} onClick={start}>
            {text(stepOf(journey, 'identity').attempts > 0 ? 'identity.again' : 'identity.open')}
          </Button>
        )}
        {value && isWaiting && (
          <a href={value.authorizationUrl} target="_blank" rel="noopener noreferrer">
            {text('identity.link')}
          </a>
        )}
        {may(journey, 'vouch-identity') && !vouches && (
          <Button variant="outlined" onClick={() => setVouches(true)}>
            {text('identity.vouch')}
          </Button>
        )}
      </div>
      {vouches && may(journey, 'vouch-identity') && <WitnessForm journey={journey} />}
    </>
  );
}

/** Opens the window at the press of the button, because browsers refuse one that opens later by itself. */
function useStartIdentity(journey: Journey): () => void {
  const dispatch = useDispatch();
  const keyOf = useIntentKey();
  const opened = useRef<Window | null>(null);
  const { status, value } = useEnrolment((state) => state.identity);
  useEffect(() => {
    if (!opened.current || status === 'loading' || status === 'idle') return;
    if (status === 'done' && value) opened.current.location.replace(value.authorizationUrl);
    else opened.current.close();
    opened.current = null;
  }, [status, value]);
  // Whoever left the desk is answered no more: an empty window would stay for ever.
  useEffect(() => () => opened.current?.close(), []);
  return () => {
    opened.current = window.open('about:blank', '_blank');
    // The provider's page must not reach back into this one.
    if (opened.current) opened.current.opener = null;
    dispatch(startIdentity.ask({ journey, key: keyOf(['identity', journey.version]) }));
  };
}
