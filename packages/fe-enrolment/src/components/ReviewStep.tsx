import { useState } from 'react';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { may } from '../journey.js';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';
import { Marks } from './Marks.js';
import { Statement } from './Statement.js';

/** What will be sent to a second person for approval. */
export function ReviewStep({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const [note, setNote] = useState('');
  if (!may(journey, 'submit')) return <Typography>{text('review.notYours')}</Typography>;
  return (
    <>
      <Typography>{text('review.intro')}</Typography>
      <Marks of={journey} />
      <Statement journey={journey} />
      <TextField label={text('field.note')} value={note} onChange={setNote} maxLength={500} multiline />
      <div className={layout.row}>
        <Button
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={() => act('submit', note.trim() === '' ? {} : { note: note.trim() })}
        >
          {text('review.submit')}
        </Button>
      </div>
    </>
  );
}
