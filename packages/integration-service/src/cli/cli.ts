import type { Command } from 'commander';
import type { Environment } from '../platform/environment.js';
import type { ApiClient } from './api-client.js';
import type { KeptSession, SessionFile } from './session-file.js';

/** What a verb is given; nothing of it is global, so that a test can run a verb. */
export interface Cli {
  readonly environment: Environment;
  readonly sessions: SessionFile;
  /** One line on standard output. */
  print(line: string): void;
  /** With `--json` the value as JSON, else the lines. */
  show(value: unknown, lines: () => readonly string[]): void;
  /** Whether `--json` was given. */
  readonly json: boolean;
  /** One line on standard error: progress, hints. */
  say(line: string): void;
  /** The operators' API with the kept session; CliError (exit 3) when nobody is logged in. */
  api(): Promise<ApiClient>;
  session(): Promise<KeptSession>;
  /** The environment's value, or CliError with one sentence. */
  need(name: string): string;
}

/** A verb: adds its command to the program. `cli` is asked for when the command runs, because of `--json`. */
export type Verb = (program: Command, cli: () => Cli) => void;

export { CliError } from './cli-error.js';
