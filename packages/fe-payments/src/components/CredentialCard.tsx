import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { CredentialView, JudgeCredential } from '@interlink/contracts/payments/approvers';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Timeline } from '@interlink/fe-kit/components/Timeline';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE } from '../names.js';
import { judgeCredential } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

const TONES: Readonly<Record<CredentialView['state'], Tone>> = {
  active: 'good',
  proposed: 'warn',
  refused: 'bad',
  revoked: 'bad',
};

/** A security key of an approver, and what the others said of it. */
export function CredentialCard({ credential }: { readonly credential: CredentialView }) {
  const layout = useLayout();
  const format = useFormat();
  const { text } = useText(texts);
  const mayJudge = useHostRights().includes(RIGHT_APPROVE);
  const { state, approverLogin, label, events } = credential;
  return (
    <Paper component="section" className={layout.card} aria-label={`${approverLogin} ${label}`} data-credential={state}>
      <Typography component="h2" variant="subtitle1">
        {approverLogin} · {label} <StatusChip tone={TONES[state]} label={text(`credential.${state}`)} />
      </Typography>
      <Facts
        facts={[
          [text('credential.proposedAt'), format.dateTime(credential.proposedAt)],
          [text('credential.origin'), text(credential.inCeremony ? 'credential.byCeremony' : 'credential.byHolders')],
          [text('credential.related'), format.number(credential.relatedCount)],
          [
            text('credential.missing'),
            state === 'proposed' ? format.number(credential.endorsementsMissing) : undefined,
          ],
          [text('credential.earliest'), state === 'proposed' ? format.dateTime(credential.earliestAt) : undefined],
        ]}
      />
      {events.length > 0 && (
        <Timeline
          label={text('credential.said')}
          items={events.map(({ kind, whoLogin, at, reason }) => ({
            id: `${kind} ${whoLogin}`,
            when: format.dateTime(at),
            title: text(`judgement.${kind}`),
            who: whoLogin,
            detail: reason,
          }))}
        />
      )}
      {mayJudge && (state === 'proposed' || state === 'active') && <Judge credential={credential} />}
    </Paper>
  );
}

/** What the one who is signed in may still say; the service decides, this leaves out what it would refuse. */
function useWords({ state, approverLogin, inCeremony, events }: CredentialView) {
  const login = useLoginName();
  const isOfOthers = state === 'proposed' && !inCeremony && approverLogin !== login;
  const words = isOfOthers ? (['endorsed', 'objected'] as const) : (['revoked'] as const);
  return words.filter((word) => !events.some(({ kind, whoLogin }) => kind === word && whoLogin === login));
}

function Judge({ credential }: { readonly credential: CredentialView }) {
  const { credentialId, approverLogin } = credential;
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const [reason, setReason] = useState('');
  const words = useWords(credential);
  const { status, asked } = usePayments((slices) => slices.judge);
  const isSaid = status === 'done' && (asked as JudgeCredential).credentialId === credentialId;
  useEffect(() => {
    // Said of one judgement, it is the reason of no other.
    if (isSaid) setReason('');
  }, [isSaid]);
  const judge = (judgement: 'endorsed' | 'objected' | 'revoked') =>
    dispatch(judgeCredential.ask({ credentialId, judgement, ...(reason.trim() !== '' && { reason: reason.trim() }) }));
  if (words.length === 0) return null;
  return (
    <>
      <TextField label={text('judge.reason')} maxLength={300} value={reason} onChange={setReason} />
      <div className={layout.row}>
        {words.map((word) => (
          <Button
            key={word}
            variant="outlined"
            disabled={status === 'loading'}
            aria-label={`${text(`judge.${word}`)}: ${approverLogin}`}
            onClick={() => judge(word)}
          >
            {text(`judge.${word}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
