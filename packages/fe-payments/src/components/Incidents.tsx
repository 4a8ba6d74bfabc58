import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Incident } from '@interlink/contracts/payments/reads';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { batchPath } from '../names.js';
import { loadIncidents } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Pages } from './Loaded.js';
import { Propose } from './Propose.js';
import { StateChip } from './StateChip.js';
import { Money } from './Money.js';

/** What was paid too much, of whatever batch: a payment of a closed one is in no other queue. */
export function Incidents() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const incidents = usePayments((state) => state.incidents);
  const load = (cursor?: string) => dispatch(loadIncidents.ask({ cursor }));
  return (
    <>
      <SectionTitle>{text('incidents.title')}</SectionTitle>
      <Typography>{text('incidents.help')}</Typography>
      <Pages of={incidents} empty={text('incidents.empty')} load={load}>
        {(items) => <IncidentTable items={items} />}
      </Pages>
    </>
  );
}

function IncidentTable({ items }: { readonly items: readonly Incident[] }) {
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <Table
      caption={text('incidents.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { id: 'code', title: text('line.benefit'), cell: ({ line }) => <bdi>{line.benefitCode}</bdi> },
        {
          id: 'amount',
          title: text('line.amount'),
          cell: ({ line }) => <Money minor={line.amountMinor} currency={line.currency} />,
        },
        {
          id: 'excess',
          title: text('incidents.excess'),
          cell: ({ excessMinor, currency }) => <Money minor={excessMinor} currency={currency} />,
        },
        { id: 'state', title: text('batch.state'), cell: ({ line }) => <StateChip state={line.state} /> },
        { id: 'at', title: text('incidents.at'), cell: ({ at }) => format.dateTime(at) },
        {
          id: 'batch',
          title: text('line.batch'),
          cell: ({ line }) => <Link to={batchPath(line.batchId)}>{line.programme}</Link>,
        },
        {
          id: 'decide',
          title: text('line.decide'),
          cell: ({ id, line }) => <Propose kind="close-incident" target={id} about={line.benefitCode} />,
        },
      ]}
    />
  );
}
