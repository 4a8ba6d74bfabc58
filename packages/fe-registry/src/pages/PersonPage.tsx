import { useCallback, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useLocation, useModulesManager, useParams } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { fullName } from '@interlink/domain/registry/full-name';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { localDay } from '@interlink/fe-kit/local-day';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import type { When } from '../api.js';
import { Accesses } from '../components/Accesses.js';
import { AskSystems } from '../components/AskSystems.js';
import { AsOfForm } from '../components/AsOfForm.js';
import { Conflicts } from '../components/Conflicts.js';
import { FactList } from '../components/FactList.js';
import { Happenings } from '../components/Happenings.js';
import { useLayout } from '../components/layout.js';
import { MergeForm } from '../components/MergeForm.js';
import { MoneyTables } from '../components/MoneyTables.js';
import { Programmes } from '../components/Programmes.js';
import { Privacy } from '../components/Privacy.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { Records } from '../components/Records.js';
import { Section } from '../components/Section.js';
import { SourceName } from '../components/SourceName.js';
import {
  householdPath,
  REF_CHANGES,
  RIGHT_AUDIT,
  RIGHT_CHANGE,
  RIGHT_ERASE,
  RIGHT_LINK,
  ROUTE_PEOPLE,
} from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { loadPerson } from '../store/requests.js';
import { texts } from '../texts.js';
import { isPast, isSameMoment, whenOf } from '../when.js';

/** One person across programmes and systems, now or as of a day. */
export function PersonPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const person = useRegistry((state) => state.person.value);
  const name = person?.personId === id ? fullName(person.data.name) : undefined;
  return (
    <Page title={name ?? text('person.title')} actions={<Link to={`/${ROUTE_PEOPLE}`}>{text('person.search')}</Link>}>
      {/* What was chosen and written about one is not there for the next. */}
      <PurposeGate>{(purpose) => <Loaded key={id} id={id} purpose={purpose} />}</PurposeGate>
    </Page>
  );
}

function Loaded({ id, purpose }: { readonly id: string; readonly purpose: Purpose }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { search } = useLocation();
  const [when, setWhen] = useState<When>(() => whenOf(search));
  const { status, value: person, problem } = useRegistry((state) => state.person);
  const read = useCallback(() => void dispatch(loadPerson.ask({ id, purpose, when })), [dispatch, id, purpose, when]);
  useEffect(read, [read]);
  // What was decided between two sources has made another version of the person.
  const isDecided = useSinceOpened(useRegistry((state) => state.resolve)).status === 'done';
  useEffect(() => {
    if (isDecided) read();
    // Once for each decision, not for each new function: another day is read above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDecided]);
  const isShown = person?.personId === id;
  const shownWhen = useRegistry((state) => state.personWhen);
  const isAnswered = shownWhen !== null && isSameMoment(shownWhen, when);
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={read} />}
      {isShown && (
        <>
          <AsOfForm of={person} when={when} today={localDay()} isAnswered={isAnswered} onChange={setWhen} />
          {isAnswered && <Shown person={person} purpose={purpose} when={when} onReadAgain={read} />}
        </>
      )}
    </>
  );
}

interface ShownProps {
  readonly person: PersonView;
  readonly purpose: Purpose;
  readonly when: When;
  readonly onReadAgain: () => void;
}

function Shown({ person, purpose, when, onReadAgain }: ShownProps) {
  const { text } = useText(texts);
  const rights = useHostRights();
  const { personId, asOf, enrolments, otherEnrolments, version } = person;
  const isOver = isPast(when);
  return (
    <>
      <Section title={text('person.summary')}>
        <FactList person={person} />
        <Households person={person} when={when} />
        {!isOver && rights.includes(RIGHT_CHANGE) && <RecordChange personId={personId} />}
      </Section>
      <Section title={text('person.programmes')}>
        <Programmes asOf={asOf} enrolments={enrolments} otherEnrolments={otherEnrolments} />
      </Section>
      <Section title={text('person.conflicts')}>
        <Conflicts purpose={purpose} personId={personId} version={version} />
      </Section>
      <Section title={text('person.money')}>
        <MoneyTables person={person} />
      </Section>
      <Section title={text('person.timeline')}>
        <Happenings person={person} />
      </Section>
      <Section title={text('person.records')}>
        <Records person={person} purpose={purpose} isPast={isOver} onReadAgain={onReadAgain} />
        {!isOver && <AskSystems personId={personId} purpose={purpose} onReadAgain={onReadAgain} />}
        {rights.includes(RIGHT_LINK) && !isOver && (
          <MergeForm person={person} purpose={purpose} onReadAgain={onReadAgain} />
        )}
      </Section>
      {rights.includes(RIGHT_ERASE) && !isOver && (
        <Section title={text('privacy.title')}>
          <Privacy personId={personId} purpose={purpose} />
        </Section>
      )}
      {rights.includes(RIGHT_AUDIT) && (
        <Section title={text('person.looked')}>
          <Accesses personId={personId} />
        </Section>
      )}
    </>
  );
}

/** SR-027: where the module that takes changes is enabled; without it there is no link. */
function RecordChange({ personId }: { readonly personId: string }) {
  const { text } = useText(texts);
  const route = useModulesManager().getRef(REF_CHANGES);
  if (typeof route !== 'string') return null;
  return <Link to={`/${route}?person=${encodeURIComponent(personId)}`}>{text('person.recordChange')}</Link>;
}

function Households({ person: { households, personId }, when }: Pick<ShownProps, 'person' | 'when'>) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <div className={layout.row}>
      {households.map(({ householdId, source, role }) => (
        <span key={householdId}>
          <Link to={householdPath(householdId, when)}>{text('person.household')}</Link> (
          {role !== undefined && `${text(`role.${role}`)}, `}
          <SourceName code={source} />)
        </span>
      ))}
      <span className={layout.small}>
        {text('person.number')} <bdi dir="ltr">{personId}</bdi>
      </span>
    </div>
  );
}
