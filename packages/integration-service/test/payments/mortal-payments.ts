import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operator } from '../../src/platform/http/api.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { liveInProcess } from '../support/mortal.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

/** What a process that pays is told. */
export interface PayingTask {
  readonly openImisFile: string;
  readonly maker: Operator;
  readonly approver: Operator;
  readonly payrollId: string;
  readonly channel: string;
}

const openImisFile = (kit: PaymentsKit) => join(kit.root, 'openimis.json');

/** openIMIS as it is when the first process begins. */
export function keepOpenImis(kit: PaymentsKit): void {
  const { operators, payrolls, benefits, persons } = kit.openimis;
  const rows = { operators, payrolls, benefits, persons };
  const lists = Object.fromEntries(Object.entries(rows).map(([name, map]) => [name, [...map]]));
  writeFileSync(openImisFile(kit), JSON.stringify(lists));
}

/** What openIMIS was told, whoever lived to tell it. */
export function readBenefits(kit: PaymentsKit): readonly { readonly status: string; readonly receipt?: string }[] {
  const { benefits } = JSON.parse(readFileSync(openImisFile(kit), 'utf8'));
  return new Map<string, { status: string; receipt?: string }[]>(benefits).get(PAYROLL) ?? [];
}

/** A process of its own that pays the payroll; gives the signal that it died by, null when it came to its end. */
export function payInProcess(
  kit: PaymentsKit,
  failpoint?: FailpointName,
  channel = 'https',
): Promise<NodeJS.Signals | null> {
  const task: PayingTask = {
    openImisFile: openImisFile(kit),
    maker: kit.maker,
    approver: kit.approver,
    payrollId: PAYROLL,
    channel,
  };
  return liveInProcess(kit, join(__dirname, 'paying-life.ts'), task, failpoint, () => kit.advanceBankDays(5));
}
