import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { HouseholdNow } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { answersOf, differencesOf, typedFrom, type TypedHousehold } from '@interlink/domain/social-registry/intake';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { nameOf, type Draft } from '../../drafts/draft.js';
import { loadHousehold } from '../../store/drafts.js';
import { useSocialRegistry } from '../../store/reducer.js';
import { texts } from '../../texts.js';
import { useAnswerWords } from './AnswersReview.js';

interface TargetPanelProps {
  readonly questionnaire: Questionnaire;
  readonly draft: Draft;
  readonly id: string;
  /** Over the version that was seen just now. */
  readonly onKeep: (version: number) => void;
  readonly onOther: () => void;
}

/** The household that is answered anew: what is kept now and what would be, side by side, before it is sent. */
export function TargetPanel({ questionnaire, draft, id, onKeep, onOther }: TargetPanelProps) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const household = useSocialRegistry((state) => state.household);
  const isStale = draft.problem?.code === 'platform.conflict';
  const load = () => void dispatch(loadHousehold.ask({ id }));
  useEffect(load, [dispatch, id, isStale]);
  const { number } = useFormat();
  return (
    <section className={layout.warning} aria-label={text('intake.target.title')}>
      <h2 className={layout.heading}>{text('intake.target.title')}</h2>
      {isStale && <Typography>{text('intake.target.stale')}</Typography>}
      <Loaded of={household} onRetry={load}>
        {(now) =>
          now.id === id && (
            <>
              <Differences questionnaire={questionnaire} draft={draft} now={now} />
              <Button variant="contained" color="primary" onClick={() => onKeep(now.version)}>
                {text('intake.target.keep', { version: number(now.version) })}
              </Button>
            </>
          )
        }
      </Loaded>
      <Button onClick={onOther}>{text('intake.target.other')}</Button>
    </section>
  );
}

type DifferencesProps = Pick<TargetPanelProps, 'draft' | 'questionnaire'> & { readonly now: HouseholdNow };

function Differences({ questionnaire, draft, now }: DifferencesProps) {
  const { text, language } = useText(texts);
  const words = useAnswerWords();
  const questions = new Map(questionnaire.sections.flatMap((one) => one.questions.map((each) => [each.code, each])));
  const rows = differencesOf(questionnaire, now.answers, answersOf(questionnaire, draft.typed));
  if (rows.length === 0) return <Typography>{text('intake.target.same')}</Typography>;
  const stays = draft.typed.members.length;
  const kept = typedFrom(now.answers);
  const nameIn = (typed: TypedHousehold, member: number) =>
    nameOf(questionnaire, typed, member) ?? text('intake.member', { number: member + 1 });
  const leaving = kept.members.map((_one, member) => nameIn(kept, member)).slice(stays);
  return (
    <>
      {leaving.length > 0 && (
        <Typography>
          {text('intake.target.leaving')} <bdi>{leaving.join(', ')}</bdi>
        </Typography>
      )}
      <Table
        caption={text('intake.target.caption', { count: rows.length })}
        rows={rows}
        keyOf={({ question, member }) => `${member ?? ''}|${question}`}
        columns={[
          {
            id: 'whose',
            title: text('intake.target.whose'),
            cell: ({ member }) =>
              member === undefined ? (
                text('intake.dwelling')
              ) : (
                <bdi>{nameIn(member < stays ? draft.typed : kept, member)}</bdi>
              ),
          },
          {
            id: 'question',
            title: text('intake.target.question'),
            cell: ({ question }) => questions.get(question)?.label[language] ?? question,
          },
          {
            id: 'before',
            title: text('intake.target.before'),
            cell: ({ question, before }) => <bdi>{words(questions.get(question), before)}</bdi>,
          },
          {
            id: 'after',
            title: text('intake.target.after'),
            cell: ({ question, after }) => <bdi>{words(questions.get(question), after)}</bdi>,
          },
        ]}
      />
    </>
  );
}
