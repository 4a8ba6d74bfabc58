import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Batch } from '@interlink/contracts/payments/batch';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { hostTab, idOf, type HostRecord, type TabHost } from '@interlink/fe-kit/components/host-tab';
import { useSuccessor, useWayBack } from '@interlink/fe-kit/keyboard';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { batchPath, RIGHT_MAKE, RIGHT_READ } from '../names.js';
import { leavePage, loadBatches, makeBatch } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { BatchTable } from './BatchTable.js';
import { Pages } from './Loaded.js';
import { ReasonOf } from './ReasonOf.js';

const NOT_BEGUN = { done: 0, total: 0 };
const isOf = (payrollId: string) => (asked: { readonly payrollId: string }) => asked.payrollId === payrollId;

interface PayrollProps {
  readonly payrollId: string;
  readonly mayMake: boolean;
}

function PayrollBatches({ payrollId, mayMake }: PayrollProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const batches = usePayments((state) => state.batches);
  const load = (cursor?: string) => dispatch(loadBatches.ask({ payrollId, cursor }));
  const { status } = ofSubject(
    usePayments((state) => state.make),
    isOf(payrollId),
  );
  const isMade = status === 'done';
  useEffect(() => {
    dispatch(loadBatches.ask({ payrollId }));
  }, [dispatch, payrollId, isMade]);
  useEffect(() => () => void dispatch(leavePage()), [dispatch, payrollId]);
  return (
    <>
      <Pages of={batches} empty={text('payroll.empty')} load={load}>
        {(items) => <BatchTable caption={text('payroll.caption')} items={items} />}
      </Pages>
      {mayMake && <MakeBatch payrollId={payrollId} />}
    </>
  );
}

function MakeBatch({ payrollId }: { readonly payrollId: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const { status, value, problem } = ofSubject(
    usePayments((state) => state.make),
    isOf(payrollId),
  );
  useWayBack(status);
  const { done, total } = usePayments((state) => state.making[payrollId]) ?? NOT_BEGUN;
  if (status === 'done' && value) return <Made batch={value} />;
  return (
    <>
      {problem && (
        <ErrorState problem={problem}>
          <ReasonOf problem={problem} />
        </ErrorState>
      )}
      {status === 'loading' && (
        <ProgressLine label={total === 0 ? text('payroll.beginning') : text('payroll.making', { done, total })} />
      )}
      <Button
        variant="contained"
        color="primary"
        disabled={status === 'loading'}
        onClick={() => dispatch(makeBatch.ask({ payrollId, key: keyOf([payrollId, problem?.correlationId]) }))}
      >
        {text('payroll.make')}
      </Button>
    </>
  );
}

function Made({ batch: { id, count } }: { readonly batch: Pick<Batch, 'count' | 'id'> }) {
  const { text } = useText(texts);
  const place = useRef<HTMLParagraphElement>(null);
  useSuccessor(place);
  return (
    <Typography ref={place} tabIndex={-1} role="status">
      <Link to={batchPath(id)}>{text('payroll.made', { count })}</Link>
    </Typography>
  );
}

export interface PayrollHost {
  readonly payroll?: HostRecord | undefined;
  readonly payrollUuid?: string | undefined;
}

/** `payroll.TabPanel.label` and `.panel` of openIMIS. */
export const { Label: PayrollTabLabel, Panel: PayrollTabPanel } = hostTab({
  tab: 'interlinkPaymentsBatches',
  right: RIGHT_READ,
  texts,
  title: 'payroll.tab',
  propsOf: ({ payroll, payrollUuid, rights = [] }: PayrollHost & TabHost) => {
    const payrollId = payrollUuid ?? idOf(payroll);
    return payrollId === undefined ? undefined : { payrollId, mayMake: rights.includes(RIGHT_MAKE) };
  },
  Content: PayrollBatches,
});
