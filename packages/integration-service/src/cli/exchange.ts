import type { ExchangePage } from '@interlink/contracts/interconnection/partner-commands';
import type { ParkedPage } from '@interlink/contracts/platform/outbox';
import type { Command } from 'commander';
import type { ApiClient } from './api-client.js';
import { CliError, type Cli, type Verb } from './cli.js';
import { confirming } from './confirm.js';
import { bulkVerbs } from './exchange/bulk.js';
import { connected, sendMessage, type ConnectionOptions, type Outcome } from './exchange/connection.js';
import { needPartner } from './exchange/need-partner.js';
import { followingVerbs } from './exchange/following.js';
import { readObject } from './files.js';
import { operationNamed, subscriptionOf, type SubscribeOptions } from './exchange/message.js';

type Context = () => Cli;

/** DCI from the command line: messages as a partner sends them, and what passed as an operator sees it. */
export const exchangeVerb: Verb = (program, cli) => {
  const exchange = program.command('exchange').description('messages of the DCI: send them, see what passed');
  sendingVerbs(exchange, cli);
  operatorVerbs(exchange, cli);
  bulkVerbs(exchange.command('bulk').description('files: send lines, fetch records, see how far they are'), cli);
  followingVerbs(exchange, cli);
};

function sendingVerbs(exchange: Command, cli: Context): void {
  connected(exchange.command('send <operation> <file>'))
    .description('sign the message of a JSON file as a partner and send it; ends with 4 when it is refused')
    .action(async (name: string, file: string, options: ConnectionOptions) => {
      const operation = operationNamed(name);
      tell(cli(), await sendMessage(options, operation, await readObject(file)));
    });
  connected(exchange.command('subscribe'))
    .description('subscribe to the changes of one person; the code comes by on-subscribe')
    .requiredOption('--event <type>', 'for example UPDATE, enrollement, Death')
    .requiredOption('--record <type>', 'what is told: Member, Group, Beneficiary, Person')
    .requiredOption('--filter <TYPE:VALUE>', 'identifier of the person')
    .option('--frequency <cron>', 'when to tell, in UTC; at once when left out')
    .option('--days <number>', 'how long, with --frequency', '365')
    .action(async (options: ConnectionOptions & SubscribeOptions) => {
      tell(cli(), await sendMessage(options, 'subscribe', subscriptionOf(options, new Date())));
    });
}

function tell(cli: Cli, outcome: Outcome): void {
  const { status, signature, accepted, answer } = outcome;
  cli.show(outcome, () => [
    `${status} ${accepted ? 'accepted' : 'refused'}, signature of the answer: ${signature}`,
    JSON.stringify(answer, null, 2),
  ]);
  if (signature === 'invalid') throw new CliError('The answer is not signed by a published key.', 4);
  if (!accepted) throw new CliError('The message was refused; the answer above says why.', 4);
}

function operatorVerbs(exchange: Command, cli: Context): void {
  exchange
    .command('show <partner>')
    .description('what passed with a partner, newest first, and what it refused to take')
    .option('--operation <name>', 'only this one, for example sr-search')
    .option('--limit <number>', 'how many lines', '50')
    .option('--json', 'answer in JSON')
    .action((partner: string, options: ShowOptions) => show(cli(), partner, options));
  exchange
    .command('replay <partner>')
    .description('send again, under the same message ids, what the partner refused ten times; asks for your password')
    .option('--id <id>', 'only this message')
    .option('--json', 'answer in JSON')
    .action((partner: string, options: { readonly id?: string }) => replay(cli(), partner, options.id));
}

interface ShowOptions {
  readonly operation?: string;
  readonly limit: string;
}

async function show(cli: Cli, partner: string, { operation, limit }: ShowOptions): Promise<void> {
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > 200) throw new CliError('--limit is 1 to 200.', 2);
  const api = await cli.api();
  const query = new URLSearchParams({ partner, limit, ...(operation !== undefined && { operation }) });
  const { lines } = await api.get<ExchangePage>(`/exchanges?${query}`);
  const parked = await listParked(api, partner);
  if (lines.length + parked.length === 0) await needPartner(api, partner);
  cli.show({ lines, parked }, () => [
    ...lines.map(
      ({ at, operation: name, result, refusal = '', people, signature, correlationId }) =>
        `${at}  ${name.padEnd(24)} ${result.padEnd(10)} ${people} people  ${signature}  ${refusal}  ${correlationId}`,
    ),
    ...(lines.length === 0 ? ['Nothing passed.'] : []),
    ...parked.map(({ id, kind, tries, refusal = '' }) => `parked ${id}  ${kind}  ${tries} tries  ${refusal}`),
  ]);
}

async function listParked(api: ApiClient, partner: string): Promise<ParkedPage['items']> {
  const found: ParkedPage['items'][number][] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const query = new URLSearchParams({ stream: `dci:${partner}`, ...(cursor !== undefined && { cursor }) });
    const page = await api.get<ParkedPage>(`/platform/outbox/parked?${query}`);
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}

async function replay(cli: Cli, partner: string, id: string | undefined): Promise<void> {
  const api = await cli.api();
  const parked = (await listParked(api, partner)).filter((one) => id === undefined || one.id === id);
  if (id !== undefined && parked.length === 0) throw new CliError(`${id} is not parked for ${partner}.`);
  // In the order in which they were caused, oldest first.
  const ids = [...parked].sort((a, b) => a.seq - b.seq).map((one) => one.id);
  for (const one of ids) await confirming(api, () => api.post(`/platform/outbox/${one}/replay`));
  cli.show({ replayed: ids }, () =>
    ids.length === 0 ? [`Nothing is parked for ${partner}.`] : ids.map((one) => `${one} is sent again.`),
  );
}
