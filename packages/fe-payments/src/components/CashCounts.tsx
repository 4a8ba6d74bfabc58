import { useDispatch } from 'react-redux';
import type { CashCount } from '@interlink/contracts/payments/pay-point';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { Table, type Column } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE } from '../names.js';
import { loadCounts, witnessCount } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';
import { Loaded } from './Loaded.js';
import { Money } from './Money.js';

/** Each day with its cash, who counted it and who signed. */
export function CashCounts({ id }: { readonly id: string }) {
  const dispatch = useDispatch();
  const format = useFormat();
  const { text } = useText(texts);
  const counts = usePayments((state) => state.cashCounts);
  const money = (column: 'advanceMinor' | 'paidMinor' | 'returnedMinor', title: string): Column<CashCount> => ({
    id: column,
    title,
    cell: (count) => <Money minor={count[column]} currency={count.currency} />,
  });
  return (
    <>
      <SectionTitle>{text('payPoint.days')}</SectionTitle>
      <Loaded of={counts} onRetry={() => dispatch(loadCounts.ask({ id }))}>
        {(items) =>
          items.length === 0 ? (
            <Typography>{text('payPoint.noDays')}</Typography>
          ) : (
            <Table
              caption={text('payPoint.daysCaption', { count: items.length })}
              rows={items}
              keyOf={(count) => count.id}
              columns={[
                { id: 'day', title: text('payPoint.day'), cell: ({ day }) => format.date(day) },
                money('advanceMinor', text('payPoint.advanced')),
                money('paidMinor', text('payPoint.paid')),
                money('returnedMinor', text('payPoint.back')),
                { id: 'manager', title: text('payPoint.manager'), cell: ({ managerLogin }) => managerLogin },
                { id: 'witness', title: text('payPoint.witness'), cell: (count) => <Witness id={id} count={count} /> },
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}

/** Somebody else who was there signs; from then on the day is evidence. */
function Witness({ id, count }: { readonly id: string; readonly count: CashCount }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { date } = useFormat();
  const layout = useLayout();
  const keyOf = useIntentKey();
  const mayWitness = useHostRights().includes(RIGHT_APPROVE);
  const isOwn = useLoginName() === count.managerLogin;
  const signing = usePayments((state) => state.witness);
  const isThis = (signing.asked as { readonly countId: string } | undefined)?.countId === count.id;
  if (count.witnessLogin !== undefined) return <>{count.witnessLogin}</>;
  if (isOwn || !mayWitness) return <>{text('payPoint.noWitness')}</>;
  return (
    <div className={layout.row}>
      <Button
        variant="outlined"
        disabled={signing.status === 'loading'}
        aria-label={`${text('payPoint.sign')}: ${date(count.day)}`}
        onClick={() => dispatch(witnessCount.ask({ id, countId: count.id, key: keyOf(['witness', count.id]) }))}
      >
        {text('payPoint.sign')}
      </Button>
      {isThis && (
        <Acted of={signing} actions={witnessCount}>
          {() => null}
        </Acted>
      )}
    </div>
  );
}
