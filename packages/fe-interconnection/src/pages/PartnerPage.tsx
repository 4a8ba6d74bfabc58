import { Link } from '@openimis/fe-core';
import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { RefusalReason } from '@interlink/fe-kit/components/RefusalReason';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { Addresses } from '../components/Addresses.js';
import { Code } from '../components/Code.js';
import { Credentials } from '../components/Credentials.js';
import { Certificates } from '../components/Certificates.js';
import { Keys } from '../components/Keys.js';
import { usePartner, type Change } from '../components/usePartner.js';
import { PARTNER_TONES, useWords } from '../components/words.js';
import { partnerPath, pathTo, RIGHT_APPROVE, RIGHT_MANAGE } from '../names.js';
import { changePartner } from '../store/requests.js';
import { texts } from '../texts.js';

/** One partner: who it is, what it may prove itself with, where answers go. */
export function PartnerPage() {
  const { id, partner, changed, change, load } = usePartner();
  const { text } = useWords();
  const query = `?partner=${encodeURIComponent(id)}`;
  return (
    <Page title={partner.value?.name ?? id} actions={<Link to={pathTo('partners')}>{text('partners.back')}</Link>}>
      <nav aria-label={text('partner.more')}>
        <Link to={partnerPath(id, 'agreements')}>{text('agreements.title')}</Link>
        {' · '}
        <Link to={partnerPath(id, 'console')}>{text('console.title')}</Link>
        {' · '}
        <Link to={pathTo('subscriptions', query)}>{text('subscriptions.title')}</Link>
        {' · '}
        <Link to={pathTo('exchanges', query)}>{text('exchanges.title')}</Link>
      </nav>
      <Acted
        of={changed}
        actions={changePartner}
        onReadAgain={load}
        refusal={<RefusalReason problem={changed.problem} texts={texts} />}
      />
      <Loaded of={partner} onRetry={load}>
        {(value) => (
          <>
            <Standing partner={value} change={change} isBusy={changed.status === 'loading'} />
            <Keys partner={value} change={change} />
            <Certificates partner={value} change={change} />
            <Addresses partner={value} change={change} />
            <Credentials partner={value} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Contacts({ of: contacts }: { readonly of: PartnerView['contacts'] }) {
  return (
    <>
      {contacts.map(({ name, email }) => (
        <div key={email}>
          <bdi>{name}</bdi> <Code>{email}</Code>
        </div>
      ))}
    </>
  );
}

interface StandingProps {
  readonly partner: PartnerView;
  readonly change: Change;
  readonly isBusy: boolean;
}

function Standing({ partner, change, isBusy }: StandingProps) {
  const layout = useLayout();
  const format = useFormat();
  const rights = useHostRights();
  const { text, word } = useWords();
  const { id, status, dciId, ownDciId, environment, signature, dialect, encryption, contacts, certificateSha256 } =
    partner;
  return (
    <>
      <div className={layout.row}>
        <StatusChip tone={PARTNER_TONES[status]} label={word('status', status)} />
        {status !== 'active' && rights.includes(RIGHT_APPROVE) && (
          <TwoStep
            label={text('partner.activate')}
            sure={text('partner.activateSure')}
            disabled={isBusy}
            onSure={() => change({ do: 'activate' })}
          />
        )}
        {status === 'active' && rights.includes(RIGHT_MANAGE) && (
          <TwoStep
            label={text('partner.suspend')}
            sure={text('partner.suspendSure')}
            disabled={isBusy}
            onSure={() => change({ do: 'suspend' })}
          />
        )}
      </div>
      <Facts
        facts={[
          [text('partner.id'), <Code key="id">{id}</Code>],
          [text('partner.dciId'), <Code key="dciId">{dciId}</Code>],
          [text('partner.ownDciId'), <Code key="ownDciId">{ownDciId}</Code>],
          [text('partner.environment'), word('environment', environment)],
          [text('partner.signature'), `${word('signature', signature)} · ${word('dialect', dialect)}`],
          [text('partner.encryption'), word('encryption', encryption)],
          [text('partner.certificate'), certificateSha256 && <Code key="c">{certificateSha256}</Code>],
          [text('partner.contacts'), contacts.length > 0 && <Contacts key="contacts" of={contacts} />],
          [text('partner.added'), `${format.dateTime(partner.addedAt)} · ${partner.addedBy}`],
        ]}
      />
    </>
  );
}
