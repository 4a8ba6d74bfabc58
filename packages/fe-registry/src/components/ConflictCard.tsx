import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { Conflict, ResolveConflict } from '@interlink/contracts/registry/conflict';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useFormat } from '@interlink/fe-kit/format';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { personPath, RIGHT_DECIDE } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { resolveConflict } from '../store/requests.js';
import { texts } from '../texts.js';
import { showValue } from './FactList.js';
import { useLayout } from './layout.js';
import { ReasonedAct } from './ReasonedAct.js';
import { useSourceName, type NameOfSource } from './SourceName.js';

interface ConflictCardProps {
  readonly conflict: Conflict;
  readonly purpose: Purpose;
  /** Whose page it is on, if it is on one. */
  readonly pageOf: string | undefined;
}

/** One matter to decide: what it is, what each side says, and what may be decided. */
export function ConflictCard({ conflict, purpose, pageOf }: ConflictCardProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { date, number } = useFormat();
  const { kind, score, openedAt, state } = conflict;
  const Heading = pageOf === undefined ? 'h2' : 'h3';
  const mayDecide = useHostRights().includes(RIGHT_DECIDE) && state === 'open';
  return (
    <Paper component="section" className={layout.card} aria-label={titleOf(conflict, text)} data-conflict={kind}>
      <Heading className={layout.heading}>{titleOf(conflict, text)}</Heading>
      <Typography>
        {text(`conflict.help.${kind}`)} {score !== undefined && text('conflict.score', { score: number(score, 2) })}{' '}
        {text('conflict.opened', { day: date(openedAt) })}
      </Typography>
      <People conflict={conflict} pageOf={pageOf} />
      <Sides conflict={conflict} />
      {state === 'resolved' && <Resolved conflict={conflict} />}
      {mayDecide && <Decide conflict={conflict} purpose={purpose} />}
    </Paper>
  );
}

/** Whom it is about, apart from the one whose page it is on. */
function People({ conflict, pageOf }: Pick<ConflictCardProps, 'conflict' | 'pageOf'>) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { personId, personName, otherPersonId, otherPersonName } = conflict;
  const people = [
    { id: personId, name: personName, unnamed: 'conflict.person' },
    { id: otherPersonId, name: otherPersonName, unnamed: 'conflict.otherPerson' },
  ];
  return (
    <div className={layout.row}>
      {people.map(({ id, name, unnamed }) =>
        id === undefined || id === pageOf ? null : (
          <Link key={id} to={personPath(id)}>
            <bdi>{name ?? text(unnamed)}</bdi>
          </Link>
        ),
      )}
    </div>
  );
}

type Words = ReturnType<typeof useText>['text'];

function titleOf({ kind, field, programmes, programmeNames = programmes }: Conflict, text: Words): string {
  if (kind === 'field') return text('conflict.title.field', { field: text(`field.${field ?? 'other'}`) });
  if (kind === 'overlap' && programmes.length > 0) {
    const shown = programmes.length > 1 ? programmeNames : [...programmeNames, text('conflict.otherProgramme')];
    return text('conflict.title.overlap', { programmes: shown.join(' + ') });
  }
  return text(`conflict.title.${kind === 'overlap' ? 'overlapHidden' : kind}`);
}

/** What each side is called: its source, and the how many-th of it where one source has several records. */
export function sideNames(sides: Conflict['sides'], nameOf: NameOfSource): readonly string[] {
  return sides.map(({ source }, at) => {
    const name = nameOf(source);
    const own = sides.filter((one) => one.source === source);
    return own.length > 1 ? `${name} (${own.indexOf(sides[at] as Conflict['sides'][number]) + 1})` : name;
  });
}

function Sides({ conflict: { field = '', sides } }: { readonly conflict: Conflict }) {
  const layout = useLayout();
  const reader = useText(texts);
  const format = useFormat();
  const names = sideNames(sides, useSourceName());
  if (sides.length === 0) return null;
  return (
    <dl className={layout.facts}>
      {sides.map(({ recordId, value, recordedAt }, at) => (
        <div key={recordId}>
          <dt>
            <bdi>{names[at]}</bdi>, {format.dateTime(recordedAt)}
          </dt>
          <dd>
            {value === undefined
              ? reader.text('conflict.hidden')
              : showValue(field, { [field]: value } as PersonView['data'], reader, format)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Who decided it, when and why. */
export function Resolved({
  conflict: { resolution = '', resolvedBy, note, resolvedAt },
}: {
  readonly conflict: Conflict;
}) {
  const { text, has } = useText(texts);
  const { dateTime } = useFormat();
  return (
    <Typography>
      <StatusChip tone="good" label={has(`resolution.${resolution}`) ? text(`resolution.${resolution}`) : resolution} />{' '}
      {resolvedBy !== undefined && <bdi>{resolvedBy}</bdi>} {resolvedAt !== undefined && dateTime(resolvedAt)}{' '}
      {note !== undefined && <bdi>{note}</bdi>}
    </Typography>
  );
}

/** What may be decided, by kind; a value is chosen by the source that states it. */
function actsOf({ kind, sides }: Conflict, text: Words, nameOf: NameOfSource): { id: string; label: string }[] {
  if (kind === 'overlap') return [{ id: 'accept', label: text('decide.accept') }];
  if (kind === 'probable-match') return ['link', 'apart'].map((id) => ({ id, label: text(`decide.${id}`) }));
  const names = sideNames(sides, nameOf);
  return sides.map(({ recordId }, at) => ({
    id: `choose ${recordId}`,
    label: text('decide.choose', { source: names[at] ?? '' }),
  }));
}

function Decide({ conflict, purpose }: { readonly conflict: Conflict; readonly purpose: Purpose }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const sourceOf = useSourceName();
  const keyOf = useIntentKey();
  const { status } = useRegistry((all) => all.resolve);
  const { id, version } = conflict;
  const decide = (act: string, note: string) => {
    const [decision, recordId] = act.split(' ') as [ResolveConflict['decision'], string | undefined];
    const resolution = { decision, note, ...(recordId !== undefined && { recordId }) };
    dispatch(resolveConflict.ask({ id, version, purpose, resolution, key: keyOf([id, version, resolution]) }));
  };
  return (
    <ReasonedAct
      label={text('decide.title', { conflict: titleOf(conflict, text) })}
      acts={actsOf(conflict, text, sourceOf)}
      isBusy={status === 'loading'}
      onAct={decide}
    />
  );
}
