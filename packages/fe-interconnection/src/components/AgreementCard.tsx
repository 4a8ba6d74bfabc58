import { useEffect } from 'react';
import type { Agreement, AgreementAction } from '@interlink/contracts/interconnection/agreement';
import { agreementActions } from '@interlink/domain/interconnection/agreement-state';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useFormat } from '@interlink/fe-kit/format';
import { leadOn } from '@interlink/fe-kit/keyboard';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { RIGHT_APPROVE } from '../names.js';
import { Code } from './Code.js';
import { SecondPerson } from './Proposed.js';
import { AGREEMENT_TONES, useWords } from './words.js';

interface AgreementCardProps {
  readonly agreement: Agreement;
  readonly isBusy: boolean;
  readonly onAct: (action: AgreementAction) => void;
}

/** One agreement with all that it permits, and its next steps. */
export function AgreementCard({ agreement, isBusy, onAct }: AgreementCardProps) {
  const layout = useLayout();
  const { text, word } = useWords();
  const mayApprove = useHostRights().includes(RIGHT_APPROVE);
  const login = useLoginName();
  const { status, purpose, mode, madeBy } = agreement;
  // What was pressed is gone with the state that it led out of.
  useEffect(() => leadOn, [status]);
  const isHeldUp = status === 'draft' && madeBy === login;
  // The service decides; this only leaves out what it would refuse.
  const actions = agreementActions(agreement, login);
  return (
    <Paper variant="outlined" className={layout.card}>
      <div className={layout.row}>
        <Typography component="h2" variant="h6">
          <bdi>{purpose}</bdi>
        </Typography>
        <StatusChip tone={AGREEMENT_TONES[status]} label={word('agreementStatus', status)} />
      </div>
      <Terms agreement={agreement} />
      {isHeldUp && <SecondPerson />}
      <div className={layout.row}>
        {mayApprove &&
          actions.map((action) => (
            <TwoStep
              key={action}
              label={text(`action.${action}`)}
              sure={text(`actionSure.${action}`)}
              of={`${purpose} · ${word('mode', mode)}`}
              disabled={isBusy}
              onSure={() => onAct(action)}
            />
          ))}
      </div>
    </Paper>
  );
}

function Terms({ agreement }: { readonly agreement: Agreement }) {
  const format = useFormat();
  const { text, word } = useWords();
  const { id, direction, mode, recordTypes, elements, legalBasis, consentRequired, exactCounts } = agreement;
  const { validFrom, validUntil, dailyRecords, retentionDays, breachContact } = agreement;
  const { madeBy, madeAt, approvedBy, approvedAt } = agreement;
  return (
    <Facts
      facts={[
        [text('agreement.id'), <Code key="id">{id}</Code>],
        [text('agreement.direction'), `${word('direction', direction)} · ${word('mode', mode)}`],
        [text('agreement.recordTypes'), recordTypes.length > 0 ? recordTypes.join(', ') : text('agreement.anyType')],
        [text('agreement.elements'), <Code key="elements">{elements.join(', ')}</Code>],
        [text('agreement.legalBasis'), legalBasis],
        [text('agreement.consent'), text(consentRequired ? 'agreement.consentNeeded' : 'agreement.consentNotNeeded')],
        [text('agreement.valid'), `${format.date(validFrom)} – ${format.date(validUntil)}`],
        [text('agreement.dailyRecords'), dailyRecords === undefined ? undefined : format.number(dailyRecords, 0)],
        [text('agreement.counts'), text(exactCounts ? 'agreement.countsExact' : 'agreement.countsRounded')],
        [text('agreement.retentionDays'), format.number(retentionDays, 0)],
        [text('agreement.breachContact'), breachContact],
        [text('agreement.made'), `${format.dateTime(madeAt)} · ${madeBy}`],
        [text('agreement.approved'), approvedAt && `${format.dateTime(approvedAt)} · ${approvedBy ?? ''}`],
      ]}
    />
  );
}
