import { useCallback, useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link, useLocation, useParams } from '@openimis/fe-core';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { HouseholdView, MemberView } from '@interlink/contracts/registry/view';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { localDay } from '@interlink/fe-kit/local-day';
import { useText } from '@interlink/fe-kit/texts';
import type { When } from '../api.js';
import { AsOfForm } from '../components/AsOfForm.js';
import { useLayout } from '../components/layout.js';
import { PersonName } from '../components/PersonName.js';
import { Programmes } from '../components/Programmes.js';
import { PurposeGate } from '../components/PurposeGate.js';
import { Section } from '../components/Section.js';
import { SourceName } from '../components/SourceName.js';
import { personPath, ROUTE_PEOPLE } from '../names.js';
import { useRegistry } from '../store/reducer.js';
import { loadHousehold } from '../store/requests.js';
import { texts } from '../texts.js';
import { isSameMoment, whenOf } from '../when.js';

/** One household, now or as of a day: who lives in it, who receives for it, and what it is enrolled in. */
export function HouseholdPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { text } = useText(texts);
  return (
    <Page title={text('household.title')} actions={<Link to={`/${ROUTE_PEOPLE}`}>{text('person.search')}</Link>}>
      <PurposeGate>{(purpose) => <Loaded key={id} id={id} purpose={purpose} />}</PurposeGate>
    </Page>
  );
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
  const shownWhen = useRegistry((state) => state.householdWhen);
  const isAnswered = shownWhen !== null && isSameMoment(shownWhen, when);
  return (
    <>
      {status === 'loading' && <ProgressLine label={text('loading')} />}
      {problem && <ErrorState problem={problem} onRetry={read} />}
      {household?.householdId === id && (
        <>
          <AsOfForm of={household} when={when} today={localDay()} isAnswered={isAnswered} onChange={setWhen} />
          {isAnswered && <Shown household={household} when={when} />}
        </>
      )}
    </>
  );
}

interface ShownProps {
  readonly household: HouseholdView;
  readonly when: When;
}

function Shown({ household, when }: ShownProps) {
  const { text } = useText(texts);
  const { asOf, enrolments, members } = household;
  return (
    <>
      <Section title={text('person.summary')}>
        <Summary household={household} />
      </Section>
      <Section title={text('household.members')}>
        <Members members={members} when={when} />
      </Section>
      <Section title={text('person.programmes')}>
        <Programmes asOf={asOf} enrolments={enrolments} />
      </Section>
    </>
  );
}

function Summary({ household }: { readonly household: HouseholdView }) {
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

function Members({ members, when }: { readonly members: readonly MemberView[]; readonly when: When }) {
  const { text } = useText(texts);
  const { birthDate } = useFormat();
  const rows = members.map((member, index) => ({ ...member, id: member.personId ?? `hidden-${index}` }));
  return (
    <Table
      caption={text('household.caption', { count: members.length })}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: 'name', title: text('field.name'), cell: (member) => <MemberName member={member} when={when} /> },
        { id: 'role', title: text('household.role'), cell: ({ role }) => role && text(`role.${role}`) },
        {
          id: 'receives',
          title: text('household.recipient'),
          cell: ({ recipient }) => recipient && text(`recipient.${recipient}`),
        },
        {
          id: 'born',
          title: text('field.birthDate'),
          cell: ({ data }) => data?.birthDate && birthDate(data.birthDate),
        },
        { id: 'sex', title: text('field.sex'), cell: ({ data }) => data?.sex && text(`sex.${data.sex}`) },
      ]}
    />
  );
}

function MemberName({ member: { personId, data }, when }: { readonly member: MemberView; readonly when: When }) {
  const { text } = useText(texts);
  if (personId === undefined || !data) return <>{text('household.hidden')}</>;
  return (
    <Link to={personPath(personId, when)}>
      <PersonName data={data} />
    </Link>
  );
}
