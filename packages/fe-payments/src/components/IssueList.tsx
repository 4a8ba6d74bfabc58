import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { issuePayList } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

/** Numbers and signs the list of a payment point. */
export function IssueList({ id }: { readonly id: string }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const [point, setPoint] = useState('');
  const issuing = usePayments((state) => state.issuePayList);
  const isReady = point.trim().length > 1;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) dispatch(issuePayList.ask({ id, point: point.trim() }));
      }}
    >
      <Typography>{text('payPoint.noList')}</Typography>
      <TextField required label={text('payPoint.point')} maxLength={100} value={point} onChange={setPoint} />
      <Button type="submit" variant="contained" color="primary" disabled={!isReady || issuing.status === 'loading'}>
        {text('payPoint.issue')}
      </Button>
      <Acted of={issuing} actions={issuePayList}>
        {() => null}
      </Acted>
    </form>
  );
}
