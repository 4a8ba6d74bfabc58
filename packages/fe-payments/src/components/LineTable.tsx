import { Link } from '@openimis/fe-core';
import type { LedgerLine } from '@interlink/contracts/payments/reads';
import { Table, type Column } from '@interlink/fe-kit/components/Table';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Checkbox } from '@interlink/fe-kit/ui/material';
import { receiptAddress } from '../api.js';
import { batchPath, RIGHT_MAKE } from '../names.js';
import { texts } from '../texts.js';
import { Propose } from './Propose.js';
import { StateChip } from './StateChip.js';
import { Money } from './Money.js';

/** Lines that are picked for one thing to be done with all of them. */
export interface Picked {
  readonly instrIds: readonly string[];
  readonly mayPick: (line: LedgerLine) => boolean;
  /** What a box says of its line, by the benefit. */
  readonly label: string;
  readonly onChange: (instrIds: readonly string[]) => void;
}

interface LineTableProps {
  readonly caption: string;
  readonly items: readonly LedgerLine[];
  /** Leads from each line to its batch. */
  readonly withBatch?: boolean;
  /** Offers to call back each that is with the bank, through a channel that can be asked. */
  readonly withRecall?: boolean;
  /** With it, lines are picked. */
  readonly picked?: Picked;
  /** Offers what two people decide about each. */
  readonly withDecision?: boolean;
  /** Offers whoever may make payments a receipt of each that arrived: it names the person. */
  readonly withReceipt?: boolean;
  /** To see what a decision is about: nothing is to be done here. */
  readonly isToRead?: boolean;
}

export function LineTable({
  caption,
  items,
  withBatch = false,
  withDecision = false,
  withReceipt = false,
  withRecall = false,
  isToRead = false,
  picked,
}: LineTableProps) {
  const { text, has, language } = useText(texts);
  const mayMake = useHostRights().includes(RIGHT_MAKE);
  const known = (key: string, code: string) => (has(`${key}.${code}`) ? text(`${key}.${code}`) : code);
  const columns: Column<LedgerLine>[] = [
    { id: 'code', title: text('line.benefit'), cell: ({ benefitCode }) => <bdi>{benefitCode}</bdi> },
    {
      id: 'amount',
      title: text('line.amount'),
      cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    },
    { id: 'account', title: text('line.account'), cell: ({ accountEnd }) => <bdi dir="ltr">…{accountEnd}</bdi> },
    { id: 'state', title: text('batch.state'), cell: ({ state }) => <StateChip state={state} /> },
    {
      id: 'why',
      title: text('line.why'),
      cell: ({ reason, exceptions }) =>
        [
          ...(reason === undefined ? [] : [known('iso', reason)]),
          ...exceptions.map((one) => known('exception', one)),
        ].join(' '),
    },
    { id: 'reference', title: text('line.reference'), cell: ({ endToEndId }) => <bdi dir="ltr">{endToEndId}</bdi> },
  ];
  if (withReceipt && mayMake) {
    columns.push({
      id: 'receipt',
      title: text('line.receipt'),
      cell: (line) => <Receipt line={line} language={language} />,
    });
  }
  if (withRecall && mayMake) {
    const cell = (line: LedgerLine) => <RecallOf line={line} />;
    columns.push({ id: 'recall', title: text('recall.title'), cell });
  }
  if (picked) {
    const pick = (line: LedgerLine) => <Pick line={line} picked={picked} />;
    columns.unshift({ id: 'pick', title: text('line.pick'), cell: pick });
  }
  // An incident is for two people wherever its line is seen.
  if (!isToRead && (withDecision || items.some(({ incidentId }) => incidentId !== undefined))) {
    const cell = (line: LedgerLine) => <Decide line={line} withDecision={withDecision} />;
    columns.push({ id: 'decide', title: text('line.decide'), cell });
  }
  if (withBatch) {
    columns.push({
      id: 'batch',
      title: text('line.batch'),
      cell: ({ batchId, programme }) => <Link to={batchPath(batchId)}>{programme}</Link>,
    });
  }
  return <Table caption={caption} rows={items} keyOf={({ instrId }) => instrId} columns={columns} />;
}

function Receipt({ line, language }: { readonly line: LedgerLine; readonly language: string }) {
  const { text } = useText(texts);
  const { batchId, benefitCode, instrId, state, exceptions } = line;
  if (state !== 'SETTLED' || exceptions.length > 0) return null;
  return (
    <a
      href={receiptAddress(batchId, instrId, language)}
      download
      aria-label={text('line.receiptOf', { benefit: benefitCode })}
    >
      PDF
    </a>
  );
}

const WITH_THE_BANK: readonly string[] = ['SENT', 'INPROC', 'UNKNOWN', 'SETTLED'];

/** The bank has it, or booked too much of it. */
export const mayBeCalledBack = ({ state, exceptions }: LedgerLine) =>
  WITH_THE_BANK.includes(state) || exceptions.includes('overpaid');

/** The bank is asked once two people agree; what it says stands below the lines. */
function RecallOf({ line }: { readonly line: LedgerLine }) {
  const { text } = useText(texts);
  if (!mayBeCalledBack(line)) return null;
  const target = `${line.batchId}/${line.instrId}`;
  return (
    <Propose withReason kind="recall-line" target={target} about={line.benefitCode} shown={text('recall.title')} />
  );
}

function Pick({ line, picked: { instrIds, label, mayPick, onChange } }: PickProps) {
  const { benefitCode, instrId } = line;
  if (!mayPick(line)) return null;
  const isPicked = instrIds.includes(instrId);
  const others = instrIds.filter((one) => one !== instrId);
  return (
    <Checkbox
      size="small"
      color="primary"
      checked={isPicked}
      inputProps={{ 'aria-label': `${label}: ${benefitCode}` }}
      onChange={() => onChange(isPicked ? others : [...others, instrId])}
    />
  );
}

interface PickProps {
  readonly line: LedgerLine;
  readonly picked: Picked;
}

/** A new attempt wants its cause put right; what nobody has heard of may be called never received (R5, R9). */
function Decide({ line, withDecision }: { readonly line: LedgerLine; readonly withDecision: boolean }) {
  const { batchId, benefitCode, entitlementId, incidentId, instrId, state, exceptions } = line;
  if (incidentId !== undefined) return <Propose kind="close-incident" target={incidentId} about={benefitCode} />;
  if (!withDecision) return null;
  // Who did not come for the money has nothing to put right.
  if (exceptions.length > 0 || state === 'CANCELLED') return null;
  if (state === 'UNKNOWN')
    return <Propose kind="line-not-received" target={`${batchId}/${instrId}`} about={benefitCode} />;
  return <Propose kind="resolve-cause" target={entitlementId} about={benefitCode} />;
}
