import type { ExchangeLine } from '@interlink/contracts/interconnection/partner-commands';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { Code } from './Code.js';
import { PartnerName } from './PartnerName.js';
import { useWords } from './words.js';

/** What has no effect, or none yet: rejections and pending ones of DCI, and answers of HTTP that are no success. */
const NOT_DONE = /^(rjct|pdng|refused|[345]\d\d)/;

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
              <PartnerName id={partner} />
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
              <StatusChip
                tone={refusal === undefined && !NOT_DONE.test(result) ? 'good' : 'warn'}
                label={word('result', result)}
              />
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
                <details>
                  <summary>{text('exchanges.elements', { count: elements.length })}</summary>
                  <Code>{elements.join(', ')}</Code>
                </details>
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
