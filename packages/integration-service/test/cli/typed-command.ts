import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../src/cli/program';
import type { Environment } from '../../src/platform/environment';

export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command with these lines on standard input; gives its exit code and what it wrote. */
export async function typeCommand(
  argv: readonly string[],
  environment: Environment,
  lines: readonly string[] = [],
): Promise<Typed> {
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');
  const input = new PassThrough();
  input.end(lines.map((line) => `${line}\n`).join(''));
  Object.defineProperty(process, 'stdin', { value: input, configurable: true });
  let [out, err] = ['', ''];
  const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  try {
    const code = await run(['node', 'interlink', ...argv], environment, streams);
    return { code, out, err };
  } finally {
    if (stdin) Object.defineProperty(process, 'stdin', stdin);
  }
}

/** One of the demo's users at a terminal of their own; every command gets their password, should it ask again (S7). */
export async function atTerminal(login: string) {
  const secrets = process.env['INTERLINK_TEST_SECRETS_DIR'] ?? '';
  const password = readFileSync(join(secrets, 'demo-password'), 'utf8').trim();
  const home = mkdtempSync(join(tmpdir(), 'interlink-terminal-'));
  const environment = {
    INTERLINK_SESSION_FILE: join(home, 'session.json'),
    OPENIMIS_URL: process.env['OPENIMIS_URL'],
    INTERLINK_URL: process.env['INTERLINK_URL'],
  };
  const type = (...argv: string[]) => typeCommand(argv, environment, [password]);
  const entered = await type('login', '--user', login);
  if (entered.code !== 0) throw new Error(`${login} cannot sign in: ${entered.err}`);
  return {
    home,
    type,
    /** The answer as JSON; throws what the command complained of. */
    async json<T>(...argv: string[]): Promise<T> {
      const { code, out, err } = await type(...argv, '--json');
      if (code !== 0) throw new Error(`interlink ${argv.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out) as T;
    },
  };
}
export type Terminal = Awaited<ReturnType<typeof atTerminal>>;
