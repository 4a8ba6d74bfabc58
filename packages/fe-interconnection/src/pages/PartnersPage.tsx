import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { PartnerSummary } from '@interlink/contracts/interconnection/registered-partner';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useHostRights } from '@interlink/fe-kit/rights';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { PARTNER_TONES, useWords } from '../components/words.js';
import { NEW_PARTNER, partnerPath, RIGHT_MANAGE } from '../names.js';
import { useInterconnection } from '../store/reducer.js';
import { loadPartners } from '../store/requests.js';

/** Every system that exchanges data with us, and what waits for a second person. */
export function PartnersPage() {
  const dispatch = useDispatch();
  const { text } = useWords();
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const partners = useInterconnection((state) => state.partners);
  useEffect(() => void dispatch(loadPartners.ask(undefined)), [dispatch]);
  return (
    <Page
      title={text('partners.title')}
      actions={mayManage && <Link to={`/${NEW_PARTNER}`}>{text('partners.add')}</Link>}
    >
      <Typography>{text('partners.intro')}</Typography>
      <Loaded of={partners} onRetry={() => dispatch(loadPartners.ask(undefined))}>
        {(rows) => (rows.length > 0 ? <Partners rows={rows} /> : <EmptyState title={text('partners.none')} />)}
      </Loaded>
    </Page>
  );
}

function Partners({ rows }: { readonly rows: readonly PartnerSummary[] }) {
  const { text, word } = useWords();
  return (
    <Table
      caption={text('partners.caption', { count: rows.length })}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          title: text('partner.name'),
          // Those of the settings file are changed there, by whoever runs the service.
          cell: ({ id, name, origin }) => (origin === 'registered' ? <Link to={partnerPath(id)}>{name}</Link> : name),
        },
        { id: 'id', title: text('partner.id'), cell: ({ id }) => <Code>{id}</Code> },
        { id: 'origin', title: text('partner.origin'), cell: ({ origin }) => word('origin', origin) },
        {
          id: 'environment',
          title: text('partner.environment'),
          cell: ({ environment, origin }) => origin === 'registered' && word('environment', environment),
        },
        {
          id: 'status',
          title: text('partner.status'),
          cell: ({ status }) => <StatusChip tone={PARTNER_TONES[status]} label={word('status', status)} />,
        },
        {
          id: 'waiting',
          title: text('partners.waiting'),
          cell: ({ waiting }) =>
            waiting > 0 && <StatusChip tone="warn" label={text('partners.waits', { count: waiting })} />,
        },
      ]}
    />
  );
}
