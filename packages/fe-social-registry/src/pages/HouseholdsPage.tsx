import { useState } from 'react';
import { useDispatch } from 'react-redux';
import { useHistory } from '@openimis/fe-core';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { SelectField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { DraftTable } from '../components/intake/DraftTable.js';
import { KeptNotice } from '../components/intake/KeptNotice.js';
import { newDraft } from '../drafts/draft.js';
import { useDrafts } from '../drafts/useDrafts.js';
import { draftPath, RIGHT_UPLOAD } from '../names.js';
import { keepDraft, type DraftsState } from '../store/drafts.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';

/** SR-008: take in a household, and the drafts of this session with how far each is. */
export function HouseholdsPage() {
  const { text } = useText(texts);
  const mayTakeIn = useHostRights().includes(RIGHT_UPLOAD);
  return (
    <Page title={text('intake.title')}>{mayTakeIn ? <Intake /> : <EmptyState title={text('intake.noRight')} />}</Page>
  );
}

function Intake() {
  const dispatch = useDispatch();
  const drafts = useDrafts();
  const questionnaires = useSocialRegistry((state) => state.questionnaires);
  return (
    <>
      <Loaded of={questionnaires} onRetry={() => dispatch(loadQuestionnaires.ask(undefined))}>
        {(all) => <NewHousehold questionnaires={all} />}
      </Loaded>
      <Drafts drafts={drafts} questionnaires={questionnaires.value ?? []} />
    </>
  );
}

function NewHousehold({ questionnaires }: { readonly questionnaires: readonly Questionnaire[] }) {
  const dispatch = useDispatch();
  const history = useHistory();
  const layout = useLayout();
  const { text, language } = useText(texts);
  const [code, setCode] = useState(questionnaires[0]?.code ?? '');
  const questionnaire = questionnaires.find((one) => one.code === code);
  if (!questionnaire) return <EmptyState title={text('uploads.noQuestionnaire')} />;
  const begin = () => {
    const draft = newDraft(questionnaire, new Date());
    dispatch(keepDraft(draft));
    history.push(draftPath(draft.id));
  };
  return (
    <section aria-label={text('intake.new')}>
      <div className={layout.grid}>
        <SelectField
          required
          label={text('upload.questionnaire')}
          value={code}
          choices={questionnaires.map((one) => ({ value: one.code, label: one.title[language] }))}
          onChange={setCode}
        />
      </div>
      <Button variant="contained" color="primary" onClick={begin}>
        {text('intake.new')}
      </Button>
    </section>
  );
}

interface DraftsProps {
  readonly drafts: DraftsState;
  readonly questionnaires: readonly Questionnaire[];
}

function Drafts({ drafts: { isOpen, isKept, byId }, questionnaires }: DraftsProps) {
  const { text } = useText(texts);
  if (!isOpen) return <ProgressLine label={text('loading')} />;
  const items = Object.values(byId).sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1));
  return (
    <>
      <KeptNotice isKept={isKept} />
      {items.length > 0 ? (
        <DraftTable drafts={items} questionnaires={questionnaires} />
      ) : (
        <EmptyState title={text('intake.empty')} />
      )}
    </>
  );
}
