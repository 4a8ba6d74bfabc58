import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useParams } from '@openimis/fe-core';
import type { HouseholdNow } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { typedFrom } from '@interlink/domain/social-registry/intake';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { Page } from '@interlink/fe-kit/components/Page';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { AnswersReview } from '../components/intake/AnswersReview.js';
import { RegisteredPhotos } from '../components/intake/RegisteredPhotos.js';
import { RIGHT_UPLOAD, ROUTE_HOUSEHOLDS } from '../names.js';
import { loadHousehold } from '../store/drafts.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';

/** SR-008: a household as it is kept: its newest answers, its photographs, and which of them are still to come. */
export function RegisteredPage() {
  const { text } = useText(texts);
  const maySee = useHostRights().includes(RIGHT_UPLOAD);
  return (
    <Page title={text('registered.title')} actions={<Link to={`/${ROUTE_HOUSEHOLDS}`}>{text('intake.all')}</Link>}>
      {maySee ? <One /> : <EmptyState title={text('intake.noRight')} />}
    </Page>
  );
}

function One() {
  const dispatch = useDispatch();
  const { id = '' } = useParams<{ id: string }>();
  const household = useSocialRegistry((state) => state.household);
  const load = () => void dispatch(loadHousehold.ask({ id }));
  useEffect(load, [dispatch, id]);
  useEffect(() => void dispatch(loadQuestionnaires.ask(undefined)), [dispatch]);
  return (
    <Loaded of={household} onRetry={load}>
      {(now) => now.id === id && <Shown now={now} />}
    </Loaded>
  );
}

function Shown({ now }: { readonly now: HouseholdNow }) {
  const { text } = useText(texts);
  const { dateTime, number } = useFormat();
  const dispatch = useDispatch();
  const questionnaires = useSocialRegistry((state) => state.questionnaires);
  return (
    <>
      <Typography>
        {text('registered.version', { version: number(now.version), at: dateTime(now.updatedAt) })}
      </Typography>
      <Loaded of={questionnaires} onRetry={() => dispatch(loadQuestionnaires.ask(undefined))}>
        {(all) => <Answers now={now} questionnaire={all.find(({ code }) => code === now.questionnaire)} />}
      </Loaded>
    </>
  );
}

interface AnswersProps {
  readonly now: HouseholdNow;
  readonly questionnaire: Questionnaire | undefined;
}

function Answers({ now, questionnaire }: AnswersProps) {
  const { text } = useText(texts);
  if (!questionnaire) return <EmptyState title={text('registered.questionnaireGone')} />;
  return (
    <>
      <RegisteredPhotos household={now} questionnaire={questionnaire} />
      <AnswersReview questionnaire={questionnaire} typed={typedFrom(now.answers)} />
    </>
  );
}
