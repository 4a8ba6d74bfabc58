import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Typography } from '@interlink/fe-kit/ui/material';
import { AgreementCard } from '../components/AgreementCard.js';
import { AgreementForm } from '../components/AgreementForm.js';
import { usePartner } from '../components/usePartner.js';
import { useWords } from '../components/words.js';
import { partnerPath, RIGHT_MANAGE } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { actOnAgreement, draftAgreement, loadAgreements } from '../store/requests.js';

/** What may pass between a partner and us: nothing without an agreement that two people made. */
export function AgreementsPage() {
  const dispatch = useDispatch();
  const { id, partner } = usePartner();
  const { text } = useWords();
  const keyOf = useIntentKey();
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const agreements = useInterconnection((state) => state.agreements);
  const drafted = useInterconnection((state) => state.draft);
  const acted = useInterconnection((state) => state.act);
  const load = () => void dispatch(loadAgreements.ask({ id }));
  useEffect(() => void dispatch(loadAgreements.ask({ id })), [dispatch, id]);
  return (
    <Page
      title={text('agreements.of', { partner: partner.value?.name ?? id })}
      actions={<Link to={partnerPath(id)}>{text('partner.back')}</Link>}
    >
      <Typography>{text('agreements.intro')}</Typography>
      <Acted of={acted} actions={actOnAgreement} onReadAgain={load} />
      <Loaded of={agreements} onRetry={load}>
        {(rows) => (
          <>
            {rows.map((agreement) => (
              <AgreementCard
                key={agreement.id}
                agreement={agreement}
                isBusy={acted.status === 'loading'}
                onAct={(action) =>
                  dispatch(actOnAgreement.ask({ id, agreement: agreement.id, action, key: keyOf([action, agreement]) }))
                }
              />
            ))}
            {rows.length === 0 && <EmptyState title={text('agreements.none')} />}
          </>
        )}
      </Loaded>
      {mayManage && (
        <AgreementForm
          key={drafted.value?.id ?? 'first'}
          isBusy={drafted.status === 'loading'}
          onDraft={(terms) => dispatch(draftAgreement.ask({ id, terms, key: keyOf([terms, drafted.value]) }))}
        />
      )}
      <Acted of={drafted} actions={draftAgreement} />
    </Page>
  );
}
