import type { Recall } from '@interlink/contracts/payments/reads';
import { Table, type Column } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** What the bank was asked to call back, and what it said. */
export function Recalls({ recalls }: { readonly recalls: readonly Recall[] }) {
  const { text, has } = useText(texts);
  const format = useFormat();
  const said = (code: string) => (has(`recall.answer.${code}`) ? text(`recall.answer.${code}`) : code);
  const columns: Column<Recall>[] = [
    { id: 'line', title: text('line.benefit'), cell: ({ benefitCode }) => <bdi>{benefitCode}</bdi> },
    { id: 'reason', title: text('recall.reason'), cell: ({ reason }) => text(`recall.reason.${reason}`) },
    { id: 'at', title: text('recall.at'), cell: ({ at }) => format.dateTime(at) },
    { id: 'state', title: text('recall.state'), cell: ({ state }) => text(`recall.state.${state}`) },
    { id: 'answer', title: text('recall.answer'), cell: ({ answer }) => (answer === undefined ? '' : said(answer)) },
  ];
  return (
    <Table
      caption={text('recall.list')}
      rows={recalls}
      keyOf={({ id, instrId }) => `${id}/${instrId}`}
      columns={columns}
    />
  );
}
