import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import type { Draft } from '../../drafts/draft.js';
import { registeredPath } from '../../names.js';
import { sendDraft } from '../../store/drafts.js';
import { texts } from '../../texts.js';

/** A household that is with the service: the way to it, and the photographs that are still on this computer. */
export function KeptPanel({ draft }: { readonly draft: Draft }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const { id, problem, photos = [], result, unsent = 0 } = draft;
  return (
    <>
      {photos.length > 0 && <Typography>{text('photo.left', { count: photos.length })}</Typography>}
      {unsent > 0 && (
        <div className={layout.warning}>
          <Typography>{text('photo.unsent', { count: unsent })}</Typography>
        </div>
      )}
      {problem && <ErrorState problem={problem} />}
      {draft.state === 'photos' && (
        <Button variant="outlined" onClick={() => dispatch(sendDraft.ask({ id }))}>
          {text('intake.again')}
        </Button>
      )}
      {result && (
        <Typography>
          <Link to={registeredPath(result.id)}>{text('registered.see')}</Link>
        </Typography>
      )}
    </>
  );
}
