import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useHostRights } from '@interlink/fe-kit/rights';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { Numbers } from '../components/Numbers.js';
import { Progress } from '../components/Progress.js';
import { PublishUpload } from '../components/PublishUpload.js';
import { UploadResult } from '../components/UploadResult.js';
import { RIGHT_UPLOAD, ROUTE_UPLOADS } from '../names.js';
import { isMoving } from '../sagas/follow.js';
import { useSocialRegistry } from '../store/reducer.js';
import { actOnUpload, follow, unfollow, wasDoneOn } from '../store/requests.js';
import { texts } from '../texts.js';
import { TONES } from '../upload.js';

/** One file: how far it is, what is wrong with it, and whether to load it. */
export function UploadPage() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const { value: upload, problem } = ofSubject(
    useSocialRegistry((state) => state.upload),
    withId(id),
  );
  const moves = upload ? isMoving(upload) : true;
  useEffect(() => {
    dispatch(follow('upload', id));
    return () => void dispatch(unfollow());
  }, [dispatch, id, moves]);
  const isShown = upload?.id === id;
  return (
    <Page
      title={isShown ? upload.fileName : text('uploads.title')}
      actions={<Link to={`/${ROUTE_UPLOADS}`}>{text('upload.all')}</Link>}
    >
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(follow('upload', id))} />}
      {!isShown && !problem && <ProgressLine label={text('loading')} />}
      {isShown && <Shown upload={upload} />}
    </Page>
  );
}

function Shown({ upload }: { readonly upload: Upload }) {
  const { text } = useText(texts);
  const { state, progress, households, members, householdsWithProblems, created, changed, unchanged } = upload;
  return (
    <>
      <div role="status">
        <StatusChip tone={TONES[state]} label={text(`state.${state}`)} />
        <Typography>{text(`next.${state}`)}</Typography>
      </div>
      {upload.refusal && <Refusal upload={upload} />}
      {isMoving(upload) && <Progress label={text(`state.${state}`)} done={progress.done} of={progress.of} />}
      <Numbers
        items={[
          [text('uploads.households'), households],
          [text('uploads.members'), members],
          [text('uploads.withProblems'), householdsWithProblems],
          ...(state === 'loading' || state === 'loaded'
            ? ([
                [text('uploads.created'), created],
                [text('uploads.changed'), changed],
                [text('uploads.unchanged'), unchanged],
              ] as const)
            : []),
        ]}
      />
      <Acts upload={upload} />
      <UploadResult upload={upload} />
    </>
  );
}

function Refusal({ upload: { refusal, refusalDetails = [] } }: { readonly upload: Upload }) {
  const { text, has } = useText(texts);
  /** Of a column: what is wrong with it, and its name. */
  const words = (detail: string) => {
    const [, what = '', column = ''] = /^(\S+) (.+)$/.exec(detail) ?? [];
    return has(`refusal.column.${what}`) ? text(`refusal.column.${what}`, { column }) : detail;
  };
  return (
    <div role="alert">
      <Typography>{text(`refusal.${refusal ?? ''}`)}</Typography>
      {refusalDetails.length > 0 && (
        <ul>
          {refusalDetails.map((detail) => (
            <li key={detail}>
              <bdi>{words(detail)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Acts({ upload: { id, state } }: { readonly upload: Upload }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const mayUpload = useHostRights().includes(RIGHT_UPLOAD);
  const acting = useSocialRegistry((all) => all.act);
  if (!mayUpload) return null;
  const isBusy = acting.status === 'loading';
  return (
    <div className={layout.row}>
      {state === 'checked' && (
        <Button
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={() => dispatch(actOnUpload.ask({ id, seen: state, act: 'load' }))}
        >
          {text('upload.load')}
        </Button>
      )}
      {state === 'loaded' && <PublishUpload uploadId={id} />}
      {['checked', 'receiving', 'refused'].includes(state) && (
        <Button
          variant="outlined"
          disabled={isBusy}
          onClick={() => dispatch(actOnUpload.ask({ id, seen: state, act: 'cancel' }))}
        >
          {text('upload.cancel')}
        </Button>
      )}
      <Acted
        of={ofSubject(acting, wasDoneOn(id, state))}
        actions={actOnUpload}
        onReadAgain={() => dispatch(follow('upload', id))}
      />
    </div>
  );
}
