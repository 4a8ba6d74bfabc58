import { useRef, useState, type ChangeEvent } from 'react';
import { useDispatch, useStore } from 'react-redux';
import { Field } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { randomId } from '@interlink/fe-kit/random-id';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIsHere } from '@interlink/fe-kit/useIsHere';
import { mayEdit } from '../../drafts/draft.js';
import { scalePhoto, type PhotoMistake } from '../../photos/scale-photo.js';
import { draftOf, type DraftsHost } from '../../store/drafts.js';
import { dropPhoto, keepPhoto } from '../../store/photos.js';
import { texts } from '../../texts.js';
import { PhotoPreview } from './PhotoPreview.js';

interface PhotoFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly disabled: boolean;
  readonly draftId: string;
  /** The id of the photograph; empty while there is none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A photograph, taken by the camera or chosen from a file; what leaves this field is drawn anew and scaled down. */
export function PhotoField({ label, help, error, disabled, draftId, value, onChange }: PhotoFieldProps) {
  const dispatch = useDispatch();
  const store = useStore<DraftsHost>();
  const layout = useLayout();
  const { text } = useText(texts);
  const [mistake, setMistake] = useState<PhotoMistake>();
  const isHere = useIsHere();
  // Which was chosen last, and which of them stands there: none that was chosen before comes in its place.
  const turn = useRef({ chosen: 0, put: 0 });
  // While a photograph is scaled the interview goes on, also to its next part.
  const present = useRef({ value, onChange });
  present.current = { value, onChange };
  const put = (id: string, own = turn.current.chosen) => {
    turn.current.put = own;
    const before = present.current.value;
    present.current.onChange(id);
    // Once nothing shows it: what is shown and not there is looked for again.
    if (before !== '') dispatch(dropPhoto(before));
  };
  const take = async (file: File) => {
    const own = (turn.current.chosen += 1);
    const scaled = await scalePhoto(file);
    const draft = draftOf(draftId)(store.getState());
    // Somebody logged out meanwhile, or it was sent: nothing is taken any more.
    if (!draft || !mayEdit(draft) || own <= turn.current.put) return;
    if (isHere.current) setMistake('mistake' in scaled ? scaled.mistake : undefined);
    if ('mistake' in scaled) return;
    const id = randomId();
    // Before the draft that names it is kept.
    dispatch(keepPhoto({ id, draftId, bytes: scaled.bytes }));
    put(id, own);
  };
  if (!globalThis.crypto?.subtle) return <Typography>{text('photo.insecure', { label })}</Typography>;
  return (
    <Field label={label} help={help} error={mistake ? text(`photo.mistake.${mistake}`) : error}>
      {(control) => (
        <div role="group" aria-label={label} aria-describedby={control['aria-describedby']}>
          {value !== '' && <PhotoPreview id={value} label={label} />}
          {!disabled && (
            <div className={layout.row}>
              <ChooseButton id={control.id} label={text('photo.take')} of={label} camera onChoose={take} />
              <ChooseButton label={text('photo.file')} of={label} onChoose={take} />
              {value !== '' && (
                <Button variant="outlined" aria-label={`${text('photo.remove')}: ${label}`} onClick={() => put('')}>
                  {text('photo.remove')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}

interface ChooseButtonProps {
  readonly id?: string | undefined;
  readonly label: string;
  readonly of: string;
  readonly camera?: boolean;
  readonly onChoose: (file: File) => Promise<void>;
}

/** The browser's own file control behind a button: with a camera a telephone opens it at once. */
function ChooseButton({ id, label, of, camera = false, onChoose }: ChooseButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) void onChoose(file);
    // The same file may be chosen again.
    event.target.value = '';
  };
  return (
    <>
      <Button id={id} variant="outlined" aria-label={`${label}: ${of}`} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        data-photo={camera ? 'camera' : 'file'}
        {...(camera && { capture: 'environment' as const })}
        onChange={chosen}
      />
    </>
  );
}
