import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { useDirection } from '@interlink/fe-kit/direction';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Tab } from '@interlink/fe-kit/ui/material';
import { batchPath, RIGHT_MAKE, RIGHT_READ } from '../names.js';
import { leavePage, loadBatches, makeBatch } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { BatchTable } from './BatchTable.js';
import { Pages } from './Loaded.js';
import { ReasonOf } from './ReasonOf.js';

const TAB = 'interlinkPaymentsBatches';

interface TabHost {
  readonly rights?: readonly number[];
  readonly payroll?: { readonly id?: string; readonly uuid?: string } | undefined;
  readonly payrollUuid?: string | undefined;
}
interface LabelProps extends TabHost {
  readonly onChange: (event: unknown, value: string) => void;
  readonly tabStyle: (value: string) => string;
  readonly isSelected: (value: string) => boolean;
}

/** `payroll.TabPanel.label` of openIMIS. */
export function PayrollTabLabel({ onChange, tabStyle, isSelected, rights = [] }: LabelProps) {
  const { text } = useText(texts);
  if (!rights.includes(RIGHT_READ)) return null;
  return (
    <Tab
      onChange={onChange}
      className={tabStyle(TAB)}
      selected={isSelected(TAB)}
      value={TAB}
      label={text('payroll.tab')}
    />
  );
}

/** `payroll.TabPanel.panel` of openIMIS. Asks only when it is the one that is open. */
export function PayrollTabPanel({ value, rights = [], payroll, payrollUuid }: TabHost & { readonly value?: string }) {
  const payrollId = payrollUuid ?? payroll?.uuid ?? payroll?.id;
  if (value !== TAB || !rights.includes(RIGHT_READ) || payrollId === undefined) return null;
  return <PayrollBatches payrollId={payrollId} mayMake={rights.includes(RIGHT_MAKE)} />;
}

function PayrollBatches({ payrollId, mayMake }: { readonly payrollId: string; readonly mayMake: boolean }) {
  const dispatch = useDispatch();
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const batches = usePayments((state) => state.batches);
  const load = (cursor?: string) => dispatch(loadBatches.ask({ payrollId, cursor }));
  useEffect(() => {
    dispatch(loadBatches.ask({ payrollId }));
    return () => void dispatch(leavePage());
  }, [dispatch, payrollId]);
  return (
    <section dir={dir} lang={lang} aria-label={text('payroll.tab')}>
      <Pages of={batches} empty={text('payroll.empty')} load={load}>
        {(items) => <BatchTable caption={text('payroll.caption')} items={items} />}
      </Pages>
      {mayMake && <MakeBatch payrollId={payrollId} />}
    </section>
  );
}

function MakeBatch({ payrollId }: { readonly payrollId: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const { status, value, problem } = usePayments((state) => state.make);
  if (status === 'done' && value)
    return <Link to={batchPath(value.id)}>{text('payroll.made', { count: value.count })}</Link>;
  return (
    <>
      {problem && (
        <ErrorState problem={problem}>
          <ReasonOf problem={problem} />
        </ErrorState>
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
