import { useDispatch } from 'react-redux';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { isAlike, isUnderway, type Draft } from '../../drafts/draft.js';
import { checkDraft, sendDraft } from '../../store/drafts.js';
import { useSocialRegistry } from '../../store/reducer.js';
import { loadQuestionnaires } from '../../store/requests.js';
import { texts } from '../../texts.js';
import { AlikePanel } from './AlikePanel.js';
import { TargetPanel } from './TargetPanel.js';

interface OutcomeProps {
  readonly draft: Draft;
  readonly questionnaire: Questionnaire;
  readonly onSend: (over: Partial<Draft>) => void;
  readonly onChange: (over: Partial<Draft>) => void;
}

/** What the service said, and what a person can do about it. */
export function Outcome(props: OutcomeProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { draft } = props;
  if (draft.state === 'sending') return <ProgressLine label={text('intake.state.sending')} />;
  if (isUnderway(draft)) {
    return (
      <>
        {draft.problem && <ErrorState problem={draft.problem} />}
        <Button variant="outlined" onClick={() => dispatch(sendDraft.ask({ id: draft.id }))}>
          {text('intake.again')}
        </Button>
      </>
    );
  }
  return <Refused {...props} />;
}

function Refused({ draft, questionnaire, onSend, onChange }: OutcomeProps) {
  const { problem, target } = draft;
  if (isAlike(draft)) {
    return <WhoIsAlike draft={draft} questionnaire={questionnaire} onSend={onSend} onChange={onChange} />;
  }
  return (
    <>
      {target && (
        <TargetPanel
          questionnaire={questionnaire}
          draft={draft}
          id={target.id}
          onKeep={(version) => onSend({ target: { ...target, version } })}
          onOther={() => onChange({ target: undefined, problem: undefined })}
        />
      )}
      {problem?.code === 'social-registry.questionnaire-outdated' ? (
        <Outdated draft={draft} />
      ) : (
        problem && problem.code !== 'platform.conflict' && <ErrorState problem={problem} />
      )}
    </>
  );
}

function WhoIsAlike({ draft, questionnaire, onSend, onChange }: OutcomeProps) {
  const dispatch = useDispatch();
  const check = useSocialRegistry((state) => state.draftCheck);
  const isOwn = (check.asked as { readonly id?: string } | undefined)?.id === draft.id;
  const again = () => void dispatch(checkDraft.ask({ id: draft.id }));
  return (
    <>
      {!isOwn && draft.problem && <ErrorState problem={draft.problem} onRetry={again} />}
      {isOwn && (
        <Loaded of={check} onRetry={again}>
          {(found) => (
            <AlikePanel
              questionnaire={questionnaire}
              draft={draft}
              check={found}
              onSame={(target) => onChange({ target, another: undefined, problem: undefined })}
              onAnother={(another) => onSend({ another })}
            />
          )}
        </Loaded>
      )}
    </>
  );
}

/** The new version is fetched; what it asks beyond the old one is answered before it is sent. */
function Outdated({ draft }: { readonly draft: Draft }) {
  const dispatch = useDispatch();
  if (!draft.problem) return null;
  return <ErrorState problem={draft.problem} onRetry={() => dispatch(loadQuestionnaires.ask(undefined))} />;
}
