import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Batch } from '@interlink/contracts/payments/batch';
import type { CashCount, PayList, PayMarks } from '@interlink/contracts/payments/pay-point';
import { Option, type Command } from 'commander';
import { parseJsonObject } from '../../platform/json.js';
import { CliError, type Cli } from '../cli.js';
import { wholeNumber } from '../read-arguments.js';
import { payListPage } from './pay-list-page.js';

const at = (id: string, path: string) => `/payments/batches/${encodeURIComponent(id)}/${path}`;

interface ReceiptOptions {
  readonly out: string;
  readonly language: string;
}
interface IssueOptions extends ReceiptOptions {
  readonly point: string;
  readonly pdf?: boolean;
}

const inLanguage = () => new Option('--language <code>', 'language of a PDF').choices(['ar', 'en', 'fr']).default('en');

interface CountOptions {
  readonly day: string;
  readonly advance: string;
  readonly returned: string;
  readonly last?: boolean;
}

/** Cash at payment points: the list out, the marks in, the day counted and witnessed. */
export function payPoints(payments: Command, cli: () => Cli): void {
  issue(payments, cli);
  receipt(payments, cli);
  marks(payments, cli);
  count(payments, cli);
  witness(payments, cli);
}

function issue(payments: Command, cli: () => Cli): void {
  payments
    .command('pay-list <batch>')
    .description(
      'issue the signed list of a payment point, as a page that works without network or as PDF; it names people',
    )
    .requiredOption('--point <name>', 'the payment point')
    .requiredOption('--out <file>', 'where it is written, for example list.html or list.pdf')
    .option('--pdf', 'to print and sign, with page numbers, total and proof')
    .addOption(inLanguage())
    .action(async (id: string, { point, out, pdf, language }: IssueOptions) => {
      const context = cli();
      const api = await context.api();
      await api.post<Batch>(at(id, 'pay-list'), { body: { point } });
      const list = await api.get<PayList>(at(id, 'pay-list'));
      const file = pdf ? await api.download(at(id, `pay-list/pdf?language=${language}`)) : payListPage(list);
      await writeFile(out, file, { mode: 0o600 });
      context.show({ number: list.number, lines: list.lines.length }, () => [
        `List ${list.number}: ${list.lines.length} payments, ${list.total} ${list.currency}, written to ${out}.`,
      ]);
    });
}

function receipt(payments: Command, cli: () => Cli): void {
  payments
    .command('receipt <batch> <line>')
    .description('a receipt as PDF for the person whom this line (InstrId) has paid; it names the person')
    .requiredOption('--out <file>', 'where it is written, for example receipt.pdf')
    .addOption(inLanguage())
    .action(async (id: string, instrId: string, { out, language }: ReceiptOptions) => {
      const context = cli();
      const path = `lines/${encodeURIComponent(instrId)}/receipt?language=${language}`;
      await writeFile(out, await (await context.api()).download(at(id, path)), { mode: 0o600 });
      context.show({ line: instrId, out }, () => [`The receipt of ${instrId} was written to ${out}.`]);
    });
}

function marks(payments: Command, cli: () => Cli): void {
  payments
    .command('marks <batch> <file>')
    .description('hand in the marks that the page of the list has saved')
    .action(async (id: string, file: string) => {
      const context = cli();
      const body = await readMarks(file);
      const api = await context.api();
      await api.post<Batch>(at(id, 'marks'), { body, idempotencyKey: randomUUID() });
      context.show({ marks: body.marks.length }, () => [`${body.marks.length} marks were taken.`]);
    });
}

async function readMarks(file: string): Promise<PayMarks> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { marks: found } = parseJsonObject(text) as Partial<PayMarks>;
  if (!Array.isArray(found))
    throw new CliError(`${file} cannot be read: give the file that the page of the list has saved.`, 2);
  return { marks: found };
}

function count(payments: Command, cli: () => Cli): void {
  payments
    .command('cash-count <batch>')
    .description("the manager's count of a day, in minor units; refused unless it comes out to zero")
    .requiredOption('--day <date>', 'the day (YYYY-MM-DD)')
    .requiredOption('--advance <minor>', 'cash that was advanced')
    .requiredOption('--returned <minor>', 'cash that came back')
    .option('--last', 'the last day: what nobody claimed goes back to the treasury')
    .action(async (id: string, { day, advance, returned, last = false }: CountOptions) => {
      const context = cli();
      // Read before anybody is asked: an empty option is no count of nothing.
      const advanceMinor = wholeNumber('--advance', advance);
      const body = { day, advanceMinor, returnedMinor: wholeNumber('--returned', returned), isLast: last };
      const api = await context.api();
      const counted = await api.post<{ id: string }>(at(id, 'cash-counts'), { body, idempotencyKey: randomUUID() });
      context.show(counted, () => [`Counted: ${counted.id}. Somebody else signs it as a witness.`]);
    });
  payments
    .command('cash-counts <batch>')
    .description('the days that were counted, and who signed them')
    .action(async (id: string) => {
      const context = cli();
      const counts = await (await context.api()).get<readonly CashCount[]>(at(id, 'cash-counts'));
      context.show(counts, () => counts.map(countLine));
    });
}

function witness(payments: Command, cli: () => Cli): void {
  payments
    .command('witness <count>')
    .description('sign the count of somebody else; wants a session that was just confirmed')
    .action(async (id: string) => {
      const context = cli();
      const api = await context.api();
      const signed = await api.post<{ batchId: string }>(`/payments/cash-counts/${encodeURIComponent(id)}/witness`);
      context.show(signed, () => [`Signed. npx interlink payments status ${signed.batchId}`]);
    });
}

/** One day in one line; amounts in minor units, as they were counted. */
export function countLine({ id, day, advanceMinor, returnedMinor, paidMinor, ...signed }: CashCount): string {
  const who = `${signed.managerLogin}, ${signed.witnessLogin ?? 'no witness yet'}`;
  const last = signed.isLast ? ', the last day' : '';
  return `${id}  ${day}  ${advanceMinor} advanced, ${paidMinor} paid, ${returnedMinor} back (${who})${last}`;
}
