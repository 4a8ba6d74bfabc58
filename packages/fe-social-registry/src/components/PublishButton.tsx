import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useHistory } from '@openimis/fe-core';
import type { BeginPublication } from '@interlink/contracts/social-registry/publication';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { useWayBack } from '@interlink/fe-kit/keyboard';
import { Button } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { publicationPath } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { publish } from '../store/requests.js';

/** Begins a publication and shows it. */
export function PublishButton({ label, body }: { readonly label: string; readonly body: BeginPublication }) {
  const dispatch = useDispatch();
  const history = useHistory();
  const keyOf = useIntentKey();
  const [isWanted, setWanted] = useState(false);
  const { status, value, problem } = useSocialRegistry((state) => state.publish);
  useWayBack(status);
  useEffect(() => {
    if (isWanted && status === 'done' && value) history.push(publicationPath(value.id));
  }, [isWanted, status, value, history]);
  const begin = () => {
    setWanted(true);
    dispatch(publish.ask({ body, key: keyOf(['publish', body.uploadId, body.most, value?.id]) }));
  };
  return (
    <>
      <Button variant="contained" color="primary" disabled={status === 'loading'} onClick={begin}>
        {label}
      </Button>
      {isWanted && problem && <ErrorState problem={problem} />}
    </>
  );
}
