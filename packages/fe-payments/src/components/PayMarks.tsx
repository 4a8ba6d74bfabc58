import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { PayList, PayMark } from '@interlink/contracts/payments/pay-point';
import { amountText, fromDecimal } from '@interlink/domain/payments/money';
import { Amount } from '@interlink/fe-kit/components/Amount';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { payListAddress } from '../api.js';
import { handInMarks, type MarkedList } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';
import { MarkOf, type NewMark } from './MarkOf.js';

/** So many lines at once; who looks for somebody types a part of the name or of the reference. */
const SHOWN = 50;

type Line = PayList['lines'][number];

/** The signed list has amounts as decimals; people read them as everywhere else. */
function moneyText(decimal: string, currency: string): string {
  const money = fromDecimal(decimal, currency);
  return money ? amountText(money) : `${decimal} ${currency}`;
}

/** The list as the paymaster works on it: who was paid, came by proxy, refused or did not come. */
export function PayMarks({ id, marked: { list, marks } }: { readonly id: string; readonly marked: MarkedList }) {
  const { text, language } = useText(texts);
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(list.point);
  const [fresh, setFresh] = useState<Readonly<Record<string, NewMark>>>({});
  const kept = new Map(marks.map((mark) => [mark.instrId, mark]));
  const found = list.lines.filter((line) => isMeant(line, search));
  const set = (instrId: string, mark: NewMark | undefined) => {
    const { [instrId]: _before, ...rest } = fresh;
    setFresh(mark ? { ...rest, [instrId]: mark } : rest);
  };
  const forget = (instrIds: readonly string[]) =>
    setFresh((before) => Object.fromEntries(Object.entries(before).filter(([one]) => !instrIds.includes(one))));
  return (
    <>
      <Typography>
        {text('payPoint.list', { number: list.number, point: list.point, total: moneyText(list.total, list.currency) })}
      </Typography>
      <a href={payListAddress(id, language)} download={`pay-list-${list.number}.pdf`}>
        {text('payPoint.pdf')}
      </a>
      <TextField unmarked label={text('payPoint.search')} value={search} onChange={setSearch} />
      {found.length === 0 ? (
        <EmptyState title={text('payPoint.nobody')} />
      ) : (
        <Table
          caption={text('payPoint.lines', { count: found.length })}
          rows={found.slice(0, SHOWN)}
          keyOf={({ instrId }) => instrId}
          columns={[
            { id: 'reference', title: text('line.reference'), cell: (line) => <bdi dir="ltr">{line.reference}</bdi> },
            { id: 'name', title: text('payPoint.name'), cell: ({ name }) => <bdi>{name}</bdi> },
            {
              id: 'amount',
              title: text('line.amount'),
              cell: ({ amount }) => <Amount>{moneyText(amount, list.currency)}</Amount>,
            },
            {
              id: 'mark',
              title: text('payPoint.mark'),
              cell: ({ instrId, name }) => (
                <MarkOf
                  name={name}
                  kept={kept.get(instrId)?.mark}
                  fresh={fresh[instrId]}
                  onChange={(mark) => set(instrId, mark)}
                />
              ),
            },
          ]}
        />
      )}
      {found.length > SHOWN && <Typography>{text('payPoint.more', { count: found.length - SHOWN })}</Typography>}
      <TextField required label={text('payPoint.place')} maxLength={100} value={place} onChange={setPlace} />
      <HandIn id={id} marks={toMarks(fresh, place.trim())} onDone={forget} />
    </>
  );
}

const isMeant = ({ name, reference }: Line, search: string) =>
  `${name} ${reference}`.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());

const toMarks = (fresh: Readonly<Record<string, NewMark>>, place: string): readonly PayMark[] =>
  place === ''
    ? []
    : Object.entries(fresh).map(([instrId, { mark, at, proof }]) => ({
        ...{ instrId, mark, at, place },
        ...(proof.trim() !== '' && { proof: proof.trim() }),
      }));

/** A mark as it was made, wherever it was handed in. */
const nameOf = ({ instrId, mark, at, proof }: PayMark) => JSON.stringify([instrId, mark, at, proof]);

interface HandInProps {
  readonly id: string;
  readonly marks: readonly PayMark[];
  /** With those that are kept; what was marked since is still to be handed in. */
  readonly onDone: (instrIds: readonly string[]) => void;
}

function HandIn({ id, marks, onDone }: HandInProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const layout = useLayout();
  const keyOf = useIntentKey();
  const handing = usePayments((state) => state.handIn);
  const [kept, setKept] = useState<readonly string[]>([]);
  useEffect(() => {
    const { marks: sent } = (handing.status === 'done' ? handing.asked : { marks: [] }) as Pick<HandInProps, 'marks'>;
    setKept((before) => [...before, ...sent.map(nameOf)]);
  }, [handing]);
  const open = marks.filter((mark) => !kept.includes(nameOf(mark)));
  const done = marks.filter((mark) => kept.includes(nameOf(mark)));
  return (
    <>
      <Button
        variant="contained"
        color="primary"
        disabled={open.length === 0 || handing.status === 'loading'}
        onClick={() => dispatch(handInMarks.ask({ id, marks: open, key: keyOf(open) }))}
      >
        {text('payPoint.handIn', { count: open.length })}
      </Button>
      <Acted of={handing} actions={handInMarks}>
        {({ count }) => (
          <div className={layout.notice} role="status">
            <Typography>{text('payPoint.handedIn', { count })}</Typography>
            {done.length > 0 && (
              <Button variant="outlined" onClick={() => onDone(done.map(({ instrId }) => instrId))}>
                {text('payPoint.clear')}
              </Button>
            )}
          </div>
        )}
      </Acted>
    </>
  );
}
