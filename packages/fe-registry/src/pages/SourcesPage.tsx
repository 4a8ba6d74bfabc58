import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import type { SourceState } from '../api.js';
import { freshnessOf } from '../freshness.js';
import { useRegistry } from '../store/reducer.js';
import { listSources } from '../store/requests.js';
import { texts } from '../texts.js';

/** The systems that the registry reads, and when each last said something. */
export function SourcesPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { status, value, problem } = useRegistry((state) => state.sources);
  useEffect(() => void dispatch(listSources.ask(undefined)), [dispatch]);
  useWayBack(status);
  const again = () => dispatch(listSources.ask(undefined));
  return (
    <Page
      title={text('sources.title')}
      actions={
        <Button variant="outlined" disabled={status === 'loading'} onClick={again}>
          {text('sources.again')}
        </Button>
      }
    >
      <Typography>{text('sources.help')}</Typography>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={again} />}
      {value && <Sources sources={value} />}
    </Page>
  );
}

function Sources({ sources }: { readonly sources: readonly SourceState[] }) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  return (
    <Table
      caption={text('sources.caption', { count: sources.length })}
      rows={sources}
      keyOf={({ code }) => code}
      columns={[
        { id: 'name', title: text('record.source'), cell: ({ name }) => <bdi>{name}</bdi> },
        { id: 'kind', title: text('sources.kind'), cell: ({ kind }) => text(`sourceKind.${kind}`) },
        {
          id: 'institution',
          title: text('programmes.institution'),
          cell: ({ institution }) => institution && <bdi>{institution}</bdi>,
        },
        { id: 'records', title: text('sources.records'), cell: ({ records }) => number(records) },
        { id: 'seen', title: text('sources.seen'), cell: ({ lastSeenAt }) => lastSeenAt && dateTime(lastSeenAt) },
        { id: 'state', title: text('programmes.status'), cell: (source) => <Freshness source={source} /> },
      ]}
    />
  );
}

function Freshness({ source }: { readonly source: SourceState }) {
  const { text } = useText(texts);
  const freshness = freshnessOf(source, Date.now());
  const tone = ({ fresh: 'good', never: 'neutral', quiet: 'warn' } as const)[freshness];
  return <StatusChip tone={tone} label={text(`freshness.${freshness}`)} />;
}
