import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { DecisionKind } from '@interlink/contracts/payments/decision';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { leadOn } from '@interlink/fe-kit/keyboard';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { DecisionCard } from '../components/DecisionCard.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/ReadAgain.js';
import { leavePage, loadDecisions } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';

/** What one person proposed about payments and another must confirm. */
export function DecisionsPage() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const decisions = usePayments((state) => state.decisions);
  const layout = useLayout();
  const confirmed = useConfirmed();
  const read = () => void dispatch(loadDecisions.ask({}));
  useEffect(() => {
    dispatch(loadDecisions.ask({}));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  // The card with the button that was pressed is gone with what was confirmed.
  useEffect(leadOn, [decisions.value]);
  return (
    <Page title={text('decisions.title')} readAgain={read}>
      <Typography>{text('decisions.help')}</Typography>
      <div role="status">
        {confirmed && (
          <Typography className={layout.notice}>
            {text('decisions.confirmed', { what: text(`decision.${confirmed}`) })}
          </Typography>
        )}
      </div>
      <Loaded of={decisions} onRetry={read}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={text('decisions.empty')} />
          ) : (
            <>
              {items.map((decision) => (
                <DecisionCard key={decision.id} decision={decision} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** The kind of what was confirmed last: once the list is read again it is not there any more. */
function useConfirmed(): DecisionKind | undefined {
  const { asked, status } = usePayments((state) => state.confirm);
  const listed = usePayments((state) => state.decisions).value;
  const [kinds, setKinds] = useState<Readonly<Record<string, DecisionKind>>>({});
  useEffect(() => {
    const more = Object.fromEntries((listed ?? []).map(({ id, kind }) => [id, kind]));
    setKinds((before) => ({ ...before, ...more }));
  }, [listed]);
  return status === 'done' ? kinds[(asked as { readonly id: string }).id] : undefined;
}
