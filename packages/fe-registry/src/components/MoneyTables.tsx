import type { PersonView } from '@interlink/contracts/registry/view';
import { amountText } from '@interlink/domain/payments/money';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { settle, type Settlement } from '../settlement.js';
import { texts } from '../texts.js';
import { SourceName } from './SourceName.js';

const TONES: Readonly<Record<Settlement['state'], Tone>> = {
  open: 'work',
  over: 'bad',
  said: 'good',
  settled: 'good',
  short: 'warn',
};
const PAYMENT_TONES: Readonly<Record<PersonView['payments'][number]['status'], Tone>> = {
  failed: 'bad',
  paid: 'good',
  returned: 'warn',
  sent: 'work',
};

/** What was due against what came, and every payment by itself. */
export function MoneyTables({ person }: { readonly person: PersonView }) {
  const { text } = useText(texts);
  const nameOf = (code: string) => person.enrolments.find(({ programme }) => programme === code)?.programmeName ?? code;
  const sums = settle(person);
  if (sums.length === 0 && person.payments.length === 0) {
    return <EmptyState title={text(person.benefits.length > 0 ? 'money.inKind' : 'money.none')} />;
  }
  return (
    <>
      {sums.length > 0 && <Sums sums={sums} nameOf={nameOf} />}
      {person.payments.length > 0 && <Payments payments={person.payments} nameOf={nameOf} />}
    </>
  );
}

interface Named {
  readonly nameOf: (programme: string) => string;
}

function Sums({ sums, nameOf }: Named & { readonly sums: readonly Settlement[] }) {
  const { text } = useText(texts);
  return (
    <Table
      caption={text('money.sums')}
      rows={sums}
      keyOf={({ source, programme, period, currency }) => `${source} ${programme} ${period} ${currency}`}
      columns={[
        { id: 'period', title: text('money.period'), cell: ({ period }) => <bdi>{period}</bdi> },
        {
          id: 'programme',
          title: text('programmes.programme'),
          cell: ({ programme }) => <bdi>{nameOf(programme)}</bdi>,
        },
        { id: 'source', title: text('record.source'), cell: ({ source }) => <SourceName code={source} /> },
        {
          id: 'due',
          title: text('money.due'),
          cell: ({ due, currency }) => <Amount>{amountText({ minor: due, currency })}</Amount>,
        },
        {
          id: 'paid',
          title: text('money.paid'),
          cell: ({ paid, currency }) => <Amount>{amountText({ minor: paid, currency })}</Amount>,
        },
        {
          id: 'state',
          title: text('programmes.status'),
          cell: ({ state }) => <StatusChip tone={TONES[state]} label={text(`settlement.${state}`)} />,
        },
      ]}
    />
  );
}

function Payments({ payments, nameOf }: Named & Pick<PersonView, 'payments'>) {
  const { text } = useText(texts);
  const { date } = useFormat();
  const newestFirst = [...payments].sort((one, other) => other.paidOn.localeCompare(one.paidOn));
  return (
    <Table
      caption={text('money.payments', { count: payments.length })}
      rows={newestFirst}
      keyOf={({ recordId }) => recordId}
      columns={[
        { id: 'on', title: text('money.on'), cell: ({ paidOn }) => date(paidOn) },
        {
          id: 'programme',
          title: text('programmes.programme'),
          cell: ({ programme }) => <bdi>{nameOf(programme)}</bdi>,
        },
        { id: 'source', title: text('record.source'), cell: ({ source }) => <SourceName code={source} /> },
        { id: 'amount', title: text('money.amount'), cell: ({ amount }) => <Amount>{amountText(amount)}</Amount> },
        { id: 'channel', title: text('money.channel'), cell: ({ channel }) => channel && <bdi>{channel}</bdi> },
        {
          id: 'receipt',
          title: text('money.receipt'),
          cell: ({ receipt }) => receipt && <bdi dir="ltr">{receipt}</bdi>,
        },
        {
          id: 'state',
          title: text('programmes.status'),
          cell: ({ status }) => <StatusChip tone={PAYMENT_TONES[status]} label={text(`payment.${status}`)} />,
        },
      ]}
    />
  );
}
