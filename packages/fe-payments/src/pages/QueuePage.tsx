import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Page } from '@interlink/fe-kit/components/Page';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import type { LineQueue } from '../api.js';
import { LineTable } from '../components/LineTable.js';
import { Pages } from '../components/Loaded.js';
import { leavePage, loadQueue } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

function QueuePage({ queue }: { readonly queue: LineQueue }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const lines = usePayments((state) => state.queue);
  const load = (cursor?: string) => dispatch(loadQueue.ask({ queue, cursor }));
  useEffect(() => {
    dispatch(loadQueue.ask({ queue }));
    return () => void dispatch(leavePage());
  }, [dispatch, queue]);
  return (
    <Page title={text(`${queue}.title`)}>
      <Typography>{text(`${queue}.help`)}</Typography>
      <Pages of={lines} empty={text(`${queue}.empty`)} load={load}>
        {(items) => (
          <LineTable withAction withBatch caption={text('lines.caption', { count: items.length })} items={items} />
        )}
      </Pages>
    </Page>
  );
}

/** Lines that were not paid, each with what to do next. */
export const FailedPage = () => <QueuePage queue="failed" />;

/** Lines of which a booking is not as it should be. */
export const ExceptionsPage = () => <QueuePage queue="exceptions" />;
