import { useDispatch } from 'react-redux';
import type { SuspenseMatches, SuspensePage } from '@interlink/contracts/payments/reads';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { loadMatches } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Loaded } from './Loaded.js';
import { Propose } from './Propose.js';
import { StateChip } from './StateChip.js';
import { Money } from './Money.js';

type Item = SuspensePage['items'][number];

/** A booking that fits no line: what is known of it, lines that it may belong to, and what two people do about it. */
export function SuspenseCard({ item }: { readonly item: Item }) {
  const layout = useLayout();
  const format = useFormat();
  const dispatch = useDispatch();
  const { text, has } = useText(texts);
  const { receivedId, key, why, amountMinor, currency, bookedOn, kind, source, at } = item;
  // Two messages of a bank may hold the same reference: a booking is known by both.
  const isOfThis = (asked: Pick<Item, 'key' | 'receivedId'>) => asked.receivedId === receivedId && asked.key === key;
  const matches = ofSubject(
    usePayments((state) => state.matches),
    isOfThis,
  );
  return (
    <Paper component="section" className={layout.card} aria-label={key} data-suspense={why}>
      <Facts
        facts={[
          [text('line.why'), has(`suspended.${why}`) ? text(`suspended.${why}`) : why],
          [
            text('line.amount'),
            amountMinor !== undefined && currency !== undefined ? (
              <Money minor={amountMinor} currency={currency} />
            ) : undefined,
          ],
          [text('suspense.bookedOn'), bookedOn && format.date(bookedOn)],
          [text('suspense.message'), <bdi dir="ltr">{`${kind} ${source}`}</bdi>],
          [text('suspense.at'), format.dateTime(at)],
          [text('line.reference'), <bdi dir="ltr">{key}</bdi>],
        ]}
      />
      <div className={layout.row}>
        {amountMinor !== undefined && (
          <Button
            variant="outlined"
            aria-label={`${text('suspense.find')}: ${key}`}
            onClick={() => dispatch(loadMatches.ask({ receivedId, key }))}
          >
            {text('suspense.find')}
          </Button>
        )}
        <Propose kind="close-suspense" target={`${receivedId}/${key}`} about={key} />
      </div>
      <Loaded of={matches}>{({ items }) => <Matches item={item} matches={items} />}</Loaded>
    </Paper>
  );
}

function Matches({ item, matches }: { readonly item: Item; readonly matches: SuspenseMatches['items'] }) {
  const layout = useLayout();
  const format = useFormat();
  const { text } = useText(texts);
  if (matches.length === 0) return <Typography role="status">{text('suspense.noMatch')}</Typography>;
  return (
    <ol className={layout.bare} aria-label={text('suspense.matches')}>
      {matches.map(({ line, signs }) => (
        <li key={`${line.batchId} ${line.instrId}`} className={layout.row}>
          <span>
            {line.programme} <bdi dir="ltr">{line.endToEndId}</bdi> · {format.date(line.executionDate)} ·{' '}
            <Money minor={line.amountMinor} currency={line.currency} />
          </span>
          <StateChip state={line.state} />
          <Typography variant="body2">{signs.map((sign) => text(`sign.${sign}`)).join(', ')}</Typography>
          <Propose
            kind="match-suspense"
            target={`${item.receivedId}/${item.key}`}
            line={`${line.batchId}/${line.instrId}`}
            about={line.endToEndId}
          />
        </li>
      ))}
    </ol>
  );
}
