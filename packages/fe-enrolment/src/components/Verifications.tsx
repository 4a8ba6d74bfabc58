import type { VerificationResult } from '@interlink/contracts/verification/result';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** Who said what, until when it holds, and whether the answer was signed. */
export function Verifications({ results }: { readonly results: readonly VerificationResult[] }) {
  const { text, has } = useText(texts);
  const format = useFormat();
  if (results.length === 0) return null;
  return (
    <Table
      caption={text('journey.verifications')}
      rows={results}
      keyOf={({ id }) => id}
      columns={[
        { id: 'kind', title: text('verification.kind'), cell: ({ kind }) => text(`step.${kind}`) },
        {
          id: 'source',
          title: text('answer.askedOf'),
          cell: ({ source }) => (has(`source.${source}`) ? text(`source.${source}`) : source),
        },
        {
          id: 'outcome',
          title: text('answer.answer'),
          cell: ({ outcome, reused }) =>
            `${text(`outcome.${outcome}`)}${reused ? ` ${text('verification.reused')}` : ''}`,
        },
        {
          id: 'signature',
          title: text('verification.signature'),
          cell: ({ evidence }) => text(`signature.${evidence.signature}`),
        },
        { id: 'checked', title: text('verification.checkedAt'), cell: ({ checkedAt }) => format.dateTime(checkedAt) },
        { id: 'expires', title: text('verification.expiresAt'), cell: ({ expiresAt }) => format.dateTime(expiresAt) },
        { id: 'took', title: text('answer.took'), cell: ({ tookMs }) => format.duration(tookMs) },
      ]}
    />
  );
}
