import { createHash } from 'node:crypto';
import { isServiceError } from '@interlink/contracts/errors';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { DciOperation } from '@interlink/contracts/exchange/dci/role';
import { systemActor, type Actor } from '../../platform/actor.js';
import { findActive } from '../callbacks/work.js';
import type { ExchangeContext } from '../context.js';
import type { BulkFileRow } from '../tables.js';
import { pagesOf } from './pull.js';
import { linesOf } from './push.js';
import { ALL_DONE, BULK, refuseFile, type NextStep } from './steps.js';
import { changeFile, findFile, lockFile, readParts } from './store.js';

/** Lines or pages that one job does before others have their turn. */
const AT_ONCE = 200;

/** Goes on with a file from where it stands. Repetition, and two at once, change nothing. */
export async function runFile(context: ExchangeContext, id: string): Promise<void> {
  const { platform } = context;
  const file = await findFile(platform, id);
  if (file?.state !== 'working' || (file.resumeAt && file.resumeAt > platform.clock.now())) return;
  const partner = await findActive(context, file.partner);
  if (!partner) {
    const reason = { code: 'partner-suspended', why: 'partner-not-active' };
    return refuseFile(context, systemActor(platform.ids.next()), file, reason);
  }
  if (file.nextStep !== ALL_DONE) {
    const next = file.kind === 'push' ? await linesOf(context, partner, file) : pagesOf(context, partner, file);
    if (!next || !(await inTurns(context, partner, file, next))) return;
  }
  await finishFile(context, partner.actor, id);
}

/** Each line and each page costs what the call would cost (S12). True when all are done. */
async function inTurns(
  context: ExchangeContext,
  partner: InboundPartner,
  { id, operation }: BulkFileRow,
  next: NextStep,
): Promise<boolean> {
  for (let turn = 0; turn < AT_ONCE; turn += 1) {
    const step = await next();
    if (!step) return true;
    const wait = await secondsToWait(context, partner, operation);
    if (wait !== undefined) {
      await goOnLater(context, partner, id, wait);
      return false;
    }
    const outcome = await step();
    if (outcome === 'last') return true;
    if (outcome !== 'done') return false;
  }
  await goOnLater(context, partner, id, 0);
  return false;
}

async function secondsToWait({ inbound }: ExchangeContext, partner: InboundPartner, operation: DciOperation) {
  try {
    await inbound.spend(partner, operation);
    return undefined;
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code !== 'interconnection.too-many-requests') throw thrown;
    return Number(thrown.details['retryAfterSeconds']);
  }
}

function goOnLater({ platform }: ExchangeContext, { actor }: InboundPartner, id: string, seconds: number) {
  return platform.inTransaction(actor, async (tx) => {
    const startAfter = new Date(tx.now.getTime() + seconds * 1000);
    await changeFile(tx, id, { resumeAt: startAfter });
    tx.job(BULK, { id }, { startAfter });
  });
}

/** Every line is there: the hash of the whole is told from now on. */
async function finishFile({ platform }: ExchangeContext, actor: Actor, id: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const bytes of readParts(platform, id, 'out')) hash.update(bytes);
  const resultSha256 = hash.digest('hex');
  await platform.inTransaction(actor, async (tx) => {
    const { state, nextStep } = await lockFile(tx, id);
    if (state === 'working' && nextStep === ALL_DONE) await changeFile(tx, id, { state: 'ready', resultSha256 });
  });
}
