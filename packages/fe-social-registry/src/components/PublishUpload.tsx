import { useState } from 'react';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { PublishButton } from './PublishButton.js';

/** Publishes a loaded file: all of it, or its first households, to see how it goes before the rest follows. */
export function PublishUpload({ uploadId }: { readonly uploadId: string }) {
  const { text } = useText(texts);
  const [most, setMost] = useState('');
  const isRight = most === '' || /^[1-9]\d{0,6}$/.test(most);
  return (
    <>
      <TextField
        ltr
        inputMode="numeric"
        label={text('upload.most')}
        help={text('upload.mostHelp')}
        error={isRight ? undefined : text('upload.mostWrong')}
        value={most}
        onChange={setMost}
      />
      {isRight && (
        <PublishButton label={text('upload.publish')} body={{ uploadId, ...(most !== '' && { most: Number(most) }) }} />
      )}
    </>
  );
}
