import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operator } from '../../src/platform/http/api.js';
import type { Config } from '../../src/platform/config.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

/** What a process that pays is told. */
export interface MortalTask {
  readonly databaseUrl: string;
  readonly kek: string;
  readonly config: Config;
  readonly failpoint?: FailpointName | undefined;
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
export async function payInProcess(
  kit: PaymentsKit,
  failpoint?: FailpointName,
  channel = 'https',
): Promise<NodeJS.Signals | null> {
  const child = fork(join(__dirname, 'mortal-child.cjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const task: MortalTask = {
    databaseUrl: kit.url('interlink_app'),
    kek: kit.kek.toString('base64'),
    config: kit.platform.config,
    failpoint,
    openImisFile: openImisFile(kit),
    maker: kit.maker,
    approver: kit.approver,
    payrollId: PAYROLL,
    channel,
  };
  child.on('message', () => {
    kit.advanceBankDays(5);
    child.send('done');
  });
  child.send(task);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null && code !== 0) throw new Error(`the paying process ended with ${code}`);
  return signal;
}
