import { useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { ChangeEffect, ChangeRequest } from '@interlink/contracts/social-registry/change-request';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { oneLine } from '@interlink/fe-kit/one-line';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE, RIGHT_UPDATE } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { decideChange, loadChange, takeUpChange, wasDoneOn } from '../store/requests.js';
import { texts } from '../texts.js';
import { EffectDiffers } from './EffectDiffers.js';

/** What can be done about a change in its state, by who looks at it. */
export function ChangeActs({ shown }: { readonly shown: ChangeRequest }) {
  const { state } = shown.request;
  if (state === 'waiting') return <Decide shown={shown} />;
  return state === 'sending' || state === 'at-openimis' ? <TakeUp shown={shown} /> : null;
}

function Decide({ shown: { request, effect } }: { readonly shown: ChangeRequest }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const mayDecide = useHostRights().includes(RIGHT_APPROVE);
  const isOwn = useLoginName() === request.makerLogin;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const [saw, setSaw] = useState<ChangeEffect>();
  const acting = useSocialRegistry((state) => state.decideChange);
  if (isOwn) return <Typography className={layout.notice}>{text('change.own')}</Typography>;
  if (!mayDecide || !effect) return null;
  const { id } = request;
  const { digest: seen } = effect;
  const isBusy = acting.status === 'loading';
  const approve = () => {
    setSaw(effect);
    dispatch(decideChange.ask({ id, seen, decision: { shown: seen } }));
  };
  const refuse = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return leadToError(place);
    dispatch(decideChange.ask({ id, seen, decision: { reason: oneLine(reason) } }));
  };
  return (
    <div ref={place}>
      {saw && saw.digest !== seen && <EffectDiffers saw={saw} now={effect} />}
      <div className={layout.row}>
        <Button variant="contained" color="primary" disabled={isBusy} onClick={approve}>
          {text('change.approve')}
        </Button>
      </div>
      <TextField
        unmarked
        label={text('change.reasonLabel')}
        help={text('change.reasonHelp')}
        error={isMissing ? text('change.missing') : undefined}
        maxLength={500}
        value={reason}
        onChange={setReason}
      />
      <Button variant="outlined" disabled={isBusy} onClick={refuse}>
        {text('change.refuse')}
      </Button>
      <Acted
        of={ofSubject(acting, wasDoneOn(id, seen))}
        actions={decideChange}
        onReadAgain={() => dispatch(loadChange.ask({ id }))}
      />
    </div>
  );
}

function TakeUp({ shown: { request } }: { readonly shown: ChangeRequest }) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const mayTakeUp = useHostRights().includes(RIGHT_UPDATE);
  const acting = useSocialRegistry((state) => state.takeUpChange);
  const { id, state: seen } = request;
  if (!mayTakeUp) return null;
  return (
    <>
      <div className={layout.row}>
        <Button
          variant="outlined"
          disabled={acting.status === 'loading'}
          onClick={() => dispatch(takeUpChange.ask({ id, seen }))}
        >
          {text(seen === 'sending' ? 'change.goOn' : 'change.ask')}
        </Button>
      </div>
      <Acted
        of={ofSubject(acting, wasDoneOn(id, seen))}
        actions={takeUpChange}
        onReadAgain={() => dispatch(loadChange.ask({ id }))}
      />
    </>
  );
}
