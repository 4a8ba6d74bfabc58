import type { Readable } from 'node:stream';
import type { LedgerLine } from '@interlink/contracts/payments/reads';
import type { Operator } from '../../platform/http/api.js';
import type { PaymentsContext } from '../policy.js';
import { viewHead } from './batches.js';
import { listBatchLines } from './lines.js';
import { writeSpreadsheet } from './spreadsheet.js';

/** Lines that are read, and named in the audit log, together. */
const TOGETHER = 500;

/**
 * A batch as XLSX for people. Each page of lines is audited before it is written, the first before any byte leaves, so
 * that an audit log that cannot be written is a plain refusal (S6). Throws `payments.batch-not-found`.
 */
export async function exportBatch(context: PaymentsContext, operator: Operator, id: string): Promise<Readable> {
  // No institution has the empty code, so that who has none sees none (S2).
  const head = await viewHead(context.platform, operator.session.institution ?? '', id, context.limits);
  const pages = auditedPages(context, operator, id);
  const first = await pages.next();
  async function* all() {
    if (first.done !== true) yield first.value;
    yield* pages;
  }
  return writeSpreadsheet(head, all());
}

async function* auditedPages(
  { platform }: PaymentsContext,
  { session, actor }: Operator,
  id: string,
): AsyncGenerator<readonly LedgerLine[]> {
  for (let cursor: string | undefined, isMore = true; isMore; isMore = cursor !== undefined) {
    const { items, nextCursor } = await listBatchLines(platform, session.institution ?? '', id, { cursor }, TOGETHER);
    const subjects = [...new Set(items.map(({ individualId }) => individualId))];
    const entry = { action: 'payments.export-lines', stream: `batch:${id}`, subjects, isNameless: true };
    yield await platform.auditedRead(actor, entry, () => Promise.resolve(items));
    cursor = nextCursor;
  }
}
