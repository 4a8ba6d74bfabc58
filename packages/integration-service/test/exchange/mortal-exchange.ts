import { join } from 'node:path';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { liveInProcess } from '../support/mortal.js';
import type { ExchangeKit } from './exchange-kit.js';

/** What a process of its own is told. */
export interface ExchangeTask {
  /** One request to answer; without it the process works on what waits, and delivers. */
  readonly request?: { readonly url: string; readonly headers: Record<string, string>; readonly payload: string };
}

/** Gives the signal that the process died by, null when it came to its end. */
export const inProcess = (
  kit: ExchangeKit,
  { failpoint, ...task }: ExchangeTask & { readonly failpoint?: FailpointName } = {},
): Promise<NodeJS.Signals | null> => liveInProcess(kit, join(__dirname, 'exchange-life.ts'), task, failpoint);
