import type { Expenditure } from '@interlink/contracts/registry/statistics';
import { amountText } from '@interlink/domain/payments/money';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { Picture } from './Bars.js';

/** What a programme of a source calls itself. */
export type NameOf = (of: Pick<Expenditure, 'programme' | 'source'>) => string;

interface ExpendituresProps {
  readonly expenditure: readonly Expenditure[];
  readonly nameOf: NameOf;
}

/** What each programme paid, month by month, with bars of one scale for each currency. */
export function Expenditures({ expenditure, nameOf }: ExpendituresProps) {
  const { text } = useText(texts);
  const { number } = useFormat();
  if (expenditure.length === 0) return <Typography>{text('statistics.noPayments')}</Typography>;
  const highest = (currency: string) =>
    Math.max(...expenditure.map((one) => (one.currency === currency ? (one.amountMinor ?? 0) : 0)), 1);
  return (
    <Table
      caption={text('statistics.expenditureCaption')}
      rows={expenditure}
      keyOf={(one) => [one.source, one.programme, one.period, one.status, one.currency].join('|')}
      columns={[
        { id: 'programme', title: text('statistics.programme'), cell: (one) => <bdi>{nameOf(one)}</bdi> },
        { id: 'period', title: text('statistics.period'), cell: ({ period }) => <bdi>{period}</bdi> },
        {
          id: 'status',
          title: text('statistics.paymentStatus'),
          cell: ({ status }) => text(`statistics.payment.${status}`),
        },
        {
          id: 'payments',
          title: text('statistics.payments'),
          cell: ({ payments }) => (payments === null ? text('statistics.less') : number(payments)),
        },
        {
          id: 'amount',
          title: text('statistics.amount'),
          cell: ({ amountMinor, currency }) =>
            amountMinor === null ? (
              text('statistics.kept')
            ) : (
              <Amount>{amountText({ minor: amountMinor, currency })}</Amount>
            ),
        },
        {
          id: 'bar',
          title: text('statistics.bar'),
          cell: ({ amountMinor, currency }) => <Picture part={(amountMinor ?? 0) / highest(currency)} />,
        },
      ]}
    />
  );
}
