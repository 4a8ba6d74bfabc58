import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { ParkedMessage } from '@interlink/contracts/platform/outbox';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Table } from '@interlink/fe-kit/components/Table';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useFormat } from '@interlink/fe-kit/format';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { PartnerName, useLoadedPartners, usePartnerName } from '../components/PartnerName.js';
import { useWords } from '../components/words.js';
import { useInterconnection } from '../store/reducer.js';
import { leavePage, loadParked, replayParked } from '../store/requests.js';

/** The stream of what goes to a partner. */
const PARTNER = /^dci:/;

/** Messages that their receiver refused ten times. They are never shown, only tried again. */
export function ParkedPage() {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useWords();
  useLoadedPartners();
  const parked = useInterconnection((state) => state.parked);
  const replayed = useInterconnection((state) => state.replay);
  useEffect(() => {
    dispatch(loadParked.ask({}));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  return (
    <Page title={text('parked.title')}>
      <Typography>{text('parked.intro')}</Typography>
      {replayed.status === 'done' && (
        <Typography role="status" className={layout.notice}>
          {text('parked.replayed')}
        </Typography>
      )}
      <Acted of={replayed} actions={replayParked} onReadAgain={() => dispatch(loadParked.ask({}))} />
      <Pages of={parked} empty={text('parked.none')} load={(cursor) => dispatch(loadParked.ask({ cursor }))}>
        {(items) => (
          <Parked
            items={items}
            isBusy={replayed.status === 'loading'}
            onReplay={(id) => dispatch(replayParked.ask({ id }))}
          />
        )}
      </Pages>
    </Page>
  );
}

interface ParkedProps {
  readonly items: readonly ParkedMessage[];
  readonly isBusy: boolean;
  readonly onReplay: (id: string) => void;
}

function Parked({ items, isBusy, onReplay }: ParkedProps) {
  const format = useFormat();
  const { text, word } = useWords();
  const nameOf = usePartnerName();
  const receiver = (stream: string) => nameOf(stream.replace(PARTNER, ''));
  return (
    <Table
      caption={text('parked.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { id: 'at', title: text('parked.made'), cell: ({ createdAt }) => format.dateTime(createdAt) },
        {
          id: 'stream',
          title: text('parked.stream'),
          cell: ({ stream }) =>
            PARTNER.test(stream) ? <PartnerName id={stream.replace(PARTNER, '')} /> : <Code>{stream}</Code>,
        },
        { id: 'kind', title: text('parked.kind'), cell: ({ kind }) => <bdi>{word('parkedKind', kind)}</bdi> },
        { id: 'tries', title: text('parked.tries'), cell: ({ tries }) => format.number(tries, 0) },
        { id: 'refusal', title: text('parked.refusal'), cell: ({ refusal }) => refusal && <Code>{refusal}</Code> },
        {
          id: 'reference',
          title: text('exchanges.reference'),
          cell: ({ correlationId }) => <Code>{correlationId}</Code>,
        },
        {
          id: 'acts',
          title: text('acts'),
          cell: ({ id, stream, kind, createdAt }) => (
            <TwoStep
              label={text('parked.replay')}
              sure={text('parked.replaySure')}
              of={[receiver(stream), word('parkedKind', kind), format.dateTime(createdAt)].join(' · ')}
              disabled={isBusy}
              onSure={() => onReplay(id)}
            />
          ),
        },
      ]}
    />
  );
}
