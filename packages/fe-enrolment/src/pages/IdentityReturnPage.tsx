import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useHistory, useLocation } from '@openimis/fe-core';
import type { CompleteIdentity } from '@interlink/contracts/enrolment/commands';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { StepAnswer } from '../components/StepAnswer.js';
import { announceReturn } from '../identity-channel.js';
import { stepOf } from '../journey.js';
import { deskPath, ROUTE_IDENTITY } from '../names.js';
import { completeIdentity } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Typography } from '@interlink/fe-kit/ui/material';

/** Where the national ID sends the person back. It hands over what came, once, and tells the desk. */
export function IdentityReturnPage() {
  const dispatch = useDispatch();
  const history = useHistory();
  const { search } = useLocation();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const { value, problem } = useEnrolment((state) => state.identityReturn);
  const returned = useRef(readReturn(search)).current;
  useEffect(() => {
    if (!returned) return;
    // The code is of use once and to us only: it does not stay in the address.
    history.replace(`/${ROUTE_IDENTITY}`);
    dispatch(completeIdentity.ask({ body: returned, key: keyOf(returned) }));
  }, [dispatch, history, keyOf, returned]);
  const journeyId = value?.id;
  useEffect(() => {
    if (journeyId !== undefined) announceReturn(journeyId);
  }, [journeyId]);
  return (
    <Page title={text('return.title')}>
      {!returned && <Typography>{text('return.nothing')}</Typography>}
      {returned && !value && !problem && <ProgressLine label={text('return.working')} />}
      {problem && <ErrorState problem={problem} />}
      {value && (
        <div role="status">
          <Typography>
            {text(stepOf(value, 'identity').status === 'passed' ? 'return.passed' : 'return.other')}
          </Typography>
          <StepAnswer step={stepOf(value, 'identity')} />
          <Typography>{text('return.close')}</Typography>
          <Link to={deskPath(value.id)}>{text('return.toDesk')}</Link>
        </div>
      )}
    </Page>
  );
}

function readReturn(search: string): CompleteIdentity | undefined {
  const query = new URLSearchParams(search);
  const [state, code, error] = [query.get('state'), query.get('code'), query.get('error')];
  if (!state) return undefined;
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}) };
}
