import { useRef, useState } from 'react';
import type { Decide } from '@interlink/contracts/enrolment/commands';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { may } from '../journey.js';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';
import { Statement } from './Statement.js';

/** Approves or rejects the statement as it stands on this page: the service refuses if it changed since. */
export function DecisionForm({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const [reason, setReason] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const [wasTried, setTried] = useState(false);
  const statementHash = journey.approvalStatement?.hash ?? '';
  const decide = (decision: Decide['decision']) => {
    if (decision === 'reject' && reason.trim() === '') {
      setTried(true);
      return leadToError(place);
    }
    act('decision', { decision, statementHash, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
  };
  return (
    <div ref={place}>
      {journey.assurance === 'witnessed' && (
        <Typography className={layout.warning}>{text('approve.witnessed')}</Typography>
      )}
      {journey.provisional && <Typography className={layout.warning}>{text('approve.provisional')}</Typography>}
      <SectionTitle>{text('approve.statement')}</SectionTitle>
      <Statement journey={journey} />
      <TextField
        label={text('approve.reason')}
        help={text('approve.reasonHelp')}
        multiline
        maxLength={500}
        value={reason}
        error={wasTried && reason.trim() === '' ? text('approve.reasonMissing') : undefined}
        onChange={setReason}
      />
      <div className={layout.row}>
        {may(journey, 'approve') && (
          <Button variant="contained" color="primary" disabled={isBusy} onClick={() => decide('approve')}>
            {text('approve.approve')}
          </Button>
        )}
        <Button variant="outlined" disabled={isBusy} onClick={() => decide('reject')}>
          {text('approve.reject')}
        </Button>
      </div>
    </div>
  );
}
