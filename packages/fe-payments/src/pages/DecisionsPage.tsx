import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
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
  const read = () => void dispatch(loadDecisions.ask({}));
  useEffect(() => {
    dispatch(loadDecisions.ask({}));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  return (
    <Page title={text('decisions.title')} readAgain={read}>
      <Typography>{text('decisions.help')}</Typography>
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
