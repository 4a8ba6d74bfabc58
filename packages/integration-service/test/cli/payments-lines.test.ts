import type { Batch } from '@interlink/contracts/payments/batch';
import { batchLines, reportLines, whyLines } from '../../src/cli/payments/lines.js';

const aBatch = (over: Partial<Batch> = {}): Batch =>
  ({
    id: 'b1',
    state: 'PARTIAL',
    programme: 'OAA',
    count: 2,
    totalMinor: 400_000,
    currency: 'KES',
    executionDate: '2026-11-25',
    lines: [{ benefitCode: 'BEN-1', state: 'REJECTED', reason: 'AC04', exceptions: ['partial'], attempt: 2 }],
    exclusions: [{ benefitId: 'x', code: 'BEN-2', reason: 'account-missing' }],
    ...over,
  }) as Batch;

describe('payments on the command line', () => {
  it('shows a batch with its lines, and who is left out and why', () => {
    expect(batchLines(aBatch())).toEqual([
      'b1  PARTIAL      OAA  2 payments, 4000.00 KES, on 2026-11-25',
      '  BEN-1            REJECTED   attempt 2 AC04, partial',
      '  BEN-2            left out: account-missing',
    ]);
  });

  it('says of each finding what to do, and what changed since the batch before', () => {
    const finding = { check: 'over-budget', severity: 'BLOCK', lines: [], count: 0, values: { total: '5' } } as const;
    const lines = reportLines({
      revision: 1,
      at: '2026-11-24T08:00:00Z',
      passed: false,
      findings: [{ ...finding, lines: [], action: 'ask-budget-holder' }],
      leftOut: { 'account-missing': 3 },
      delta: { added: 1, changed: 2, ended: 3, unchanged: 4, hash: 'ab'.repeat(32) },
    });
    expect(lines[0]).toBe('This batch is blocked.');
    expect(lines.join('\n')).toContain('BLOCK over-budget (0 lines) total 5 -> ask-budget-holder');
    expect(lines.join('\n')).toContain('1 new, 2 changed, 3 ended, 4 as they were');
  });

  it('says loudly when the rules of today would decide otherwise', () => {
    const answer = { batchId: 'b1', programme: 'OAA', cycle: 'c', executionDate: '2026-03-03', decidedAt: '' };
    expect(whyLines({ ...answer, outcome: 'left-out', reason: 'fraud-F02', identical: false })[0]).toContain(
      'left-out: fraud-F02  (batch b1; THE RULES SAY OTHERWISE TODAY)',
    );
    expect(whyLines({ ...answer, outcome: 'paid' })[0]).toContain('the facts were erased');
  });
});
