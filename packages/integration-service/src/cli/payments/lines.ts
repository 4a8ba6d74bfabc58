import type { Batch } from '@interlink/contracts/payments/batch';
import type { CheckReport } from '@interlink/contracts/payments/check-report';
import type { WhyAnswer } from '@interlink/contracts/payments/why';
import { toDecimal } from '@interlink/domain/payments/money';

type Head = Pick<Batch, 'count' | 'currency' | 'executionDate' | 'id' | 'programme' | 'state' | 'totalMinor'>;

export function batchLine({ id, state, programme, count, totalMinor: minor, currency, executionDate }: Head): string {
  const total = `${toDecimal({ minor, currency })} ${currency}`;
  return `${id}  ${state.padEnd(12)} ${programme}  ${count} payments, ${total}, on ${executionDate}`;
}

/** A batch as lines of text: how it stands, its lines, who is left out. No name and no account. */
export function batchLines(batch: Batch): readonly string[] {
  return [
    batchLine(batch),
    ...batch.lines.map(({ benefitCode, state: now, reason, exceptions, attempt }) =>
      `  ${benefitCode.padEnd(16)} ${now.padEnd(10)} attempt ${attempt} ${[reason, ...exceptions].filter(Boolean).join(', ')}`.trimEnd(),
    ),
    ...batch.exclusions.map(({ code, reason }) => `  ${code.padEnd(16)} left out: ${reason}`),
  ];
}

export function reportLines({ passed, findings, leftOut, delta }: CheckReport): readonly string[] {
  const { added, changed, ended, unchanged, hash } = delta;
  return [
    passed ? 'Nothing blocks this batch.' : 'This batch is blocked.',
    ...findings.map(({ severity, check, count, action, values }) => {
      const about = Object.entries(values).map(([name, value]) => `${name} ${value}`);
      return `  ${severity.padEnd(5)} ${check} (${count} lines) ${about.join(', ')} -> ${action}`;
    }),
    ...Object.entries(leftOut).map(([reason, count]) => `  left out: ${count} ${reason}`),
    `  since the batch before: ${added} new, ${changed} changed, ${ended} ended, ${unchanged} as they were (${hash.slice(0, 16)})`,
  ];
}

export function whyLines({ batchId, executionDate, outcome, reason, identical, line }: WhyAnswer): readonly string[] {
  const check =
    identical === undefined
      ? 'the facts were erased'
      : identical
        ? 'the rules say the same today'
        : 'THE RULES SAY OTHERWISE TODAY';
  return [
    `${executionDate}  ${outcome}${reason === undefined ? '' : `: ${reason}`}  (batch ${batchId}; ${check})`,
    ...(line ? [`  ${line.instrId} ${line.state} ${line.reason ?? ''}`.trimEnd()] : []),
  ];
}
