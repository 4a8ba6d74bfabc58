import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import type { Approvers } from '@interlink/contracts/payments/approvers';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useLoginName } from '@interlink/fe-kit/rights';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { Acted } from '../components/Acted.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { batchPath } from '../names.js';
import type { Recomputed } from '../recompute.js';
import { approveBatch, loadApprovers, recomputeRoot } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { useBatch } from '../useBatch.js';
import { BatchFacts } from './BatchPage.js';
import { Money } from '../components/Money.js';

/** S11: this browser computes from the lines what is approved, and the approver's own key signs it. */
export function ApprovePage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { head, readAgain } = useBatch(id);
  const approved = usePayments((state) => state.approve);
  // What was answered to the approval is newer than what was read before it.
  const withOwn = (batch: BatchHead): BatchHead => {
    const given = approved.status === 'done' && approved.value?.id === batch.id ? approved.value.approvals : [];
    return given.length > batch.approvals.length ? { ...batch, approvals: given } : batch;
  };
  return (
    <Page title={text('approve.title')} readAgain={readAgain}>
      <Loaded of={head} onRetry={readAgain}>
        {(batch) => (
          <>
            <BatchFacts batch={withOwn(batch)} />
            {batch.state === 'VALIDATED' ? <Recomputation batch={batch} /> : <Over batch={batch} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Over({ batch }: { readonly batch: BatchHead }) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <div className={layout.notice} role="status">
      <Typography>{text('approve.over', { state: text(`state.${batch.state}`) })}</Typography>
      <Link to={batchPath(batch.id)}>{text('approve.toBatch')}</Link>
    </div>
  );
}

function Recomputation({ batch }: { readonly batch: BatchHead }) {
  const dispatch = useDispatch();
  const format = useFormat();
  const { text } = useText(texts);
  // What was computed of another statement says nothing of this one.
  const isOfThis = ({ head }: { readonly head: BatchHead }) => head.statementHash === batch.statementHash;
  const recomputed = ofSubject(
    usePayments((state) => state.recompute),
    isOfThis,
  );
  const progress = usePayments((state) => state.progress);
  const begin = () => void dispatch(recomputeRoot.ask({ head: batch }));
  useEffect(() => {
    dispatch(recomputeRoot.ask({ head: batch }));
    dispatch(loadApprovers.ask(undefined));
    // Anew when the batch became another one, not at each reading of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [dispatch, batch.statementHash]);
  return (
    <>
      <SectionTitle>{text('approve.recomputed')}</SectionTitle>
      {recomputed.status === 'loading' ? (
        <ProgressLine
          label={text('approve.progress', { lines: format.number(progress), count: format.number(batch.count) })}
        />
      ) : (
        <Loaded of={recomputed} onRetry={begin}>
          {(own) => <Found batch={batch} own={own} />}
        </Loaded>
      )}
    </>
  );
}

function Found({ batch, own }: { readonly batch: BatchHead; readonly own: Recomputed }) {
  const layout = useLayout();
  const format = useFormat();
  const { text } = useText(texts);
  return (
    <>
      <Facts
        facts={[
          [text('batch.count'), format.number(own.count)],
          [text('batch.total'), <Money minor={own.totalMinor} currency={batch.currency} />],
          [text('batch.root'), <bdi dir="ltr">{own.root}</bdi>],
        ]}
      />
      <Table
        caption={text('approve.byAgent')}
        rows={own.byAgent}
        keyOf={({ agent }) => agent}
        columns={[
          { id: 'agent', title: text('approve.agent'), cell: ({ agent }) => <bdi dir="ltr">{agent}</bdi> },
          { id: 'count', title: text('batch.count'), cell: ({ count }) => format.number(count) },
          {
            id: 'total',
            title: text('batch.total'),
            cell: ({ totalMinor }) => <Money minor={totalMinor} currency={batch.currency} />,
          },
        ]}
      />
      {own.differs.length > 0 ? (
        <Typography className={layout.warning} role="alert" data-differs={own.differs.join(' ')}>
          {text('approve.differs', { what: own.differs.map((part) => text(`differs.${part}`)).join(', ') })}
        </Typography>
      ) : (
        <Sign batch={batch} />
      )}
    </>
  );
}

function Sign({ batch }: { readonly batch: BatchHead }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const dispatch = useDispatch();
  const approve = usePayments((state) => state.approve);
  const approvers = usePayments((state) => state.approvers);
  return (
    <>
      <Typography className={layout.notice}>{text('approve.same')}</Typography>
      <div className={layout.row}>
        <Loaded of={approvers} onRetry={() => dispatch(loadApprovers.ask(undefined))}>
          {(value) => <Ways batch={batch} approvers={value} />}
        </Loaded>
        <Link to={batchPath(batch.id)}>{text('approve.toBatch')}</Link>
      </div>
      <Acted of={approve} actions={approveBatch}>
        {({ approvals, approvalsNeeded }) => (
          <Typography className={layout.notice} role="status">
            {text('approve.done', { given: approvals.length, needed: approvalsNeeded })}
          </Typography>
        )}
      </Acted>
    </>
  );
}

/** By one's own key; or, where the deployment lets the service vouch, without one below the first limit. */
function Ways({ batch, approvers }: { readonly batch: BatchHead; readonly approvers: Approvers }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const { status } = usePayments((state) => state.approve);
  const login = useLoginName();
  const hasKey = approvers.credentials.some((one) => one.approverLogin === login && one.state === 'active');
  const mayAttest = approvers.assurance === 'attested' && batch.approvalsNeeded === 1;
  const approve = (assurance: Approvers['assurance']) =>
    dispatch(approveBatch.ask({ head: batch, assurance, key: keyOf([assurance, batch.statementHash]) }));
  const isOver = status === 'loading' || status === 'done';
  const isGiven = status === 'idle' && batch.approvals.some(({ approverLogin }) => approverLogin === login);
  return (
    <>
      {isGiven && <Typography>{text('approve.given')}</Typography>}
      {(hasKey || !mayAttest) && (
        <Button variant="contained" color="primary" disabled={isOver} onClick={() => approve('webauthn')}>
          {text('approve.sign')}
        </Button>
      )}
      {mayAttest && (
        <Button
          variant={hasKey ? 'outlined' : 'contained'}
          color="primary"
          disabled={isOver}
          onClick={() => approve('attested')}
        >
          {text('approve.attest')}
        </Button>
      )}
    </>
  );
}
