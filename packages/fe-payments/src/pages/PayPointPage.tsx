import { useCallback, useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { CashCounts } from '../components/CashCounts.js';
import { CountForm } from '../components/CountForm.js';
import { IssueList } from '../components/IssueList.js';
import { Loaded } from '../components/Loaded.js';
import { PayMarks } from '../components/PayMarks.js';
import { Page } from '../components/ReadAgain.js';
import { batchPath, RIGHT_MAKE } from '../names.js';
import { leavePage, loadChannels, loadCounts, loadPayList } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

/** Cash at a payment point: the list with who was paid, and the days that were counted and witnessed. */
export function PayPointPage() {
  const { id = '' } = useParams<{ id?: string }>();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayMake = useHostRights().includes(RIGHT_MAKE);
  const list = usePayments((state) => state.payList);
  const read = useCallback(() => {
    if (mayMake) dispatch(loadPayList.ask({ id }));
    dispatch(loadCounts.ask({ id }));
  }, [dispatch, id, mayMake]);
  useEffect(() => {
    if (mayMake) dispatch(loadChannels.ask(undefined));
    read();
    return () => void dispatch(leavePage());
  }, [dispatch, read, mayMake]);
  const isUnissued = list.problem?.details['reason'] === 'no-list';
  return (
    <Page title={text('payPoint.title')} readAgain={read}>
      <Link to={batchPath(id)}>{text('payPoint.toBatch')}</Link>
      {mayMake && isUnissued && <IssueList id={id} />}
      {mayMake && !isUnissued && (
        <Loaded of={list} onRetry={() => dispatch(loadPayList.ask({ id }))}>
          {(marked) => (
            <>
              <PayMarks id={id} marked={marked} />
              <SectionTitle>{text('payPoint.count')}</SectionTitle>
              <Typography>{text('payPoint.countHelp')}</Typography>
              <CountForm id={id} currency={marked.list.currency} />
            </>
          )}
        </Loaded>
      )}
      <CashCounts id={id} />
    </Page>
  );
}
