import type { BatchHead } from '@interlink/contracts/payments/reads';
import { StatusChip, type Tone } from '@interlink/fe-kit/components/StatusChip';
import { Table } from '@interlink/fe-kit/components/Table';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

const TONES: Readonly<Record<string, Tone>> = { BLOCK: 'bad', HOLD: 'warn', INFO: 'neutral', WARN: 'warn' };

interface ChecksProps {
  readonly checks: BatchHead['checks'];
  /** Picks the lines of a finding, by InstrId, where they may be left out. */
  readonly onPick?: ((instrIds: readonly string[]) => void) | undefined;
}

/** The report of the checks before approval, worst first. */
export function Checks({ checks, onPick }: ChecksProps) {
  const { text, has } = useText(texts);
  const format = useFormat();
  if (!checks) return <Typography>{text('checks.none')}</Typography>;
  const { findings, delta } = checks.report;
  return (
    <>
      <Typography>
        {text('checks.delta', {
          added: delta.added,
          changed: delta.changed,
          ended: delta.ended,
          unchanged: delta.unchanged,
        })}
      </Typography>
      <Table
        caption={text('checks.caption', { at: format.dateTime(checks.at), who: checks.who })}
        rows={findings}
        keyOf={({ check, severity, lines }) => `${check} ${severity} ${lines[0] ?? ''}`}
        columns={[
          {
            id: 'severity',
            title: text('checks.severity'),
            cell: ({ severity }) => (
              <StatusChip tone={TONES[severity] ?? 'neutral'} label={text(`severity.${severity}`)} />
            ),
          },
          {
            id: 'check',
            title: text('checks.check'),
            cell: ({ check, values }) => (has(`check.${check}`) ? text(`check.${check}`, values) : check),
          },
          { id: 'count', title: text('batch.count'), cell: ({ count }) => format.number(count) },
          {
            id: 'action',
            title: text('line.next'),
            cell: ({ action, lines, check }) => (
              <>
                {has(`action.${action}`) ? text(`action.${action}`) : action}
                {onPick && lines.length > 0 && (
                  <Button
                    size="small"
                    variant="outlined"
                    aria-label={`${text('edit.pickThese', { count: lines.length })}: ${check}`}
                    onClick={() => onPick(lines)}
                  >
                    {text('edit.pickThese', { count: lines.length })}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
