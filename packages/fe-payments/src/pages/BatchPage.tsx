import { useEffect, useState } from 'react';
import { Link, useModulesManager, useParams } from '@openimis/fe-core';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { EDITABLE } from '@interlink/domain/payments/fold-batch';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { evidenceAddress, spreadsheetAddress } from '../api.js';
import { shortId } from '../components/BatchTable.js';
import { BatchLines } from '../components/BatchLines.js';
import { CancelBatch } from '../components/CancelBatch.js';
import { Checks } from '../components/Checks.js';
import { BatchHistory } from '../components/BatchHistory.js';
import { BatchTotals } from '../components/BatchTotals.js';
import { EditBatch } from '../components/EditBatch.js';
import { Loaded } from '../components/Loaded.js';
import { MoneyBars } from '../components/MoneyBars.js';
import { Propose } from '../components/Propose.js';
import { Page } from '../components/ReadAgain.js';
import { Recalls } from '../components/Recalls.js';
import { StateChip } from '../components/StateChip.js';
import { batchPath, RIGHT_APPROVE, RIGHT_MAKE, RIGHT_PAYROLLS } from '../names.js';
import { texts } from '../texts.js';
import { useBatch } from '../useBatch.js';
import { Money } from '../components/Money.js';

/** Everything about one batch. */
export function BatchPage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { head, readAgain } = useBatch(id);
  return (
    <Page title={text('batch.title')} readAgain={readAgain}>
      <Loaded of={head} onRetry={readAgain}>
        {(batch) => <Told batch={batch} readAgain={readAgain} />}
      </Loaded>
    </Page>
  );
}

function Told({ batch, readAgain }: { readonly batch: BatchHead; readonly readAgain: () => void }) {
  const { text } = useText(texts);
  const layout = useLayout();
  const rights = useHostRights();
  const isOpen = batch.state === 'VALIDATED';
  const mayEdit = EDITABLE.includes(batch.state) && rights.includes(RIGHT_MAKE);
  const [picked, setPicked] = useState<readonly string[]>([]);
  // What was picked to be left out of a draft is nothing that is to be called back once it left.
  useEffect(() => setPicked([]), [batch.id, mayEdit]);
  const pick = (more: readonly string[]) => setPicked((before) => [...new Set([...before, ...more])]);
  return (
    <>
      <BatchFacts batch={batch} />
      <Stopped batch={batch} />
      <div className={layout.row}>
        {isOpen && rights.includes(RIGHT_APPROVE) && (
          <Link to={batchPath(batch.id, 'approve')}>{text('batch.toApprove')}</Link>
        )}
        {batch.transmissions.some(({ channel }) => channel === 'pay-point') && (
          <Link to={batchPath(batch.id, 'pay-point')}>{text('batch.toPayPoint')}</Link>
        )}
        {rights.includes(RIGHT_APPROVE) && batch.tallies.some(({ state }) => state === 'SETTLED') && (
          <Link to={batchPath(batch.id, 'sample')}>{text('batch.toSample')}</Link>
        )}
        <a href={spreadsheetAddress(batch.id)} download={`batch-${batch.id}.xlsx`}>
          {text('batch.spreadsheet')}
        </a>
        <a href={evidenceAddress(batch.id)} download={`batch-${batch.id}.pack`}>
          {text('batch.evidence')}
        </a>
        {mayEdit && <CancelBatch id={batch.id} onDone={readAgain} />}
      </div>
      <SectionTitle>{text('batch.money')}</SectionTitle>
      <MoneyBars label={text('batch.money')} tallies={batch.tallies} />
      <SectionTitle>{text('batch.totals')}</SectionTitle>
      <BatchTotals batch={batch} />
      <SectionTitle>{text('batch.checks')}</SectionTitle>
      <Checks checks={batch.checks} onPick={mayEdit ? pick : undefined} />
      {mayEdit && <EditBatch batch={batch} picked={picked} onPick={setPicked} onDone={readAgain} />}
      <SectionTitle>{text('batch.lines')}</SectionTitle>
      <BatchLines batch={batch} picked={picked} onPick={setPicked} />
      {batch.recalls && <Recalls recalls={batch.recalls} />}
      <BatchHistory batch={batch} />
    </>
  );
}

/** What only two people can let go on. */
function Stopped({ batch: { id, holds, state } }: { readonly batch: BatchHead }) {
  const { text, has } = useText(texts);
  const layout = useLayout();
  return (
    <>
      {holds.map((hold) => (
        <div key={hold.id}>
          <Typography className={layout.warning} role="alert">
            {text('batch.held', { reason: has(`hold.${hold.reason}`) ? text(`hold.${hold.reason}`) : hold.reason })}
          </Typography>
          <Propose kind="release-hold" target={hold.id} about={hold.reason} />
        </div>
      ))}
      {(state === 'PARTIAL' || state === 'REJECTED') && (
        <div className={layout.notice}>
          <Typography>{text('batch.signOff')}</Typography>
          <Propose kind="sign-off-failed-lines" target={id} about={shortId(id)} />
        </div>
      )}
    </>
  );
}

/** The page of openIMIS that names the people, for whoever may see payrolls there. */
function usePayrollPath(payrollId: string): string | undefined {
  const route = useModulesManager().getRef('payroll.route.payroll');
  const mayRead = useHostRights().includes(RIGHT_PAYROLLS);
  return route && mayRead ? `/${route}/${payrollId}` : undefined;
}

export function BatchFacts({ batch }: { readonly batch: BatchHead }) {
  const { text } = useText(texts);
  const format = useFormat();
  const payroll = usePayrollPath(batch.payrollId);
  const given = batch.approvals.map(
    ({ approverLogin, assurance }) => `${approverLogin} (${text(`assurance.${assurance}`)})`,
  );
  return (
    <Facts
      facts={[
        [text('batch.state'), <StateChip state={batch.state} />],
        [text('batch.programme'), batch.programme],
        [text('batch.payroll'), payroll && <Link to={payroll}>{text('batch.toPayroll')}</Link>],
        [text('batch.count'), format.number(batch.count)],
        [text('batch.total'), <Money minor={batch.totalMinor} currency={batch.currency} />],
        [text('batch.executionDate'), format.date(batch.executionDate)],
        [text('batch.maker'), batch.makerLogin],
        [text('batch.approvals'), text('batch.approvalsOf', { given: given.length, needed: batch.approvalsNeeded })],
        [text('batch.approvedBy'), given.join(', ')],
        [text('batch.root'), <bdi dir="ltr">{batch.root}</bdi>],
        [text('batch.reference'), <bdi dir="ltr">{batch.id}</bdi>],
      ]}
    />
  );
}
