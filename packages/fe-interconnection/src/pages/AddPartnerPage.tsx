import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { useHistory } from '@openimis/fe-core';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Page } from '@interlink/fe-kit/components/Page';
import { RefusalReason } from '@interlink/fe-kit/components/RefusalReason';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Typography } from '@interlink/fe-kit/ui/material';
import { PartnerForm } from '../components/PartnerForm.js';
import { useWords } from '../components/words.js';
import { partnerPath } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { addPartner, leavePage } from '../store/requests.js';
import { texts } from '../texts.js';

/** One person writes a partner down; it may do nothing yet. */
export function AddPartnerPage() {
  const dispatch = useDispatch();
  const history = useHistory();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const added = useInterconnection((state) => state.add);
  const { status, value } = added;
  const id = status === 'done' ? value?.id : undefined;
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  useEffect(() => {
    // Whoever goes back from it does not come to the form that is done with.
    if (id !== undefined) history.replace(partnerPath(id));
  }, [history, id]);
  return (
    <Page title={text('partners.add')}>
      <Typography>{text('add.intro')}</Typography>
      <PartnerForm
        isBusy={status === 'loading'}
        onAdd={(partner) => dispatch(addPartner.ask({ partner, key: keyOf(partner) }))}
      />
      <Acted of={added} actions={addPartner} refusal={<RefusalReason problem={added.problem} texts={texts} />} />
    </Page>
  );
}
