import { createHash } from 'node:crypto';
import type { BulkOperation } from '@interlink/contracts/exchange/bulk';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { Anything } from '@interlink/contracts/exchange/dci/values';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { resultColumns } from '@interlink/domain/exchange/bulk/columns';
import { findUnstorable } from '../../platform/http/storable.js';
import type { Tx } from '../../platform/transaction.js';
import type { Told } from '../answers/search.js';
import { recordTold } from '../callbacks/record.js';
import type { ExchangeContext } from '../context.js';
import { DciFault, toFault } from '../server/fault.js';
import { readLineMessage } from '../server/incoming.js';
import { perform, type Performed } from '../server/perform.js';
import type { BulkFileRow } from '../tables.js';
import { FileRefused, type BulkLine } from './line.js';
import { readLines } from './read-lines.js';
import { ALL_DONE, keepStep, refuseFile, type NextStep, type StepOutcome } from './steps.js';
import { addLines, dropReceived, lockFile, readKeptLines, readParts } from './store.js';
import { lineWriter } from './write-lines.js';

/** What a line stands for, as the message of its operation, and where the answer has the line's own. */
const messages: Readonly<
  Record<BulkOperation, { readonly answers: string; readonly of: (transactionId: string, item: unknown) => Anything }>
> = {
  'enrollment-updates': {
    answers: 'enrolled_response',
    of: (transactionId, item) => ({ transaction_id: transactionId, enrolled_updates: { beneficiaries: [item] } }),
  },
  'sync-search': {
    answers: 'search_response',
    of: (transactionId, item) => ({ transaction_id: transactionId, search_request: [item] }),
  },
};

/** The lines that are still to be handled, one after the other; undefined when the file was refused. */
export async function linesOf(
  context: ExchangeContext,
  partner: InboundPartner,
  file: BulkFileRow,
): Promise<NextStep | undefined> {
  if (file.nextStep === 0 && !(await startPush(context, partner, file))) return undefined;
  let step = Math.max(file.nextStep, 1) - 1;
  let kept: readonly BulkLine[] = [];
  return async () => {
    step += 1;
    if (kept.length === 0) kept = await readKeptLines(context.platform, file.id, step);
    const at = step;
    const [line, ...rest] = kept;
    kept = rest;
    if (!line) return void (await endPush(context, partner, file.id, at));
    return () => handleLine(context, partner, { file, line, step: at });
  };
}

/** Reads the whole file once before its first line has an effect: one that cannot be read leaves nothing behind. */
async function startPush(context: ExchangeContext, partner: InboundPartner, file: BulkFileRow): Promise<boolean> {
  try {
    return await context.platform.inTransaction(partner.actor, async (tx) => {
      const locked = await lockFile(tx, file.id);
      if (locked.state !== 'working' || locked.nextStep !== 0) return false;
      await keepLines(tx, context, locked);
      await dropReceived(tx, file.id);
      await keepStep(tx, context, { file: locked, text: writerOf(locked).opening, nextStep: 1 });
      return true;
    });
  } catch (thrown) {
    if (!(thrown instanceof FileRefused)) throw thrown;
    await refuseFile(context, partner.actor, file, { code: thrown.reason, why: thrown.reason });
    return false;
  }
}

/** Lines that are kept together: as many, or as many letters. */
const TOGETHER = { lines: 100, letters: 262_144 };

/** Throws FileRefused when the file cannot be read, or is not the one that was signed. */
async function keepLines(tx: Tx, { platform }: ExchangeContext, { id, format, sha256 }: BulkFileRow): Promise<void> {
  const hash = createHash('sha256');
  const bytes = readParts({ vault: platform.vault, db: tx.db }, id, 'in');
  let [startAt, letters, lines]: [number, number, BulkLine[]] = [1, 0, []];
  const keep = async () => {
    if (lines.length > 0) await addLines(tx, platform, { fileId: id, startAt }, lines);
    [startAt, letters, lines] = [startAt + lines.length, 0, []];
  };
  for await (const line of readLines(format, hashed(bytes, hash))) {
    lines.push(line);
    letters += JSON.stringify(line).length;
    if (lines.length >= TOGETHER.lines || letters >= TOGETHER.letters) await keep();
  }
  await keep();
  if (hash.digest('hex') !== sha256) throw new FileRefused('bytes-differ');
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: { update(bytes: Buffer): unknown }) {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

const writerOf = ({ format }: BulkFileRow) => lineWriter(format, resultColumns());

interface Handled {
  readonly file: BulkFileRow;
  readonly line: BulkLine;
  readonly step: number;
}
interface LineResult {
  readonly status: string;
  readonly [member: string]: unknown;
}

/**
 * One line is one message with that one item: read, permitted, answered and logged by what answers messages. What is
 * wrong with it is told in its result; what is wrong with us has the job tried again.
 */
async function handleLine(context: ExchangeContext, partner: InboundPartner, handled: Handled): Promise<StepOutcome> {
  const { file } = handled;
  const since = context.platform.clock.now();
  try {
    const work = await prepareLine(context, partner, handled);
    return await keepLine(context, partner, handled, async (tx) => {
      const performed: Performed = typeof work === 'function' ? await work(tx) : work;
      const row = { ...file, kind: `bulk-${file.operation}` };
      await recordTold(tx, context, partner, { row, told: performed.told, result: performed.status, since });
      const answers = (performed.message as Anything)[messages[file.operation].answers];
      return { result: (answers as readonly LineResult[])[0] as LineResult, told: performed.told };
    });
  } catch (thrown) {
    const fault = toFault(thrown);
    if (fault.status >= 500) throw thrown;
    return keepLine(context, partner, handled, (tx) =>
      Promise.resolve({ result: refusedLine(tx, file, fault), told: [] }),
    );
  }
}

function prepareLine(context: ExchangeContext, partner: InboundPartner, { file, line }: Handled) {
  // A line is held to what a message is: what no database keeps would fail it again and again, and the file with it.
  const fault =
    line.fault ?? (findUnstorable(line.value) === undefined ? undefined : 'the line holds NUL or half of a character');
  if (fault !== undefined) throw new DciFault({ code: 'err.request.bad', message: fault }, 'line-unreadable');
  const { messageId, signature, transactionId } = file;
  const begun = { messageId, signature, transactionId, partner, role: file.role as DciRole };
  const incoming = readLineMessage(begun, file.operation, messages[file.operation].of(transactionId, line.value));
  return perform(context, incoming, context.platform.clock.now().toISOString());
}

function refusedLine(tx: Tx, { id, partner }: BulkFileRow, { fault, why }: DciFault): LineResult {
  const body = { code: fault.code, reason: fault.reason, why, fileId: id };
  tx.audit({ stream: `partner:${partner}`, action: 'exchange.refuse', subject: partner, body });
  return { status: 'rjct', status_reason_code: fault.reason ?? fault.code, status_reason_message: fault.message };
}

function keepLine(
  context: ExchangeContext,
  partner: InboundPartner,
  { file: { id }, line, step }: Handled,
  work: (tx: Tx) => Promise<{ readonly result: LineResult; readonly told: readonly Told[] }>,
): Promise<StepOutcome> {
  return context.platform.inTransaction(partner.actor, async (tx) => {
    const file = await lockFile(tx, id);
    if (file.state !== 'working' || file.nextStep !== step) return 'lost';
    const { result, told } = await work(tx);
    const text = writerOf(file).line({ line: line.number, ...result });
    const rejected = result.status === 'rjct' ? 1 : 0;
    await keepStep(tx, context, { file, text, nextStep: step + 1, lines: 1, rejected, told });
    context.platform.failpoint('exchange.after-bulk-line');
    return 'done';
  });
}

function endPush(context: ExchangeContext, partner: InboundPartner, id: string, step: number): Promise<void> {
  return context.platform.inTransaction(partner.actor, async (tx) => {
    const file = await lockFile(tx, id);
    if (file.state !== 'working' || file.nextStep !== step) return;
    await keepStep(tx, context, { file, text: writerOf(file).closing, nextStep: ALL_DONE });
  });
}
