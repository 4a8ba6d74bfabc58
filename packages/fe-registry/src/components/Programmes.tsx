import type { EnrolmentView, PersonView } from '@interlink/contracts/registry/view';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { EnrolmentLanes } from './EnrolmentLanes.js';
import { SourceName } from './SourceName.js';

export const ENROLMENT_TONES: Readonly<Record<EnrolmentView['status'], Tone>> = {
  active: 'good',
  deceased: 'neutral',
  exited: 'neutral',
  graduated: 'good',
  potential: 'work',
  suspended: 'warn',
};

type ProgrammesProps = Pick<PersonView, 'asOf' | 'enrolments'> & { readonly otherEnrolments?: boolean };

/** Enrolments of every system, as a picture and as a table; of those that may not be seen only that there are more. */
export function Programmes({ asOf, enrolments, otherEnrolments = false }: ProgrammesProps) {
  const { text } = useText(texts);
  return (
    <>
      <EnrolmentLanes enrolments={enrolments} today={asOf} />
      {enrolments.length > 0 && <EnrolmentTable enrolments={enrolments} />}
      {enrolments.length === 0 && !otherEnrolments && <EmptyState title={text('programmes.none')} />}
      {otherEnrolments && <Typography>{text('programmes.others')}</Typography>}
    </>
  );
}

function EnrolmentTable({ enrolments }: { readonly enrolments: readonly EnrolmentView[] }) {
  const { text } = useText(texts);
  const { date, dateTime } = useFormat();
  return (
    <Table
      caption={text('programmes.caption', { count: enrolments.length })}
      rows={enrolments}
      keyOf={({ recordId }) => recordId}
      columns={[
        {
          id: 'programme',
          title: text('programmes.programme'),
          cell: ({ programmeName }) => <bdi>{programmeName}</bdi>,
        },
        { id: 'source', title: text('record.source'), cell: ({ source }) => <SourceName code={source} /> },
        {
          id: 'institution',
          title: text('programmes.institution'),
          cell: ({ institution }) => institution && <bdi>{institution}</bdi>,
        },
        {
          id: 'status',
          title: text('programmes.status'),
          cell: ({ status }) => <StatusChip tone={ENROLMENT_TONES[status]} label={text(`status.${status}`)} />,
        },
        { id: 'from', title: text('programmes.from'), cell: ({ enrolledOn }) => enrolledOn && date(enrolledOn) },
        { id: 'to', title: text('programmes.to'), cell: ({ endsOn }) => endsOn && date(endsOn) },
        { id: 'unit', title: text('programmes.unit'), cell: ({ unit }) => text(`unit.${unit}`) },
        { id: 'updated', title: text('programmes.updated'), cell: ({ lastUpdated }) => dateTime(lastUpdated) },
      ]}
    />
  );
}
