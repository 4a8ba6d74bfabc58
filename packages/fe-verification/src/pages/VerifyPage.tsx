import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { VerificationList } from '@interlink/contracts/verification/lists';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { PeopleResults } from '../components/PeopleResults.js';
import { VerifyForm } from '../components/VerifyForm.js';
import { listPath, RIGHT_READ, ROUTE_EXPIRING } from '../names.js';
import { useVerification } from '../store/reducer.js';
import { leavePage, verifyPeople } from '../store/requests.js';
import { texts } from '../texts.js';

/** Verifies a person, or a list of people. */
export function VerifyPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const mayRead = useHostRights().includes(RIGHT_READ);
  const { status, value, problem } = useVerification((state) => state.run);
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  useWayBack(status);
  const isBusy = status === 'loading';
  return (
    <Page
      title={text('verify.title')}
      actions={mayRead && <Link to={`/${ROUTE_EXPIRING}`}>{text('expiring.title')}</Link>}
    >
      <VerifyForm
        isBusy={isBusy}
        // Asking again after an answer is another wish.
        onVerify={(body) => dispatch(verifyPeople.ask({ body, key: keyOf([body, value]) }))}
      />
      {isBusy && <ProgressLine label={text('verify.asking')} />}
      {problem && <ErrorState problem={problem} />}
      {value && !isBusy && !problem && 'items' in value && <PeopleResults run={value} />}
      {value && !isBusy && !problem && 'listId' in value && <Begun list={value} />}
    </Page>
  );
}

/** A list is worked off in the background; its page can be left and come back to. */
function Begun({ list: { listId, total } }: { readonly list: VerificationList }) {
  const { text } = useText(texts);
  return (
    <Typography role="status">
      {text('list.begun', { count: total })} <Link to={listPath(listId)}>{text('list.follow')}</Link>
    </Typography>
  );
}
