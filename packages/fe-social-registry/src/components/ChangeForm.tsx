import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useHistory } from '@openimis/fe-core';
import type { BeginChange, LifeEvent } from '@interlink/contracts/social-registry/change-request';
import type { ApiProblem } from '@interlink/fe-kit/api-problem';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError, useWayBack } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { emptyDraft, mistakesIn, toBody, type ChangeDraft, type PartProps } from '../change-draft.js';
import { changePath } from '../names.js';
import { useSocialRegistry } from '../store/reducer.js';
import { beginChange, loadQuestionnaires } from '../store/requests.js';
import { texts } from '../texts.js';
import { EventFields } from './EventFields.js';
import { EvidenceFields } from './EvidenceFields.js';

const EVENTS: readonly LifeEvent[] = ['move', 'birth', 'death', 'marriage', 'contact', 'account'];
const CHANNELS: readonly BeginChange['channel'][] = ['person', 'partner', 'staff'];

/** A life event of one person; nothing of it is kept in the browser. */
export function ChangeForm({ personId }: { readonly personId: string }) {
  const dispatch = useDispatch();
  const history = useHistory();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const [draft, setDraft] = useState(() => emptyDraft(personId));
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const [isSent, setSent] = useState(false);
  const { status, value, problem } = useSocialRegistry((state) => state.beginChange);
  useWayBack(status);
  useEffect(() => {
    if (isSent && status === 'done' && value) history.push(changePath(value.request.id));
  }, [isSent, status, value, history]);
  const set = (over: Partial<ChangeDraft>) => setDraft({ ...draft, ...over });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const mistakes = mistakesIn(draft);
    setWrong(mistakes);
    if (mistakes.length > 0) return leadToError(form);
    setSent(true);
    dispatch(beginChange.ask({ body: toBody(draft), key: keyOf(draft) }));
  };
  return (
    <details open={personId !== ''}>
      <summary>{text('change.new')}</summary>
      <form ref={form} onSubmit={send} noValidate aria-label={text('change.new')}>
        <Common draft={draft} wrong={wrong} set={set} />
        <EventFields draft={draft} wrong={wrong} set={set} />
        <EvidenceFields draft={draft} wrong={wrong} set={set} />
        <TextField
          multiline
          maxLength={500}
          label={text('change.note')}
          value={draft.note}
          onChange={(note) => set({ note })}
        />
        <Button type="submit" variant="contained" color="primary" disabled={status === 'loading'}>
          {text('change.send')}
        </Button>
      </form>
      {isSent && problem && (
        <ErrorState problem={problem}>
          <Reason details={problem.details} />
          <Other problem={problem} />
        </ErrorState>
      )}
    </details>
  );
}

function Common({ draft, wrong, set }: PartProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <>
      <TextField
        required
        ltr
        label={text('change.person')}
        help={text('change.personHelp')}
        error={wrong.includes('personId') ? text('change.personWrong') : undefined}
        value={draft.personId}
        onChange={(personId) => set({ personId })}
      />
      <div className={layout.grid}>
        <SelectField
          required
          label={text('change.what')}
          value={draft.event}
          choices={EVENTS.map((event) => ({ value: event, label: text(`change.event.${event}`) }))}
          onChange={(event) => set({ event: event as LifeEvent, fields: {} })}
        />
        <TextField
          required
          ltr
          label={text('change.day')}
          help={text('change.dayHelp')}
          error={wrong.includes('happenedOn') ? text('change.dayWrong') : undefined}
          value={draft.happenedOn}
          onChange={(happenedOn) => set({ happenedOn })}
        />
        <SelectField
          required
          label={text('change.channelTitle')}
          value={draft.channel}
          choices={CHANNELS.map((channel) => ({ value: channel, label: text(`change.channel.${channel}`) }))}
          onChange={(channel) => set({ channel: channel as BeginChange['channel'] })}
        />
      </div>
    </>
  );
}

/** The way to the change that is in the way. */
function Other({ problem: { code, details } }: { readonly problem: ApiProblem }) {
  const { text } = useText(texts);
  if (code !== 'social-registry.change-open' || typeof details['id'] !== 'string') return null;
  return <Link to={changePath(details['id'])}>{text('change.openOther')}</Link>;
}

function Reason({ details: { reason, questionnaire } }: Pick<ApiProblem, 'details'>) {
  const { text, has } = useText(texts);
  if (typeof reason !== 'string') return null;
  if (has(`change.reason.${reason}`)) return <Typography>{text(`change.reason.${reason}`)}</Typography>;
  // Of the household's answers: which question, and what would be wrong with it.
  const [question = '', code] = reason.split(':');
  if (!has(`problem.${code}`)) return <Typography>{reason}</Typography>;
  return (
    <Typography>
      <QuestionLabel code={question} of={questionnaire} />: {text(`problem.${code}`)}
    </Typography>
  );
}

/** A question as its questionnaire asks it; by its code while, or where, that is not known. */
function QuestionLabel({ code, of }: { readonly code: string; readonly of: unknown }) {
  const dispatch = useDispatch();
  const { language } = useText(texts);
  const questionnaires = useSocialRegistry((state) => state.questionnaires.value);
  useEffect(() => void dispatch(loadQuestionnaires.ask(undefined)), [dispatch]);
  const sections = questionnaires?.find((one) => one.code === of)?.sections ?? [];
  const question = sections.flatMap(({ questions }) => questions).find((one) => one.code === code);
  return <bdi>{question?.label[language] ?? code}</bdi>;
}
