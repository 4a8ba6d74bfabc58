import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { DRAFT_TONES } from '../components/intake/draft-tones.js';
import { IntakeDesk } from '../components/intake/IntakeDesk.js';
import { KeptNotice } from '../components/intake/KeptNotice.js';
import { KeptPanel } from '../components/intake/KeptPanel.js';
import { useDrafts } from '../drafts/useDrafts.js';
import { RIGHT_UPLOAD, ROUTE_HOUSEHOLDS } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';

/** SR-008: one household, from the first question to the registry. */
export function HouseholdPage() {
  const { text } = useText(texts);
  const mayTakeIn = useHostRights().includes(RIGHT_UPLOAD);
  return (
    <Page title={text('intake.one')} actions={<Link to={`/${ROUTE_HOUSEHOLDS}`}>{text('intake.all')}</Link>}>
      {mayTakeIn ? <OneDraft /> : <EmptyState title={text('intake.noRight')} />}
    </Page>
  );
}

function OneDraft() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const { isOpen, isKept, byId } = useDrafts();
  const questionnaires = useSocialRegistry((state) => state.questionnaires);
  const draft = byId[id];
  if (!isOpen) return <ProgressLine label={text('loading')} />;
  if (!draft) return <EmptyState title={text('intake.gone')} />;
  return (
    <>
      <StatusChip tone={DRAFT_TONES[draft.state]} label={text(`intake.state.${draft.state}`)} />
      <div role="status">
        <Typography>{text(`intake.next.${draft.state}`)}</Typography>
      </div>
      {(draft.state === 'sent' || draft.state === 'photos') && <KeptPanel draft={draft} />}
      {draft.state === 'photos' && <KeptNotice isKept={isKept} />}
      {draft.state !== 'sent' && draft.state !== 'photos' && (
        <>
          <KeptNotice isKept={isKept} />
          <Loaded of={questionnaires} onRetry={() => dispatch(loadQuestionnaires.ask(undefined))}>
            {(all) => {
              const questionnaire = all.find(({ code }) => code === draft.questionnaire);
              if (!questionnaire) return <EmptyState title={text('intake.questionnaireGone')} />;
              return <IntakeDesk key={id} draft={draft} questionnaire={questionnaire} />;
            }}
          </Loaded>
        </>
      )}
    </>
  );
}
