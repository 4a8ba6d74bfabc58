import type { DciRole, RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { MAX_PAGE_SIZE, type Anything } from '@interlink/contracts/exchange/dci/values';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { changeColumns, recordColumns } from '@interlink/domain/exchange/bulk/columns';
import type { Tx } from '../../platform/transaction.js';
import { prepareSearch } from '../answers/search-item.js';
import { recordTold } from '../callbacks/record.js';
import type { ExchangeContext } from '../context.js';
import { toFault } from '../server/fault.js';
import { readLineMessage } from '../server/incoming.js';
import { perform, type Performed } from '../server/perform.js';
import type { BulkFileRow } from '../tables.js';
import { differences, dropped } from './differences.js';
import { ALL_DONE, keepStep, refuseFile, type NextStep, type StepOutcome } from './steps.js';
import { lockFile, openSearch } from './store.js';
import { lineWriter, type LineWriter } from './write-lines.js';

interface Pulled {
  readonly file: BulkFileRow;
  readonly search: Anything;
  readonly writer: LineWriter;
}

/**
 * The pages that are still to be read, one after the other: each is the very search that the partner could have sent.
 */
export function pagesOf(context: ExchangeContext, partner: InboundPartner, begun: BulkFileRow): NextStep {
  let page = Math.max(begun.nextStep, 1);
  return async () => {
    const search = await openSearch(context.platform, begun);
    if (!search) return undefined;
    const pulled = { file: begun, search, writer: writerOf(begun, search) };
    const at = page;
    page += 1;
    return () => readPage(context, partner, pulled, at);
  };
}

function writerOf({ role, kind, format }: BulkFileRow, search: Anything): LineWriter {
  const prepared = prepareSearch(role as DciRole, search);
  if ('reason' in prepared) throw new Error('a search that was taken is not understood any more');
  const columns: Readonly<Record<string, (entity: RecordEntity) => ReturnType<typeof recordColumns>>> = {
    pull: recordColumns,
    synchronise: changeColumns,
  };
  return lineWriter(format, columns[kind]?.(prepared.entity) ?? []);
}

async function readPage(
  context: ExchangeContext,
  partner: InboundPartner,
  pulled: Pulled,
  page: number,
): Promise<StepOutcome> {
  try {
    const work = await perform(context, messageOf(partner, pulled, page), nowOf(context), true);
    const performed = await context.platform.inTransaction(partner.actor, (tx) =>
      keepPage(tx, context, partner, {
        ...pulled,
        page,
        work: async () => (typeof work === 'function' ? work(tx) : work),
      }),
    );
    if (typeof performed === 'string') return performed;
    await refuseFile(context, partner.actor, pulled.file, { code: performed.refusal, why: performed.refusal });
  } catch (thrown) {
    const { fault, status, why } = toFault(thrown);
    if (status >= 500) throw thrown;
    await refuseFile(context, partner.actor, pulled.file, { code: fault.code, why });
  }
  return 'refused';
}

const nowOf = ({ platform }: ExchangeContext) => platform.clock.now().toISOString();

function messageOf(partner: InboundPartner, { file, search }: Pulled, page: number) {
  const { messageId, signature, transactionId } = file;
  const criteria = search['search_criteria'] as Anything;
  const pagination = { page_size: MAX_PAGE_SIZE, page_number: page };
  const item = { ...search, search_criteria: { ...criteria, pagination } };
  const begun = { messageId, signature, transactionId, partner, role: file.role as DciRole };
  return readLineMessage(begun, 'sync-search', { transaction_id: transactionId, search_request: [item] });
}

interface Page extends Pulled {
  readonly page: number;
  readonly work: () => Promise<Performed>;
}
interface Found {
  readonly status: string;
  readonly status_reason_code?: string;
  readonly data?: { readonly reg_records: readonly Anything[] };
}

async function keepPage(
  tx: Tx,
  context: ExchangeContext,
  partner: InboundPartner,
  { file: { id }, page, writer, work }: Page,
): Promise<StepOutcome | { readonly refusal: string }> {
  const file = await lockFile(tx, id);
  if (file.state !== 'working' || Math.max(file.nextStep, 1) !== page) return 'lost';
  const { message, told, status } = await work();
  const [found] = (message as { readonly search_response: readonly Found[] }).search_response;
  if (!found?.data) return { refusal: found?.status_reason_code ?? 'err.request.bad' };
  const row = { ...file, kind: `bulk-${file.kind}` };
  await recordTold(tx, context, partner, { row, told, result: status, since: tx.now });
  const isLast = (told[0]?.onPage ?? 0) < MAX_PAGE_SIZE;
  const { reg_records: records } = found.data;
  const lines = file.kind === 'pull' ? records : await differences(tx, context, file, records);
  const text = [page === 1 ? writer.opening : '', ...lines.map(writer.line)].join('');
  const kept = await keepStep(tx, context, { file, text, nextStep: page + 1, lines: lines.length, told });
  if (isLast) await keepEnd(tx, context, kept, writer);
  context.platform.failpoint('exchange.after-bulk-page');
  return isLast ? 'last' : 'done';
}

async function keepEnd(tx: Tx, context: ExchangeContext, whole: BulkFileRow, writer: LineWriter): Promise<void> {
  let file = whole;
  for await (const lines of dropped(tx, whole)) {
    const text = lines.map(writer.line).join('');
    file = await keepStep(tx, context, { file, text, nextStep: file.nextStep, lines: lines.length });
  }
  await keepStep(tx, context, { file, text: writer.closing, nextStep: ALL_DONE });
}
