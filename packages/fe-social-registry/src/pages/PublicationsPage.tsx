import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Publication } from '@interlink/contracts/social-registry/publication';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { PublishButton } from '../components/PublishButton.js';
import { publicationPath, RIGHT_UPLOAD } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { listPublications } from '../store/requests.js';
import { texts } from '../texts.js';

/** What was and is being published into openIMIS. */
export function PublicationsPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayPublish = useHostRights().includes(RIGHT_UPLOAD);
  const { status, value, problem } = useSocialRegistry((state) => state.publications);
  const load = () => void dispatch(listPublications.ask(undefined));
  useEffect(load, [dispatch]);
  return (
    <Page title={text('publications.title')}>
      {mayPublish && <PublishButton label={text('publications.all')} body={{}} />}
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={load} />}
      {value && (value.length > 0 ? <List items={value} /> : <EmptyState title={text('publications.empty')} />)}
    </Page>
  );
}

function List({ items }: { readonly items: readonly Publication[] }) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  return (
    <Table
      caption={text('publications.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'at',
          title: text('uploads.at'),
          cell: ({ id, createdAt }) => <Link to={publicationPath(id)}>{dateTime(createdAt)}</Link>,
        },
        { id: 'state', title: text('uploads.state'), cell: ({ state }) => text(`publication.${state}`) },
        {
          id: 'done',
          title: text('publications.published'),
          cell: ({ published, total }) => `${number(published)} / ${number(total)}`,
        },
        { id: 'failed', title: text('publications.failed'), cell: ({ failed }) => number(failed) },
        { id: 'by', title: text('uploads.by'), cell: ({ makerLogin }) => <bdi>{makerLogin}</bdi> },
      ]}
    />
  );
}
