import { useCallback, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useLocation, useParams } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import { fullName } from '@interlink/domain/registry/full-name';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useFormat } from '@interlink/fe-kit/format';
import { localDay } from '@interlink/fe-kit/local-day';
import { useHostRights } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import type { When } from '../api.js';
import { AcrossSystems } from '../components/AcrossSystems.js';
import { AsOfForm } from '../components/AsOfForm.js';
import { JoinedMembers } from '../components/JoinedMembers.js';
import { useLayout } from '../components/layout.js';
import { OtherHousehold } from '../components/OtherHousehold.js';
import { Programmes } from '../components/Programmes.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { Section } from '../components/Section.js';
import { SourceName } from '../components/SourceName.js';
import { RIGHT_LINK, ROUTE_PEOPLE } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { loadHousehold } from '../store/requests.js';
import { texts } from '../texts.js';
import { isPast, isSameMoment, whenOf } from '../when.js';

/** One household of all systems, now or as of a day: who lives in it, who receives for it, what it is enrolled in. */
export function HouseholdPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  const household = useRegistry((state) => state.household.value);
  const name = household?.householdId === id ? headOf(household) : undefined;
  const title = name === undefined ? text('household.title') : text('household.of', { name });
  return (
    <Page title={title} actions={<Link to={`/${ROUTE_PEOPLE}`}>{text('person.search')}</Link>}>
      <PurposeGate>{(purpose) => <Loaded key={id} id={id} purpose={purpose} />}</PurposeGate>
    </Page>
  );
}

/** Whom a household is called by. */
function headOf({ across: { members } }: HouseholdAcross): string | undefined {
  return fullName(members.find(({ said }) => said.some(({ role }) => role === 'head'))?.data?.name);
}

function Loaded({ id, purpose }: { readonly id: string; readonly purpose: Purpose }) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const { search } = useLocation();
  const [when, setWhen] = useState<When>(() => whenOf(search));
  const { status, value: household, problem } = useRegistry((state) => state.household);
  const read = useCallback(
    () => void dispatch(loadHousehold.ask({ id, purpose, when })),
    [dispatch, id, purpose, when],
  );
  useEffect(read, [read]);
  // What was decided about it and another one may have made it another household.
  const isDecided = useSinceOpened(useRegistry((state) => state.decideHousehold)).status === 'done';
  useEffect(() => {
    if (isDecided) read();
    // Once for each decision, not for each new function: another day is read above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDecided]);
  const shownWhen = useRegistry((state) => state.householdWhen);
  const isAnswered = shownWhen !== null && isSameMoment(shownWhen, when);
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={read} />}
      {household?.householdId === id && (
        <>
          <AsOfForm of={household} when={when} today={localDay()} isAnswered={isAnswered} onChange={setWhen} />
          {isAnswered && <Shown household={household} purpose={purpose} when={when} onReadAgain={read} />}
        </>
      )}
    </>
  );
}

interface ShownProps {
  readonly household: HouseholdAcross;
  readonly purpose: Purpose;
  readonly when: When;
  readonly onReadAgain: () => void;
}

function Shown({ household, ...rest }: ShownProps) {
  const { text } = useText(texts);
  const { asOf, across, householdId } = household;
  const mayDecide = useHostRights().includes(RIGHT_LINK) && !isPast(rest.when);
  return (
    <>
      <Section title={text('person.summary')}>
        <Summary household={household} />
      </Section>
      <Section title={text('household.members')}>
        <JoinedMembers across={across} when={rest.when} />
      </Section>
      <Section title={text('person.programmes')}>
        <Programmes asOf={asOf} enrolments={across.enrolments} otherEnrolments={across.otherEnrolments} />
      </Section>
      <AcrossSystems household={household} {...rest} />
      {mayDecide && <OtherHousehold householdId={householdId} {...rest} />}
    </>
  );
}

function Summary({ household }: { readonly household: HouseholdAcross }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { date, number } = useFormat();
  const { identifiers, place, povertyScore, registrationDate, size, source } = household;
  const named = identifiers.map(({ type, value }) => `${type} ${value}`);
  const facts = [
    ['field.identifiers', named.length > 0 && <bdi>{named.join(', ')}</bdi>],
    ['household.size', number(size)],
    ['field.place', place?.name && <bdi>{place.name}</bdi>],
    ['household.score', povertyScore !== undefined && number(povertyScore, 2)],
    ['field.registrationDate', registrationDate && date(registrationDate)],
    ['record.source', <SourceName code={source} />],
  ] as const;
  return (
    <dl className={layout.facts}>
      {facts.map(([key, value]) =>
        value === undefined || value === false ? null : (
          <div key={key}>
            <dt>{text(key)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
