import type { ExchangeLine } from '@interlink/contracts/interconnection/partner-commands';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { Code } from './Code.js';
import { useWords } from './words.js';

/** One line an exchange. Whose data passed is in the answer only for who holds the right to see it. */
export function ExchangeTable({ lines }: { readonly lines: readonly ExchangeLine[] }) {
  const format = useFormat();
  const { text, word } = useWords();
  return (
    <Table
      caption={text('exchanges.caption', { count: lines.length })}
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        { id: 'at', title: text('exchanges.at'), cell: ({ at }) => format.dateTime(at) },
        {
          id: 'partner',
          title: text('filter.partner'),
          cell: ({ partner, direction }) => (
            <>
              <Code>{partner}</Code>
              <br />
              {text(`exchanges.${direction}`)}
            </>
          ),
        },
        { id: 'operation', title: text('filter.operation'), cell: ({ operation }) => <Code>{operation}</Code> },
        {
          id: 'result',
          title: text('filter.result'),
          cell: ({ result, refusal }) => (
            <>
              <StatusChip tone={refusal === undefined && /^2/.test(result) ? 'good' : 'warn'} label={result} />
              {refusal !== undefined && (
                <>
                  <br />
                  <Code>{refusal}</Code>
                </>
              )}
            </>
          ),
        },
        {
          id: 'purpose',
          title: text('exchanges.purpose'),
          cell: ({ purpose, elements }) => (
            <>
              {purpose}
              {elements.length > 0 && (
                <>
                  <br />
                  <Code>{elements.join(', ')}</Code>
                </>
              )}
            </>
          ),
        },
        {
          id: 'people',
          title: text('exchanges.people'),
          cell: ({ people, subjects }) =>
            subjects && subjects.length > 0 ? <Code>{subjects.join(' ')}</Code> : format.number(people, 0),
        },
        { id: 'took', title: text('exchanges.took'), cell: ({ tookMs }) => format.duration(tookMs) },
        {
          id: 'signature',
          title: text('check.signature'),
          cell: ({ signature }) => word('signatureState', signature),
        },
        {
          id: 'correlation',
          title: text('exchanges.reference'),
          cell: ({ correlationId }) => <Code>{correlationId}</Code>,
        },
      ]}
    />
  );
}
