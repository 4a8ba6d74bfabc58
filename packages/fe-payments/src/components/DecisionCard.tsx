import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { DecisionView } from '@interlink/contracts/payments/reads';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights, useLoginName } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { batchPath, RIGHT_APPROVE } from '../names.js';
import { confirmDecision } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';
import { shortId } from './BatchTable.js';
import { LineTable } from './LineTable.js';

/** What one person proposed, for another to confirm. */
export function DecisionCard({ decision }: { readonly decision: DecisionView }) {
  const layout = useLayout();
  const format = useFormat();
  const { text, has } = useText(texts);
  const { kind, details, batchId, proposerLogin, proposedAt, lines } = decision;
  const { note, recallReason: reason } = details;
  const title = text(`decision.${kind}`);
  const thing = thingOf(decision);
  return (
    <Paper component="section" className={layout.card} aria-label={`${title} ${proposerLogin}`} data-decision={kind}>
      <Typography component="h2" variant="subtitle1">
        {title}
      </Typography>
      <Facts
        facts={[
          [text('propose.note'), typeof note === 'string' ? note : undefined],
          [text('decisions.proposedBy'), `${proposerLogin} · ${format.dateTime(proposedAt)}`],
          [
            text('line.batch'),
            batchId === undefined ? undefined : <Link to={batchPath(batchId)}>{shortId(batchId)}</Link>,
          ],
          [text('recall.reason'), isRecallReason(reason, has) ? text(`recall.reason.${reason}`) : undefined],
          [text('decisions.about'), thing && <bdi dir="ltr">{thing}</bdi>],
        ]}
      />
      {lines.length > 0 && (
        <LineTable isToRead caption={text('lines.caption', { count: lines.length })} items={lines} />
      )}
      <Confirm decision={decision} />
    </Paper>
  );
}

/** What neither a batch nor payments tell, by the name that people compare it by. */
function thingOf({ kind, target }: DecisionView): string | undefined {
  if (kind === 'close-suspense' || kind === 'match-suspense') return target.slice(target.indexOf('/') + 1);
  return kind === 'release-adopted' || kind === 'release-fence' ? target : undefined;
}

const isRecallReason = (reason: unknown, has: (key: string) => boolean): reason is string =>
  typeof reason === 'string' && has(`recall.reason.${reason}`);

function Confirm({ decision: { id, kind, proposerLogin } }: { readonly decision: DecisionView }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const mayConfirm = useHostRights().includes(RIGHT_APPROVE);
  const isOwn = useLoginName() === proposerLogin;
  const confirming = usePayments((state) => state.confirm);
  const isThis = (confirming.asked as { readonly id: string } | undefined)?.id === id;
  if (isOwn || !mayConfirm) return <Typography>{text(isOwn ? 'decisions.own' : 'decisions.others')}</Typography>;
  return (
    <>
      <Button
        variant="contained"
        color="primary"
        disabled={confirming.status === 'loading'}
        aria-label={`${text('decisions.confirm')}: ${text(`decision.${kind}`)}, ${proposerLogin}`}
        onClick={() => dispatch(confirmDecision.ask({ id, key: keyOf(['confirm', id]) }))}
      >
        {text('decisions.confirm')}
      </Button>
      {isThis && (
        <Acted of={confirming} actions={confirmDecision}>
          {() => null}
        </Acted>
      )}
    </>
  );
}
