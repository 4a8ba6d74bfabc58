import { useCallback, useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { LedgerLine } from '@interlink/contracts/payments/reads';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import type { LineQueue } from '../api.js';
import { Incidents } from '../components/Incidents.js';
import { LineTable } from '../components/LineTable.js';
import { Pages } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { nextActionOf } from '../next-action.js';
import { leavePage, loadIncidents, loadQueue } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Money } from '../components/Money.js';

function QueuePage({ queue }: { readonly queue: LineQueue }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const lines = usePayments((state) => state.queue);
  const load = (cursor?: string) => dispatch(loadQueue.ask({ queue, cursor }));
  const read = useCallback(() => {
    dispatch(loadQueue.ask({ queue }));
    if (queue === 'exceptions') dispatch(loadIncidents.ask({}));
  }, [dispatch, queue]);
  useEffect(() => {
    read();
    return () => void dispatch(leavePage());
  }, [dispatch, read]);
  return (
    <Page title={text(`${queue}.title`)} readAgain={read}>
      {queue === 'exceptions' && <Incidents />}
      {queue === 'exceptions' && <SectionTitle>{text('exceptions.lines')}</SectionTitle>}
      <Typography>{text(`${queue}.help`)}</Typography>
      <Pages of={lines} empty={text(`${queue}.empty`)} load={load}>
        {(items) => <ByAction items={items} withRecall={queue === 'exceptions'} />}
      </Pages>
    </Page>
  );
}

interface ByActionProps {
  readonly items: readonly LedgerLine[];
  /** Money that went out wrongly can be asked back. */
  readonly withRecall: boolean;
}

/** What is done together stands together: one heading for each next action, with its money. */
function ByAction({ items, withRecall }: ByActionProps) {
  const { text } = useText(texts);
  const actions = [...new Set(items.map(nextActionOf))].sort();
  return (
    <>
      {actions.map((action) => {
        const lines = items.filter((line) => nextActionOf(line) === action);
        return (
          <section key={action} aria-label={text(`next.${action}`)} data-action={action}>
            <SectionTitle isInner={withRecall}>{text(`next.${action}`)}</SectionTitle>
            <Sums lines={lines} />
            <LineTable
              withDecision
              withBatch
              withRecall={withRecall}
              caption={text('lines.caption', { count: lines.length })}
              items={lines}
            />
          </section>
        );
      })}
    </>
  );
}

/** Money of these lines, one amount a currency. */
function Sums({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const layout = useLayout();
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  const sumOf = (currency: string) =>
    lines.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.amountMinor, 0);
  return (
    <div className={layout.row}>
      {currencies.map((currency) => (
        <Money key={currency} minor={sumOf(currency)} currency={currency} />
      ))}
    </div>
  );
}

/** Lines that were not paid, each with what to do next. */
export const FailedPage = () => <QueuePage queue="failed" />;

/** Lines of which a booking is not as it should be. */
export const ExceptionsPage = () => <QueuePage queue="exceptions" />;
