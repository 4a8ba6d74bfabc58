import { useEffect, useMemo } from 'react';
import { useDispatch } from 'react-redux';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { loadPhoto } from '../../store/photos.js';
import { useSocialRegistry } from '../../store/reducer.js';
import { texts } from '../../texts.js';

const useStyles = makeStyles({
  photo: { display: 'block', maxWidth: '100%', maxHeight: 160, objectFit: 'contain', border: '1px solid #6b6b6b' },
});

/** A photograph of a draft as it will be sent; it comes from the memory of the page, or from where the drafts lie. */
export function PhotoPreview({ id, label }: { readonly id: string; readonly label: string }) {
  const dispatch = useDispatch();
  const styles = useStyles();
  const { text } = useText(texts);
  const bytes = useSocialRegistry((state) => state.photos[id]);
  const isMissing = bytes === undefined;
  useEffect(() => {
    if (isMissing) dispatch(loadPhoto.ask({ id }));
  }, [dispatch, id, isMissing]);
  const address = useMemo(() => (bytes === undefined || bytes === 'gone' ? undefined : addressOf(bytes)), [bytes]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  if (bytes === 'gone') return <Typography role="alert">{text('photo.gone')}</Typography>;
  return address ? <img className={styles.photo} src={address} alt={text('photo.alt', { label })} /> : null;
}

const addressOf = (bytes: ArrayBuffer) => URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
