import type { VerificationResult } from '@interlink/contracts/verification/result';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { outcomeTone, useWords } from './words.js';

/** Characters of the hash that are enough to compare two by eye. */
const SHORT_HASH = 12;

/** Who said what and why, when, until when it holds, and what proves it. */
export function ResultTable({
  caption,
  results,
}: {
  readonly caption: string;
  readonly results: readonly VerificationResult[];
}) {
  const { text, word } = useWords();
  const format = useFormat();
  const hash = ({ evidence: { sha256, signature } }: VerificationResult) =>
    `${word('signature', signature)}${sha256 ? ` · ${sha256.slice(0, SHORT_HASH)}` : ''}`;
  return (
    <Table
      caption={caption}
      rows={results}
      keyOf={({ id }) => id}
      columns={[
        { id: 'kind', title: text('column.kind'), cell: ({ kind }) => word('kind', kind) },
        { id: 'source', title: text('column.source'), cell: ({ source }) => word('source', source) },
        {
          id: 'outcome',
          title: text('column.outcome'),
          cell: (result) => <StatusChip tone={outcomeTone(result)} label={word('outcome', result.outcome)} />,
        },
        {
          id: 'reasons',
          title: text('column.reasons'),
          cell: ({ reasons, reused }) =>
            [...reasons.map((reason) => word('reason', reason)), ...(reused ? [text('reused')] : [])].join(' '),
        },
        { id: 'checkedAt', title: text('column.checkedAt'), cell: ({ checkedAt }) => format.dateTime(checkedAt) },
        { id: 'expiresAt', title: text('column.expiresAt'), cell: ({ expiresAt }) => format.dateTime(expiresAt) },
        { id: 'evidence', title: text('column.evidence'), cell: (result) => <bdi>{hash(result)}</bdi> },
      ]}
    />
  );
}
