import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useHistory } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { UploadForm } from '../components/UploadForm.js';
import { RIGHT_UPLOAD, uploadPath } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { listUploads, loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';
import { TONES } from '../upload.js';

/** Files of households: a new one, and those that were brought. */
export function UploadsPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  useEffect(() => {
    dispatch(loadQuestionnaires.ask(undefined));
    dispatch(listUploads.ask({}));
  }, [dispatch]);
  useWayToSent();
  return (
    <Page title={text('uploads.title')}>
      <NewUpload />
      <Uploads />
    </Page>
  );
}

/** Leads to a file that was sent from this page; coming back later stays here. */
function useWayToSent(): void {
  const history = useHistory();
  const { status, value } = useSocialRegistry((state) => state.send);
  const id = status === 'done' ? value?.id : undefined;
  const before = useRef(id);
  useEffect(() => {
    if (id !== undefined && id !== before.current) history.push(uploadPath(id));
  }, [history, id]);
}

function NewUpload() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayUpload = useHostRights().includes(RIGHT_UPLOAD);
  const { value, problem } = useSocialRegistry((state) => state.questionnaires);
  if (problem) return <ErrorState problem={problem} onRetry={() => dispatch(loadQuestionnaires.ask(undefined))} />;
  if (!value || !mayUpload) return null;
  return value.length > 0 ? (
    <UploadForm questionnaires={value} />
  ) : (
    <EmptyState title={text('uploads.noQuestionnaire')} />
  );
}

function Uploads() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const uploads = useSocialRegistry((state) => state.uploads);
  return (
    <Pages of={uploads} empty={text('uploads.empty')} load={(after) => dispatch(listUploads.ask({ after }))}>
      {(items) => <UploadTable items={items} />}
    </Pages>
  );
}

function UploadTable({ items }: { readonly items: readonly Upload[] }) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  return (
    <Table
      caption={text('uploads.caption', { count: items.length })}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'file',
          title: text('uploads.file'),
          cell: ({ id, fileName }) => <Link to={uploadPath(id)}>{fileName}</Link>,
        },
        {
          id: 'state',
          title: text('uploads.state'),
          cell: ({ state }) => <StatusChip tone={TONES[state]} label={text(`state.${state}`)} />,
        },
        { id: 'households', title: text('uploads.households'), cell: ({ households }) => number(households) },
        { id: 'by', title: text('uploads.by'), cell: ({ makerLogin }) => <bdi>{makerLogin}</bdi> },
        { id: 'at', title: text('uploads.at'), cell: ({ createdAt }) => dateTime(createdAt) },
      ]}
    />
  );
}
