import { randomUUID } from 'node:crypto';
import type { Batch } from '@interlink/contracts/payments/batch';
import type { CheckReport } from '@interlink/contracts/payments/check-report';
import type { BatchPage } from '@interlink/contracts/payments/reads';
import type { WhyAnswer } from '@interlink/contracts/payments/why';
import type { Command } from 'commander';
import { CliError, type Cli, type Verb } from './cli.js';
import { ceremony, verify } from './payments/evidence.js';
import { makeBatch } from './payments/make.js';
import { payPoints } from './payments/pay-points.js';
import { batchLine, batchLines, reportLines, whyLines } from './payments/lines.js';

type Ask = () => Cli;

/**
 * `npx interlink payments …`: what an officer does without a screen. Approving money wants a credential in the browser.
 */
export const paymentsVerb: Verb = (program, cli) => {
  const payments = program.command('payments').description('make, check, send and reconcile batches of payments');
  build(payments, cli);
  steps(payments, cli);
  reading(payments, cli);
  adopt(payments, cli);
  payPoints(payments, cli);
  ceremony(payments, cli);
  verify(payments, cli);
};

const at = (id: string) => `/payments/batches/${encodeURIComponent(id)}`;
const showBatch = (context: Cli, batch: Batch) => context.show(batch, () => batchLines(batch));

function build(payments: Command, cli: Ask): void {
  payments
    .command('build <payroll>')
    .description('make a batch of an openIMIS payroll that was released for payment')
    .option('--on <date>', 'execution date, a bank day (YYYY-MM-DD)')
    .option('--channel <name>', "how its files leave, for example sftp; else as the programme's do")
    .action(async (payrollId: string, { on, channel }: { readonly on?: string; readonly channel?: string }) => {
      const context = cli();
      const body = { payrollId, ...(on !== undefined && { executionDate: on }), ...(channel && { channel }) };
      const api = await context.api();
      showBatch(context, await makeBatch(context, api, body));
    });
}

/** Verbs that post to a batch and show it as it is then; which states they leave when they did what they say. */
const STEPS = [
  { verb: 'check <batch>', path: 'check', text: 'check the batch again; what a check blocks stays a draft' },
  {
    verb: 'seal <batch>',
    path: 'advance',
    text: 'seal an approved batch, and send it when nothing stops it',
    not: ['DRAFT', 'VALIDATED'],
  },
  {
    verb: 'send <batch>',
    path: 'advance',
    text: 'send what is sealed, at most once',
    not: ['DRAFT', 'VALIDATED', 'APPROVED'],
  },
  {
    verb: 'reconcile <batch>',
    path: 'advance',
    text: 'ask the bank, read statements, write back to openIMIS',
    not: ['DRAFT', 'VALIDATED', 'APPROVED', 'SEALED'],
  },
  { verb: 'void <batch>', path: 'void', text: 'take back a sealed batch of which no byte left' },
] as const;

function steps(payments: Command, cli: Ask): void {
  for (const { verb, path, text, ...rest } of STEPS) {
    payments
      .command(verb)
      .description(text)
      .action(async (id: string) => {
        const context = cli();
        const batch = await (await context.api()).post<Batch>(`${at(id)}/${path}`);
        showBatch(context, batch);
        const left: readonly string[] = 'not' in rest ? rest.not : [];
        if (left.includes(batch.state))
          throw new CliError(`The batch is ${batch.state}: it has to be approved first, in the browser.`);
        if (batch.state === 'EXCEPTION') throw new CliError('The batch is stopped; two people release it.');
      });
  }
}

function reading(payments: Command, cli: Ask): void {
  payments
    .command('status [batch]')
    .description('how batches stand, or one batch with its lines')
    .action(async (id?: string) => {
      const context = cli();
      const api = await context.api();
      if (id !== undefined) return showBatch(context, await api.get<Batch>(at(id)));
      const batches = await api.get<BatchPage>('/payments/batches');
      context.show(batches, () => batches.items.map(batchLine));
    });
  payments
    .command('report <batch>')
    .description('the checks before approval, worst first')
    .action(async (id: string) => {
      const context = cli();
      const report = await (await context.api()).get<CheckReport>(`${at(id)}/check-report`);
      context.show(report, () => reportLines(report));
    });
  payments
    .command('why <individual>')
    .description('why somebody was, or was not, paid about a day')
    .requiredOption('--on <date>', 'the day (YYYY-MM-DD)')
    .action(async (individualId: string, { on }: { readonly on: string }) => {
      const context = cli();
      const query = new URLSearchParams({ individualId, date: on });
      const answers = await (await context.api()).get<readonly WhyAnswer[]>(`/payments/why?${query}`);
      context.show(answers, () => answers.flatMap(whyLines));
    });
}

function adopt(payments: Command, cli: Ask): void {
  payments
    .command('adopt <payroll...>')
    .description('go-live: record benefits of past payrolls, so that none is paid again without two people')
    .requiredOption('--until <date>', 'only payrolls whose cycle ended by then (YYYY-MM-DD)')
    .action(async (payrollIds: readonly string[], { until }: { readonly until: string }) => {
      const context = cli();
      const call = { body: { payrollIds, until }, idempotencyKey: randomUUID() };
      const counts = await (await context.api()).post<Readonly<Record<string, number>>>('/payments/adoptions', call);
      context.show(counts, () => Object.entries(counts).map(([name, count]) => `${String(count).padStart(8)} ${name}`));
    });
}
