import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../src/platform/config.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import type { ExchangeKit } from './exchange-kit.js';

/** What a process of its own is told. */
export interface MortalTask {
  readonly databaseUrl: string;
  readonly kek: string;
  readonly config: Config;
  readonly now: number;
  readonly failpoint?: FailpointName | undefined;
  /** One request to answer; without it the process works on what waits, and delivers. */
  readonly request?: { readonly url: string; readonly headers: Record<string, string>; readonly payload: string };
}

/** Gives the signal that the process died by, null when it came to its end. */
export async function inProcess(
  kit: ExchangeKit,
  { failpoint, request }: Pick<MortalTask, 'failpoint' | 'request'> = {},
): Promise<NodeJS.Signals | null> {
  const child = fork(join(__dirname, '../payments/mortal-child.cjs'), [join(__dirname, 'mortal-child.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const task: MortalTask = {
    ...{ databaseUrl: kit.url('interlink_app'), kek: kit.kek.toString('base64'), config: kit.platform.config },
    ...{ now: kit.clock.now().getTime(), failpoint, ...(request && { request }) },
  };
  child.send(task);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null && code !== 0) throw new Error(`the process ended with ${code}`);
  return signal;
}
