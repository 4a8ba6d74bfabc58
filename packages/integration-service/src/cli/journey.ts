import type { Journey, JourneyPage } from '@interlink/contracts/enrolment/journey';
import type { ApiClient } from './api-client.js';
import { CliError, type Cli, type Verb } from './cli.js';
import { confirming } from './confirm.js';
import { toLines } from './enrol/report.js';

interface JourneyOptions {
  readonly approve?: boolean;
  readonly reject?: boolean;
  readonly override?: boolean;
  readonly resolve?: boolean;
  readonly reason?: string;
}

export const journeyVerb: Verb = (program, cli) => {
  program
    .command('journey <id>')
    .description('show a journey with its timeline, or decide about it')
    .option('--approve', 'approve exactly what is shown (not your own journey); asks for your password')
    .option('--reject', 'reject it; needs --reason')
    .option('--override', 'go on in spite of a finding; needs --reason')
    .option('--resolve', 'resolve the openIMIS task of an approved journey')
    .option('--reason <text>', 'why; without names or numbers of people')
    .action(async (id: string, options: JourneyOptions) => {
      const context = cli();
      const api = await context.api();
      const path = `/enrolment/journeys/${encodeURIComponent(id)}`;
      const journey = await confirming(api, () => act(api, path, options));
      context.show(journey, () => toLines(journey));
      if (options.approve) explainUnfinished(journey);
    });
};

export const journeysVerb: Verb = (program, cli) => {
  program
    .command('journeys')
    .description('list journeys, newest first')
    .option('--state <state>', 'only journeys in this state')
    .option('--limit <count>', 'how many', '20')
    .action(async (options: { readonly state?: string; readonly limit: string }) => list(cli(), options));
};

async function act(api: ApiClient, path: string, options: JourneyOptions): Promise<Journey> {
  const wanted = (['approve', 'reject', 'override', 'resolve'] as const).filter((name) => options[name]);
  if (wanted.length > 1) throw new CliError(`--${wanted.join(' and --')} cannot be given together.`, 2);
  const journey = await api.get<Journey>(path);
  switch (wanted[0]) {
    case 'resolve':
      return api.post<Journey>(`${path}/task-resolution`);
    case 'override':
      return api.post<Journey>(`${path}/hold/override`, { body: { reason: reasonOf(options) } });
    case 'approve':
      return decide(api, path, journey, { decision: 'approve' });
    case 'reject':
      return decide(api, path, journey, { decision: 'reject', reason: reasonOf(options) });
    default:
      return journey;
  }
}

function decide(api: ApiClient, path: string, { approvalStatement }: Journey, decision: object): Promise<Journey> {
  // A journey without a statement is refused by the service, which says why.
  const statementHash = approvalStatement?.hash ?? '0'.repeat(64);
  return api.post<Journey>(`${path}/decision`, { body: { ...decision, statementHash } });
}

function reasonOf({ reason }: JourneyOptions): string {
  if (reason === undefined) throw new CliError('Give a reason with --reason.', 2);
  return reason;
}

function explainUnfinished({ state }: Journey): void {
  if (state === 'enrolled') return;
  throw new CliError(`Your approval is kept; the enrolment is not finished yet (${state}). Look again in a minute.`);
}

async function list(cli: Cli, { state, limit }: { readonly state?: string; readonly limit: string }): Promise<void> {
  const query = new URLSearchParams({ limit, ...(state !== undefined && { state }) });
  const api = await cli.api();
  const page = await api.get<JourneyPage>(`/enrolment/journeys?${query}`);
  cli.show(page, () =>
    page.items.map((item) =>
      `${item.id}  ${item.state.padEnd(18)} ${item.programme.padEnd(6)} ${item.updatedAt}  ${item.name ?? `erased on ${item.erasedAt}`}  ${item.reasons.join(', ')}`.trimEnd(),
    ),
  );
}
