import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useLocation } from '@openimis/fe-core';
import type { SubscriptionFilter, SubscriptionView } from '@interlink/contracts/exchange/subscription-view';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { PartnerField, PartnerName, useLoadedPartners } from '../components/PartnerName.js';
import { useWords } from '../components/words.js';
import { useInterconnection } from '../store/reducer.js';
import { leavePage, loadSubscriptions } from '../store/requests.js';

const STATES = ['active', 'ended', ''] as const;
const TONES = { active: 'good', ended: 'neutral', 'not-yet': 'work' } as const;

/** Who is told of what; whom a filter names is kept as hashes and shown to nobody. */
export function SubscriptionsPage() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  const asked = new URLSearchParams(useLocation().search).get('partner') ?? '';
  const [partner, setPartner] = useState(asked);
  const [state, setState] = useState<string>('active');
  const subscriptions = useInterconnection((slices) => slices.subscriptions);
  const filter: SubscriptionFilter = {
    ...(partner.trim() !== '' && { partner: partner.trim() }),
    ...(state !== '' && { state: state as 'active' | 'ended' }),
  };
  const asText = JSON.stringify(filter);
  useEffect(() => void dispatch(loadSubscriptions.ask(JSON.parse(asText) as SubscriptionFilter)), [dispatch, asText]);
  useLoadedPartners();
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  return (
    <Page title={text('subscriptions.title')}>
      <Typography>{text('subscriptions.intro')}</Typography>
      <div className={layout.grid}>
        <PartnerField value={partner} onChange={setPartner} none={text('filter.all')} />
        <SelectField
          unmarked
          label={text('subscriptions.state')}
          value={state}
          onChange={setState}
          choices={STATES.map((value) => ({ value, label: text(`subscriptionFilter.${value || 'all'}`) }))}
        />
      </div>
      <Pages
        of={subscriptions}
        empty={text('subscriptions.none')}
        load={(after) => dispatch(loadSubscriptions.ask({ ...filter, ...(after !== undefined && { after }) }))}
      >
        {(rows) => <Subscriptions rows={rows} />}
      </Pages>
    </Page>
  );
}

function Subscriptions({ rows }: { readonly rows: readonly SubscriptionView[] }) {
  const format = useFormat();
  const { text, word } = useWords();
  return (
    <Table
      caption={text('subscriptions.caption', { count: rows.length })}
      rows={rows}
      keyOf={({ code }) => code}
      columns={[
        { id: 'partner', title: text('filter.partner'), cell: ({ partner }) => <PartnerName id={partner} /> },
        {
          id: 'what',
          title: text('subscriptions.what'),
          cell: ({ role, eventType, recordType }) => `${text(`role.${role}`)} · ${eventType} · ${recordType}`,
        },
        {
          id: 'state',
          title: text('subscriptions.state'),
          cell: ({ state }) => <StatusChip tone={TONES[state]} label={word('subscriptionState', state)} />,
        },
        {
          id: 'time',
          title: text('subscriptions.time'),
          cell: ({ startsAt, endsAt }) => `${format.date(startsAt)} – ${endsAt ? format.date(endsAt) : '…'}`,
        },
        {
          id: 'frequency',
          title: text('subscriptions.frequency'),
          cell: ({ frequency }) => (frequency ? <Code>{frequency}</Code> : text('subscriptions.atOnce')),
        },
        { id: 'told', title: text('subscriptions.told'), cell: ({ told }) => format.number(told, 0) },
        { id: 'waiting', title: text('subscriptions.waiting'), cell: ({ waiting }) => format.number(waiting, 0) },
        { id: 'code', title: text('subscriptions.code'), cell: ({ code }) => <Code>{code}</Code> },
      ]}
    />
  );
}
