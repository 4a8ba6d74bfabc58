import { randomUUID } from 'node:crypto';
import { isServiceError } from '@interlink/contracts/errors';
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config-error.js';
import type { Environment } from '../platform/environment.js';
import { openApiClient } from './api-client.js';
import { CliError, type Cli } from './cli.js';
import { interlinkHere } from './here.js';
import { sessionFile } from './session-file.js';
import { loadVerbs } from './verbs.js';

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs one command and returns its exit code; 0 is success. */
export async function run(argv: readonly string[], environment: Environment, streams: Streams): Promise<number> {
  const program = new Command('interlink')
    .description('Social Registry and Integrated Beneficiary Registry for openIMIS')
    .option('--json', 'answer in JSON')
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: (text, write) => write(`${inOneLine(text)}; ${helpFor(program, argv)}\n`),
    });
  const cli = () => openCli(environment, streams, isJson(program, argv));
  for (const verb of await loadVerbs(argv.slice(2))) verb(program, cli);
  for (const command of program.commands) command.option('--json', 'answer in JSON');
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (thrown) {
    return explain(thrown, streams);
  }
}

/** The process: ends with the command's code once its output is written. */
export async function main(argv: readonly string[], environment: Environment): Promise<void> {
  const streams = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
  };
  process.exitCode = await run(argv, environment, streams);
}

function openCli(environment: Environment, { out, err }: Streams, json: boolean): Cli {
  const sessions = sessionFile(environment);
  const session = async () => {
    const kept = await sessions.find();
    if (!kept) throw new CliError('Nobody is logged in; run `npx interlink login` first.', 3);
    return kept;
  };
  return {
    environment,
    sessions,
    session,
    json,
    print: (line) => out(`${line}\n`),
    say: (line) => err(`${line}\n`),
    show: (value, lines) =>
      out(
        json
          ? `${JSON.stringify(value)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(''),
      ),
    api: async () => {
      const { interlinkUrl, token } = await session();
      return openApiClient(interlinkUrl ?? interlinkHere(environment), token, randomUUID());
    },
    need(name) {
      const value = environment[name];
      if (value === undefined || value === '') throw new CliError(`${name} is not set.`, 2);
      return value;
    },
  };
}

const isJson = (program: Command, argv: readonly string[]) =>
  program.opts<{ json?: boolean }>().json === true || argv.includes('--json');

/** Commander puts what it takes the word for on a line of its own, and a full stop behind some sentences. */
const inOneLine = (text: string) => text.trimEnd().replaceAll('\n', ' ').replace(/\.$/, '');

/** Where what there is can be read: of the command that was typed, as far as there is one, or of all. */
function helpFor(program: Command, [, , ...words]: readonly string[]): string {
  const path = ['npx interlink'];
  let at: Command | undefined = program;
  for (const word of words) {
    at = at.commands.find((command) => command.name() === word);
    if (at === undefined) break;
    path.push(word);
  }
  return `\`${path.join(' ')} --help\` says what there is`;
}

function explain(thrown: unknown, { err }: Streams): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  err(`interlink: ${sentence(thrown)}\n`);
  return thrown instanceof CliError ? thrown.exitCode : 1;
}

/** Errors of PostgreSQL and of libraries may hold what people bear: only their kind is told (S13). */
function sentence(thrown: unknown): string {
  if (thrown instanceof CliError || thrown instanceof ConfigError) return thrown.message;
  if (isServiceError(thrown)) return `${thrown.message} (${thrown.code})`;
  const code = (thrown as { readonly code?: unknown } | null)?.code;
  const kind = thrown instanceof Error ? thrown.name : 'unknown';
  return `something failed that nobody foresaw (${kind}${typeof code === 'string' ? ` ${code}` : ''}).`;
}
