import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Approvers } from '@interlink/contracts/payments/approvers';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Acted } from '../components/Acted.js';
import { CredentialCard } from '../components/CredentialCard.js';
import { EnrolForm } from '../components/EnrolForm.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { RIGHT_APPROVE } from '../names.js';
import { judgeCredential, leavePage, loadApprovers } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

/** Who may approve money, and how one comes to it (S11). */
export function ApproversPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const approvers = usePayments((state) => state.approvers);
  const load = () => void dispatch(loadApprovers.ask(undefined));
  useEffect(() => {
    dispatch(loadApprovers.ask(undefined));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  return (
    <Page title={text('approvers.title')} readAgain={load}>
      <Loaded of={approvers} onRetry={load}>
        {(value) => <Desk approvers={value} />}
      </Loaded>
    </Page>
  );
}

function Desk({ approvers }: { readonly approvers: Approvers }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const mayApprove = useHostRights().includes(RIGHT_APPROVE);
  const judged = usePayments((state) => state.judge);
  return (
    <>
      <Typography className={layout.notice}>{text(`approvers.${approvers.assurance}`)}</Typography>
      <Ceremony approvers={approvers} />
      <Acted of={judged} actions={judgeCredential}>
        {() => null}
      </Acted>
      {approvers.credentials.map((credential) => (
        <CredentialCard key={credential.credentialId} credential={credential} />
      ))}
      {approvers.credentials.length === 0 && <Typography>{text('approvers.none')}</Typography>}
      {mayApprove && <EnrolForm isCeremony={approvers.ceremony?.isOpen ?? false} />}
    </>
  );
}

function Ceremony({ approvers: { ceremony } }: { readonly approvers: Approvers }) {
  const { text } = useText(texts);
  const format = useFormat();
  if (!ceremony) return <Typography>{text('ceremony.none')}</Typography>;
  return (
    <>
      <SectionTitle>{text('ceremony.title')}</SectionTitle>
      <Facts
        facts={[
          [text('ceremony.place'), ceremony.place],
          [text('ceremony.witnesses'), ceremony.witnesses.join(', ')],
          [text('ceremony.opened'), `${format.dateTime(ceremony.openedAt)} · ${ceremony.openedBy}`],
          [text('ceremony.enrolled'), text('ceremony.of', { enrolled: ceremony.enrolled })],
        ]}
      />
    </>
  );
}
