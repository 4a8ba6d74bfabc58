import { useCallback, useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { StatementPage } from '@interlink/contracts/payments/reads';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Pages } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { SuspenseCard } from '../components/SuspenseCard.js';
import { leavePage, loadStatements, loadSuspense } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Money } from '../components/Money.js';

/** Statements of our accounts, and bookings that no line is known for. */
export function BooksPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const statements = usePayments((state) => state.statements);
  const suspense = usePayments((state) => state.suspense);
  const read = useCallback(() => {
    dispatch(loadStatements.ask({}));
    dispatch(loadSuspense.ask({}));
  }, [dispatch]);
  useEffect(() => {
    read();
    return () => void dispatch(leavePage());
  }, [dispatch, read]);
  return (
    <Page title={text('books.title')} readAgain={read}>
      <SectionTitle>{text('suspense.title')}</SectionTitle>
      <Typography>{text('suspense.help')}</Typography>
      <Pages of={suspense} empty={text('suspense.empty')} load={(cursor) => dispatch(loadSuspense.ask({ cursor }))}>
        {(items) => (
          <>
            {items.map((item) => (
              <SuspenseCard key={`${item.receivedId} ${item.key}`} item={item} />
            ))}
          </>
        )}
      </Pages>
      <SectionTitle>{text('statements.title')}</SectionTitle>
      <Pages
        of={statements}
        empty={text('statements.empty')}
        load={(cursor) => dispatch(loadStatements.ask({ cursor }))}
      >
        {(items) => <StatementTable items={items} />}
      </Pages>
    </Page>
  );
}

function StatementTable({ items }: { readonly items: readonly StatementPage['items'][number][] }) {
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <Table
      caption={text('statements.caption', { count: items.length })}
      rows={items}
      keyOf={({ account, sequence }) => `${account} ${sequence}`}
      columns={[
        { id: 'account', title: text('statements.account'), cell: ({ account }) => <bdi dir="ltr">{account}</bdi> },
        { id: 'number', title: text('statements.number'), cell: ({ sequence }) => sequence },
        {
          id: 'opening',
          title: text('statements.opening'),
          cell: ({ openingMinor, currency }) => <Money minor={openingMinor} currency={currency} />,
        },
        {
          id: 'closing',
          title: text('statements.closing'),
          cell: ({ closingMinor, currency }) => <Money minor={closingMinor} currency={currency} />,
        },
        {
          id: 'follows',
          title: text('statements.follows'),
          cell: ({ follows }) => (
            <StatusChip tone={follows ? 'good' : 'bad'} label={text(follows ? 'statements.yes' : 'statements.gap')} />
          ),
        },
        { id: 'at', title: text('statements.read'), cell: ({ at }) => format.dateTime(at) },
      ]}
    />
  );
}
