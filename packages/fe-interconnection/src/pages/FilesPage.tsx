import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { BulkFilePage } from '@interlink/contracts/exchange/bulk';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from '../components/Code.js';
import { PartnerField, PartnerName, useLoadedPartners } from '../components/PartnerName.js';
import { useWords } from '../components/words.js';
import { useInterconnection } from '../store/reducer.js';
import { leavePage, loadFiles } from '../store/requests.js';

type BulkFileView = BulkFilePage['items'][number];

const TONES: Readonly<Record<BulkFileView['state'], Tone>> = {
  forgotten: 'neutral',
  ready: 'good',
  receiving: 'work',
  refused: 'bad',
  working: 'work',
};

/** Files that partners sent and fetched: how far they are, and nothing of whom they are about. */
export function FilesPage() {
  const dispatch = useDispatch();
  const { text } = useWords();
  const [partner, setPartner] = useState('');
  const files = useInterconnection((state) => state.files);
  const asked = partner.trim();
  const load = () => dispatch(loadFiles.ask(asked === '' ? {} : { partner: asked }));
  useEffect(() => void dispatch(loadFiles.ask(asked === '' ? {} : { partner: asked })), [dispatch, asked]);
  useLoadedPartners();
  useEffect(() => () => void dispatch(leavePage()), [dispatch]);
  return (
    <Page title={text('files.title')}>
      <Typography>{text('files.intro')}</Typography>
      <PartnerField value={partner} onChange={setPartner} none={text('filter.all')} />
      <Pages of={files} empty={text(asked === '' ? 'files.none' : 'files.noneOf')} load={load}>
        {(items) => <Files items={items} />}
      </Pages>
    </Page>
  );
}

function Files({ items }: { readonly items: readonly BulkFileView[] }) {
  const format = useFormat();
  const { text, word } = useWords();
  return (
    <Table
      caption={text('files.caption', { count: items.length })}
      rows={items}
      keyOf={({ file_id: id }) => id}
      columns={[
        { id: 'at', title: text('files.begun'), cell: ({ at }) => format.dateTime(at) },
        { id: 'partner', title: text('filter.partner'), cell: ({ partner }) => <PartnerName id={partner} /> },
        {
          id: 'what',
          title: text('files.what'),
          cell: ({ kind, role, operation, format: form }) => (
            <>
              {text(`files.kind.${kind}`)} · {word('role', role)} · <Code>{operation}</Code> · {form.toUpperCase()}
            </>
          ),
        },
        {
          id: 'state',
          title: text('subscriptions.state'),
          cell: ({ state, refusal }) => (
            <>
              <StatusChip tone={TONES[state]} label={text(`files.state.${state}`)} />
              {refusal !== undefined && <Code>{refusal}</Code>}
            </>
          ),
        },
        {
          id: 'received',
          title: text('files.received'),
          cell: ({ received, size }) =>
            received === undefined || size === undefined ? '' : format.percent(received / size),
        },
        { id: 'lines', title: text('files.lines'), cell: ({ lines }) => format.number(lines, 0) },
        { id: 'rejected', title: text('files.rejected'), cell: ({ rejected }) => format.number(rejected, 0) },
        { id: 'until', title: text('files.until'), cell: ({ expires_at: until }) => format.dateTime(until) },
        { id: 'id', title: text('files.id'), cell: ({ file_id: id }) => <Code>{id}</Code> },
      ]}
    />
  );
}
