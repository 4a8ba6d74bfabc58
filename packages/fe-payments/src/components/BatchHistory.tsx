import type { BatchHead } from '@interlink/contracts/payments/reads';
import { officerNoteOf } from '@interlink/domain/payments/left-out';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { Table } from '@interlink/fe-kit/components/Table';
import { Timeline } from '@interlink/fe-kit/components/Timeline';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Money } from './Money.js';

/** What was left out, sealed, sent and heard. */
export function BatchHistory({ batch }: { readonly batch: BatchHead }) {
  const { text, has } = useText(texts);
  const format = useFormat();
  const attemptText = (detail = '') => {
    const [channel = '', number = ''] = detail.split(' ');
    return text('event.attemptOver', { channel, number });
  };
  const known = (key: string, code: string) => (has(`${key}.${code}`) ? text(`${key}.${code}`) : code);
  const whyLeftOut = (reason: string) => {
    const note = officerNoteOf(reason);
    return note === undefined ? known('excluded', reason) : text('excluded.officer', { note });
  };
  return (
    <>
      {batch.exclusions.length > 0 && (
        <Table
          caption={text('exclusions.caption', { count: batch.exclusions.length })}
          rows={batch.exclusions}
          keyOf={({ benefitId }) => benefitId}
          columns={[
            { id: 'code', title: text('line.benefit'), cell: ({ code }) => <bdi>{code}</bdi> },
            { id: 'why', title: text('line.why'), cell: ({ reason }) => whyLeftOut(reason) },
          ]}
        />
      )}
      {batch.files.length > 0 && <Files batch={batch} />}
      <SectionTitle>{text('batch.timeline')}</SectionTitle>
      <Timeline
        label={text('batch.timeline')}
        items={batch.timeline.map((event, at) => ({
          id: at,
          when: format.dateTime(event.at),
          title: known('event', event.what),
          who: event.who,
          detail: event.what === 'attempt' ? attemptText(event.detail) : event.detail,
        }))}
      />
    </>
  );
}

function Files({ batch: { files, currency } }: { readonly batch: BatchHead }) {
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <Table
      caption={text('files.caption')}
      rows={files}
      keyOf={({ part }) => String(part)}
      columns={[
        { id: 'message', title: text('files.message'), cell: ({ messageId }) => <bdi dir="ltr">{messageId}</bdi> },
        { id: 'format', title: text('files.format'), cell: (file) => <bdi dir="ltr">{file.format}</bdi> },
        { id: 'count', title: text('batch.count'), cell: ({ count }) => format.number(count) },
        {
          id: 'total',
          title: text('batch.total'),
          cell: ({ totalMinor }) => <Money minor={totalMinor} currency={currency} />,
        },
        { id: 'sha', title: 'SHA-256', cell: ({ sha256 }) => <bdi dir="ltr">{sha256.slice(0, 16)}…</bdi> },
        { id: 'sealed', title: text('files.sealed'), cell: ({ sealedAt }) => format.dateTime(sealedAt) },
      ]}
    />
  );
}
