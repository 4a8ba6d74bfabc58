import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { Told } from '../answers/search.js';
import type { ExchangeContext } from '../context.js';
import type { BulkFileRow } from '../tables.js';
import { groundsWith } from './still-agreed.js';
import { addPart, changeFile, lockFile } from './store.js';

/** Queue of the wake-ups. */
export const BULK = 'exchange.bulk';
/** `nextStep` of a file whose every line or page is done. */
export const ALL_DONE = -1;

/** What came of one line or page. `lost`: another process did it meanwhile. */
export type StepOutcome = 'done' | 'last' | 'lost' | 'refused';

/** What comes next of a file, not done yet; undefined: nothing does. */
export type NextStep = () => Promise<(() => Promise<StepOutcome>) | undefined>;

/**
 * Nothing more comes of it. What was stated by it stays stated; the result of a file that was refused is not given, so
 * what it would have told gives its volume back.
 */
export async function refuseFile(
  { platform, inbound }: Pick<ExchangeContext, 'inbound' | 'platform'>,
  actor: Actor,
  { id, partner, operation, messageId, createdAt }: BulkFileRow,
  { code, why }: { readonly code: string; readonly why: string },
): Promise<void> {
  await platform.inTransaction(actor, async (tx) => {
    const { state } = await lockFile(tx, id);
    if (state !== 'working') return;
    await changeFile(tx, id, { state: 'refused', refusal: code });
    if (operation === 'sync-search') await inbound.giveBack(tx, { partner, messageId, since: createdAt });
    const body = { code, why, fileId: id };
    tx.audit({ stream: `partner:${partner}`, action: 'exchange.refuse', subject: partner, body });
  });
}

export interface Step {
  readonly file: BulkFileRow;
  /** What is added to the result. */
  readonly text: string;
  readonly nextStep: number;
  readonly lines?: number;
  readonly rejected?: number;
  /** What it tells. */
  readonly told?: readonly Told[];
}

/**
 * Adds to the result and says what comes next, in the transaction of the effect: after a kill both are there, or
 * neither. The file as it then is.
 */
export async function keepStep(
  tx: Tx,
  { platform }: Pick<ExchangeContext, 'platform'>,
  { file, text, nextStep, lines = 0, rejected = 0, told = [] }: Step,
): Promise<BulkFileRow> {
  const bytes = Buffer.from(text, 'utf8');
  await addPart(tx, platform, { fileId: file.id, side: 'out', startAt: file.resultSize }, bytes);
  const changes = {
    ...{ nextStep, resultSize: file.resultSize + bytes.length, resumeAt: null },
    ...{ lines: file.lines + lines, rejected: file.rejected + rejected, grounds: groundsWith(file, told) },
  };
  await changeFile(tx, file.id, changes);
  return { ...file, ...changes };
}
