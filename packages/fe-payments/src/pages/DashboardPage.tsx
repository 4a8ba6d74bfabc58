import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { MoneyByState } from '@interlink/contracts/payments/reads';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Page } from '@interlink/fe-kit/components/Page';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Loaded } from '../components/Loaded.js';
import { MoneyBars } from '../components/MoneyBars.js';
import { StateChip } from '../components/StateChip.js';
import { pathTo } from '../names.js';
import { loadMoney } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Money } from '../components/Money.js';

/** Where the money of the institution stands. */
export function DashboardPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const money = usePayments((state) => state.money);
  const load = () => void dispatch(loadMoney.ask(undefined));
  useEffect(() => void dispatch(loadMoney.ask(undefined)), [dispatch]);
  return (
    <Page title={text('money.title')}>
      <Loaded of={money} onRetry={load}>
        {(value) => <Told money={value} />}
      </Loaded>
    </Page>
  );
}

function Told({ money }: { readonly money: MoneyByState }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const format = useFormat();
  if (money.batches.length === 0) return <Typography>{text('batches.empty')}</Typography>;
  return (
    <>
      <SectionTitle>{text('money.lines')}</SectionTitle>
      <MoneyBars label={text('money.lines')} tallies={money.lines} />
      <Table
        caption={text('money.batches')}
        rows={money.batches}
        keyOf={({ state, currency }) => `${state} ${currency}`}
        columns={[
          { id: 'state', title: text('batch.state'), cell: ({ state }) => <StateChip state={state} /> },
          { id: 'batches', title: text('money.batchCount'), cell: ({ count }) => format.number(count) },
          { id: 'lines', title: text('batch.count'), cell: ({ lines }) => format.number(lines) },
          {
            id: 'total',
            title: text('batch.total'),
            cell: ({ totalMinor, currency }) => <Money minor={totalMinor} currency={currency} />,
          },
        ]}
      />
      <div className={layout.row}>
        <Link to={pathTo('batches')}>{text('menu.batches')}</Link>
        <Link to={pathTo('failed')}>{text('menu.failed')}</Link>
        <Link to={pathTo('exceptions')}>{text('menu.exceptions')}</Link>
      </div>
      <Typography variant="body2">{text('money.countedAt', { at: format.dateTime(money.countedAt) })}</Typography>
    </>
  );
}
