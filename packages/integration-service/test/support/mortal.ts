import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../src/platform/config.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import type { Platform } from '../../src/platform/platform.js';
import type { TestPlatform } from './platform.js';

/** The world around a process that lives: its clock, and the test that started it. */
export interface World {
  advance(milliseconds: number): void;
  /** Has the test do what it was told to do when it is asked; resolves when it is done. */
  ask(): Promise<void>;
}

/** What a process does until it is done or killed: exported as `life` by the file that the test names. */
export type Life = (platform: Platform, task: never, world: World) => Promise<void>;

export interface MortalTask {
  readonly file: string;
  readonly databaseUrl: string;
  readonly kek: string;
  readonly config: Config;
  readonly failpoint: FailpointName | undefined;
  readonly now: string;
  readonly task: never;
}

let spare: { readonly file: string; readonly child: ChildProcess } | undefined;
// What a process lives by may import this file too, where there are no tests.
if (typeof afterAll === 'function') afterAll(() => void spare?.child.kill('SIGKILL'));

function start(file: string): ChildProcess {
  return fork(join(__dirname, 'start-mortal.cjs'), [file], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

/**
 * A process of its own over the same database; the signal that it died by, null when it came to its end. `onAsk` is
 * what the test does when the process asks.
 */
export async function liveInProcess<T>(
  kit: TestPlatform,
  file: string,
  task: T,
  failpoint?: FailpointName,
  onAsk: () => void = () => undefined,
): Promise<NodeJS.Signals | null> {
  const child = spare?.file === file ? spare.child : start(file);
  // The next one is on its way while this one lives: to load is most of its life.
  spare = { file, child: start(file) };
  const all: MortalTask = {
    file,
    failpoint,
    databaseUrl: kit.url('interlink_app'),
    kek: kit.kek.toString('base64'),
    config: kit.platform.config,
    now: kit.clock.now().toISOString(),
    task: task as never,
  };
  child.on('message', () => {
    onAsk();
    child.send('done');
  });
  child.send(all);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null && code !== 0) throw new Error(`the process ended with ${code}`);
  return signal;
}
