import { Link } from '@openimis/fe-core';
import type { HouseholdAcross, JoinedMember } from '@interlink/contracts/registry/household-across';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import type { When } from '../api.js';
import { personPath } from '../names.js';
import { texts } from '../texts.js';
import { PersonName } from './PersonName.js';
import { SourceName } from './SourceName.js';

interface JoinedMembersProps {
  readonly across: Pick<HouseholdAcross['across'], 'households' | 'members'>;
  readonly when: When;
}

/** Everybody in the household once, with what each system says of them when several name it. */
export function JoinedMembers({ across: { households, members }, when }: JoinedMembersProps) {
  const { text } = useText(texts);
  const { birthDate } = useFormat();
  const rows = members.map((member, index) => ({ ...member, id: member.personId ?? `hidden-${index}` }));
  const perSource = (cell: Cell, missing?: string) => (member: JoinedMember) => (
    <PerSource households={households} member={member} cell={cell} missing={missing} />
  );
  return (
    <Table
      caption={text('household.caption', { count: members.length })}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: 'name', title: text('field.name'), cell: (member) => <MemberName member={member} when={when} /> },
        {
          id: 'role',
          title: text('household.role'),
          cell: perSource(({ role }) => role && text(`role.${role}`), text('across.missing')),
        },
        {
          id: 'receives',
          title: text('household.recipient'),
          cell: perSource(({ recipient }) => recipient && text(`recipient.${recipient}`)),
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

type Cell = (said: JoinedMember['said'][number]) => string | undefined;

interface PerSourceProps {
  readonly households: HouseholdAcross['across']['households'];
  readonly member: JoinedMember;
  readonly cell: Cell;
  /** For a household that does not name them, of whom it is known who they are. */
  readonly missing?: string | undefined;
}

/** Of one household the word alone, of several each with its system. */
function PerSource({ households, member: { personId, said }, cell, missing }: PerSourceProps) {
  const wordsOf = (id: string) => {
    const own = said.filter(({ householdId }) => householdId === id);
    return own.length === 0 && personId !== undefined ? missing : own.flatMap((one) => cell(one) ?? []).join(', ');
  };
  if (households.length === 1) return <>{households.map(({ householdId }) => wordsOf(householdId))}</>;
  const lines = households
    .map(({ householdId, source }) => ({ householdId, source, words: wordsOf(householdId) }))
    .filter(({ words }) => words);
  return (
    <>
      {lines.map(({ householdId, source, words }) => (
        <div key={householdId}>
          {words} (<SourceName code={source} />)
        </div>
      ))}
    </>
  );
}

function MemberName({ member: { personId, data }, when }: { readonly member: JoinedMember; readonly when: When }) {
  const { text } = useText(texts);
  if (personId === undefined || !data) return <>{text('household.hidden')}</>;
  return (
    <Link to={personPath(personId, when)}>
      <PersonName data={data} />
    </Link>
  );
}
