import { useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { TypedHousehold } from '@interlink/domain/social-registry/intake';
import { MOST_MEMBERS } from '@interlink/domain/social-registry/template';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { leadOn } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, makeStyles } from '@interlink/fe-kit/ui/material';
import { isAlike, mayEdit, newMember, readyToSend, rewritten, withAnswers, type Draft } from '../../drafts/draft.js';
import { keepDraft, sendDraft } from '../../store/drafts.js';
import { texts } from '../../texts.js';
import { AnswersReview } from './AnswersReview.js';
import { Outcome } from './Outcome.js';
import { ProblemSummary } from './ProblemSummary.js';
import { anchorOf, focusQuestion, STEP_ANCHOR } from './question-anchor.js';
import { StepForm } from './StepForm.js';
import { StepList } from './StepList.js';
import { stepOf, stepsOf, type Step } from './steps.js';
import { useProblems } from './useProblems.js';

interface IntakeDeskProps {
  readonly draft: Draft;
  readonly questionnaire: Questionnaire;
}

/** The host's bar stays at the top: what takes the focus comes to stand below it. */
const useStyles = makeStyles({ step: { scrollMarginBlockStart: 96 } });

/** The interview of one household, step by step, and what becomes of it. */
export function IntakeDesk({ draft, questionnaire }: IntakeDeskProps) {
  const { typed } = draft;
  const dispatch = useDispatch();
  const styles = useStyles();
  const steps = stepsOf(questionnaire, typed);
  const [at, setAt] = useState(mayEdit(draft) && draft.state === 'writing' ? (steps[0]?.id ?? 'review') : 'review');
  const [isTried, setTried] = useState(false);
  const [focus, setFocus] = useState<string>();
  useEffect(() => {
    if (focus !== undefined) focusQuestion(focus);
    setFocus(undefined);
  }, [focus]);
  const { own, problems } = useProblems(questionnaire, draft);
  const step = steps.find(({ id }) => id === at) ?? (steps.at(-1) as Step);
  // An answer may come late, as a photograph does: what was answered since then stays.
  const present = useRef(draft);
  present.current = draft;
  const change = (over: Partial<Draft>) =>
    dispatch(keepDraft({ ...rewritten(present.current, over), savedAt: new Date().toISOString() }));
  /** A decision takes its panel away. */
  const decide = (over: Partial<Draft>) => {
    change(over);
    leadOn();
  };
  const send = (over: Partial<Draft> = {}) => {
    setTried(true);
    if (own.length > 0) return;
    const ready = readyToSend({ ...draft, ...over }, questionnaire);
    dispatch(keepDraft(ready));
    // Without a link it waits; it goes out by itself when the link is back.
    if (navigator.onLine) dispatch(sendDraft.ask({ id: draft.id }));
    leadOn();
  };
  const walk = (id: string) => {
    setAt(id);
    setFocus(STEP_ANCHOR);
  };
  const go = (problem: IntakeProblem) => {
    setAt(stepOf(steps, problem)?.id ?? 'review');
    setFocus(anchorOf(problem.question, problem.member));
  };
  return (
    <>
      <StepList steps={steps} current={step.id} draft={draft} questionnaire={questionnaire} onGo={walk} />
      <Outcome draft={draft} questionnaire={questionnaire} onSend={send} onChange={decide} />
      {(isTried || draft.state === 'look') && problems.length > 0 && step.kind === 'review' && (
        <ProblemSummary questionnaire={questionnaire} typed={typed} problems={problems} onGo={go} />
      )}
      <div id={STEP_ANCHOR} tabIndex={-1} className={styles.step}>
        {step.kind === 'review' ? (
          <AnswersReview questionnaire={questionnaire} typed={typed} />
        ) : (
          <StepForm
            key={step.id}
            step={step}
            questionnaire={questionnaire}
            draftId={draft.id}
            typed={typed}
            problems={problems}
            isTried={isTried}
            disabled={!mayEdit(draft)}
            onAnswer={(answers, member) => change({ typed: withAnswers(present.current.typed, answers, member) })}
          />
        )}
      </div>
      <Controls
        draft={draft}
        steps={steps}
        step={step}
        onGo={walk}
        onSend={() => send()}
        onMembers={(members, next) => {
          // What the service said of a member is of their place: when they move up it would be said of another.
          change({
            typed: { ...typed, members },
            ...(members.length < typed.members.length && { problem: undefined }),
          });
          walk(next);
        }}
        questionnaire={questionnaire}
      />
    </>
  );
}

interface ControlsProps extends IntakeDeskProps {
  readonly steps: readonly Step[];
  readonly step: Step;
  readonly onGo: (id: string) => void;
  readonly onSend: () => void;
  readonly onMembers: (members: TypedHousehold['members'], next: string) => void;
}

function Controls({ draft, questionnaire, steps, step, onGo, onSend, onMembers }: ControlsProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { members } = draft.typed;
  const place = steps.indexOf(step);
  const [before, after] = [steps[place - 1], steps[place + 1]];
  const isOpen = mayEdit(draft);
  const add = () => onMembers([...members, newMember(questionnaire, false)], `member-${members.length}`);
  return (
    <div className={layout.row}>
      {before && (
        <Button variant="outlined" onClick={() => onGo(before.id)}>
          {text('intake.back')}
        </Button>
      )}
      {after && (
        <Button variant="contained" color="primary" onClick={() => onGo(after.id)}>
          {text('intake.forward')}
        </Button>
      )}
      {isOpen && step.kind !== 'household' && members.length < MOST_MEMBERS && (
        <Button variant="outlined" onClick={add}>
          {text('intake.addMember')}
        </Button>
      )}
      {isOpen && step.kind === 'member' && step.member > 0 && (
        <TwoStep
          key={step.id}
          label={text('intake.removeMember')}
          sure={text('intake.removeMemberSure')}
          onSure={() =>
            onMembers(
              members.filter((_one, index) => index !== step.member),
              `member-${step.member - 1}`,
            )
          }
        />
      )}
      {isOpen && step.kind === 'review' && !isAlike(draft) && (
        <Button variant="contained" color="primary" onClick={onSend}>
          {text('intake.send')}
        </Button>
      )}
    </div>
  );
}
