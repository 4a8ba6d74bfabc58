import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE, RIGHT_UPDATE } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { decideChange, takeUpChange } from '../store/requests.js';
import { texts } from '../texts.js';

/** What can be done about a change in its state, by who looks at it. */
export function ChangeActs({ shown }: { readonly shown: ChangeRequest }) {
  const { state } = shown.request;
  if (state === 'waiting') return <Decide shown={shown} />;
  return state === 'sending' || state === 'at-openimis' ? <TakeUp shown={shown} /> : null;
}

const isOf = (id: string) => (asked: { readonly id: string }) => asked.id === id;

function Decide({ shown: { request, effect } }: { readonly shown: ChangeRequest }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const mayDecide = useHostRights().includes(RIGHT_APPROVE);
  const isOwn = useLoginName() === request.makerLogin;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const acting = useSocialRegistry((state) => state.decideChange);
  const deciding = ofSubject(acting, isOf(request.id));
  if (isOwn) return <Typography className={layout.notice}>{text('change.own')}</Typography>;
  if (!mayDecide || !effect) return null;
  const { id } = request;
  const isBusy = acting.status === 'loading';
  const refuse = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') dispatch(decideChange.ask({ id, decision: { reason: reason.trim() } }));
  };
  return (
    <>
      <div className={layout.row}>
        <Button
          variant="contained"
          color="primary"
          disabled={isBusy}
          onClick={() => dispatch(decideChange.ask({ id, decision: { shown: effect.digest } }))}
        >
          {text('change.approve')}
        </Button>
      </div>
      <TextField
        label={text('change.reasonLabel')}
        error={isMissing ? text('change.missing') : undefined}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      <Button variant="outlined" disabled={isBusy} onClick={refuse}>
        {text('change.refuse')}
      </Button>
      <Acted of={deciding} actions={decideChange} />
    </>
  );
}

function TakeUp({ shown: { request } }: { readonly shown: ChangeRequest }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const mayTakeUp = useHostRights().includes(RIGHT_UPDATE);
  const acting = useSocialRegistry((state) => state.takeUpChange);
  const taking = ofSubject(acting, isOf(request.id));
  if (!mayTakeUp) return null;
  return (
    <>
      <div className={layout.row}>
        <Button
          variant="outlined"
          disabled={acting.status === 'loading'}
          onClick={() => dispatch(takeUpChange.ask({ id: request.id }))}
        >
          {text(request.state === 'sending' ? 'change.goOn' : 'change.ask')}
        </Button>
      </div>
      <Acted of={taking} actions={takeUpChange} />
    </>
  );
}
