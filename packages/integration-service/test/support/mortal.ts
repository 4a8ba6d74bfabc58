import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../src/platform/config.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import type { Platform } from '../../src/platform/platform.js';
import type { TestPlatform } from './platform.js';

/** What a process does until it is done or killed: exported as `life` by the file that the test names. */
export type Life = (platform: Platform, task: never) => Promise<void>;

export interface MortalTask {
  readonly file: string;
  readonly databaseUrl: string;
  readonly kek: string;
  readonly config: Config;
  readonly failpoint: FailpointName | undefined;
  readonly now: string;
  readonly task: never;
}

/** A process of its own over the same database; the signal that it died by, null when it came to its end. */
export async function liveInProcess<T>(
  kit: TestPlatform,
  file: string,
  task: T,
  failpoint?: FailpointName,
): Promise<NodeJS.Signals | null> {
  const child = fork(join(__dirname, 'start-mortal.cjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const all: MortalTask = {
    file,
    failpoint,
    databaseUrl: kit.url('interlink_app'),
    kek: kit.kek.toString('base64'),
    config: kit.platform.config,
    now: kit.clock.now().toISOString(),
    task: task as never,
  };
  child.send(all);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null && code !== 0) throw new Error(`the process ended with ${code}`);
  return signal;
}
