import { randomUUID } from 'node:crypto';
import { BulkFormat, BulkOperation, type BulkFile, type BulkFilePage } from '@interlink/contracts/exchange/bulk';
import type { Command } from 'commander';
import { Value } from 'typebox/value';
import { CliError, type Cli } from '../cli.js';
import { connected, fetchToken, postSigned, refusalOf, type ConnectionOptions, type Outcome } from './connection.js';
import { readObject } from '../files.js';
import { fileHeader } from './message.js';
import { needPartner } from './need-partner.js';
import { fetchFile, hashOfFile, sendParts, showFile } from './transfer.js';

type Context = () => Cli;

/** Files of the exchange: as a partner sends and fetches them, and as an operator sees them. */
export function bulkVerbs(bulk: Command, cli: Context): void {
  connected(bulk.command('push <file>'))
    .description('send a file, each line of which is handled as a message; with --id go on where it broke off')
    .requiredOption('--of <operation>', 'what its lines are: enrollment-updates or sync-search')
    .requiredOption('--format <format>', 'csv, jsonl or xml')
    .option('--id <file>', 'the file that broke off')
    .action((file: string, options: PushOptions) => push(cli(), file, options));
  connected(bulk.command('pull <search>'))
    .description('have everything that a search item of a JSON file finds written as a file')
    .requiredOption('--format <format>', 'csv, jsonl or xml')
    .option('--synchronise', 'only what differs, with the key of each record')
    .option('--since <file>', 'with --synchronise: the last file that was worked in')
    .action((file: string, options: PullOptions) => pull(cli(), file, options));
  connected(bulk.command('show <id>'))
    .description('how far a file is')
    .action(async (id: string, options: ConnectionOptions) => told(cli(), await showFile(options, id)));
  connected(bulk.command('fetch <id>'))
    .description('fetch the result; goes on where an earlier try broke off, and compares the signed hash')
    .requiredOption('--out <file>', 'where it is kept; <file>.part until it is whole')
    .action((id: string, options: ConnectionOptions & { readonly out: string }) => fetched(cli(), id, options));
  bulk
    .command('list <partner>')
    .description('as an operator: the files of a partner, newest first')
    .option('--json', 'answer in JSON')
    .action((partner: string) => list(cli(), partner));
}

interface PushOptions extends ConnectionOptions {
  readonly of: string;
  readonly format: string;
  readonly id?: string;
}

async function push(cli: Cli, path: string, options: PushOptions): Promise<void> {
  if (!Value.Check(BulkOperation, options.of)) throw new CliError('--of is enrollment-updates or sync-search.', 2);
  const { size, sha256 } = await hashOfFile(path);
  const request = { kind: 'push', operation: options.of, format: formatNamed(options.format), size, sha256 };
  const begun = options.id === undefined ? await begin(options, request) : await showFile(options, options.id);
  const file = fileOf(begun);
  if (file.size !== size) throw new CliError(`${path} is not the file that was begun as ${file.file_id}.`, 2);
  told(cli, await sendParts(options, path, file, begun));
}

interface PullOptions extends ConnectionOptions {
  readonly format: string;
  readonly synchronise?: boolean;
  readonly since?: string;
}

async function pull(cli: Cli, path: string, { synchronise = false, since, ...options }: PullOptions): Promise<void> {
  if (since !== undefined && !synchronise) throw new CliError('--since needs --synchronise.', 2);
  const request = {
    kind: synchronise ? 'synchronise' : 'pull',
    ...{ format: formatNamed(options.format), search: await readObject(path) },
    ...(since !== undefined && { since }),
  };
  told(cli, await begin(options, request));
}

async function begin(options: ConnectionOptions, request: object): Promise<Outcome> {
  const header = fileHeader({ sender: options.sender, receiver: options.receiver }, new Date());
  const message = { transaction_id: randomUUID(), bulk_request: request };
  return postSigned(options, { token: await fetchToken(options), path: '/files', header, message });
}

function formatNamed(name: string): BulkFormat {
  if (Value.Check(BulkFormat, name)) return name;
  throw new CliError('--format is csv, jsonl or xml.', 2);
}

function fileOf({ answer, accepted, signature }: Outcome): BulkFile {
  const { message } = answer as { readonly message?: { readonly bulk_response?: BulkFile } };
  if (signature === 'invalid') throw new CliError('The answer is not signed by a published key.', 4);
  if (accepted && message?.bulk_response) return message.bulk_response;
  throw new CliError(`The file was refused: ${refusalOf(answer)}.`, 4);
}

const lineOf = ({ file_id: id, state, kind, received, size, lines, rejected, refusal = '' }: BulkFile) =>
  `${id}  ${kind}  ${state}  ${size === undefined ? '' : `${received} of ${size} bytes  `}${lines} lines, ${rejected} refused  ${refusal}`;

function told(cli: Cli, outcome: Outcome): void {
  const file = fileOf(outcome);
  cli.show({ file }, () => [lineOf(file)]);
}

async function fetched(cli: Cli, id: string, options: ConnectionOptions & { readonly out: string }): Promise<void> {
  const file = fileOf(await showFile(options, id));
  if (!file.result) throw new CliError(`The file is ${file.state}: there is nothing to fetch yet.`, 4);
  await fetchFile(options, id, file.result, options.out);
  cli.show({ file, out: options.out }, () => [`${options.out}  ${file.lines} lines, ${file.rejected} refused`]);
}

async function list(cli: Cli, partner: string): Promise<void> {
  const api = await cli.api();
  const { items } = await api.get<BulkFilePage>(`/exchange-files?${new URLSearchParams({ partner })}`);
  if (items.length === 0) await needPartner(api, partner);
  cli.show({ items }, () =>
    items.length === 0
      ? ['No file passed.']
      : items.map(({ at, role, ...file }) => `${at}  ${role}-${file.operation}  ${lineOf(file)}`),
  );
}
