import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/transaction.js';
import type { SocialContext, Villages } from '../context.js';
import { saveHouseholds, type GivenHousehold } from '../households.js';
import type { UploadRow } from '../tables.js';
import { checkedHouseholds } from './checked.js';
import { FileRefused } from './file-row.js';
import { checkedBytes } from './read-file.js';
import { stateHouseholds } from '../to-registry.js';
import { changeUpload, forgetFile, getUpload, readChunks, setDetails } from './store.js';

/**
 * So few that their people and themselves are, for families as they are, one call of the registry, which takes 1,000.
 */
const BATCH = 170;

interface Batch {
  /** Households of the file before this batch. */
  readonly from: number;
  /** With those that are left out. */
  readonly size: number;
  readonly good: readonly GivenHousehold[];
}

/**
 * SR-020: loads what was checked, a batch a transaction; how far it is stands in the same transaction, so that a load
 * that was killed goes on where it was and loads nobody twice. Households with a problem are left out.
 */
export async function loadUpload(context: SocialContext, id: string, actor: Actor): Promise<void> {
  const { platform } = context;
  const upload = await getUpload(platform, id);
  if (upload.state !== 'loading') return;
  const villages = await context.villages();
  try {
    for await (const batch of readAhead(batches(context, upload, villages))) {
      if (batch.from + batch.size <= upload.done) continue;
      const isMine = await platform.inTransaction(actor, (tx) => loadBatch(context, tx, id, villages, batch));
      if (!isMine) return;
      platform.failpoint('social-registry.after-batch');
    }
  } catch (thrown) {
    if (!(thrown instanceof FileRefused)) throw thrown;
    await platform.inTransaction(actor, (tx) => refuse(tx, id, thrown));
    return;
  }
  await platform.inTransaction(actor, (tx) => finish(context, tx, id));
}

/**
 * It is no longer the file that was checked: the questionnaire has other columns by now, or its bytes differ. Batches
 * that were loaded before stay; the page of the upload says why the rest is not.
 */
async function refuse(tx: Tx, id: string, { reason, details }: FileRefused): Promise<void> {
  const upload = await getUpload(tx, id, { lock: true });
  if (upload.state !== 'loading') return;
  await changeUpload(tx, id, { state: 'refused', refusal: reason });
  await setDetails(tx, id, { refusalDetails: details });
  tx.audit({ stream: `upload:${id}`, action: 'social-registry.refuse-load', subject: id, body: { refusal: reason } });
}

/** Reads and checks the next while the database is busy with this one. */
async function* readAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const ask = () => {
    const asked = items.next();
    // Its failure is told to whoever awaits it, though that may be a moment later.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    let next = ask();
    for (let item = await next; !item.done; item = await next) {
      next = ask();
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}

async function* batches(context: SocialContext, upload: UploadRow, villages: Villages): AsyncGenerator<Batch> {
  let from = 0;
  let size = 0;
  let good: GivenHousehold[] = [];
  const bytes = checkedBytes(readChunks(context.platform, upload), upload.sha256);
  for await (const { household, problems } of checkedHouseholds(context, upload, villages, bytes)) {
    size += 1;
    if (problems.length === 0) {
      const answers = { household: { ...household.household }, members: [...household.members] };
      good.push({ key: household.key, answers });
    }
    if (size < BATCH) continue;
    yield { from, size, good };
    from += size;
    size = 0;
    good = [];
  }
  if (size > 0) yield { from, size, good };
}

/** False when another worker is ahead or it was stopped. */
async function loadBatch(
  { platform, questionnaires, registry }: SocialContext,
  tx: Tx,
  id: string,
  villages: Villages,
  batch: Batch,
): Promise<boolean> {
  const upload = await getUpload(tx, id, { lock: true });
  if (upload.state !== 'loading' || upload.done !== batch.from) return false;
  const questionnaire = questionnaires.get(upload.questionnaire);
  const origin = { institution: upload.institution, questionnaire, origin: `upload:${id}`, who: upload.makerLogin };
  const { kept, ...saved } = await saveHouseholds(platform, tx, batch.good, origin);
  await stateHouseholds(registry, tx, questionnaire, villages, kept);
  await changeUpload(tx, id, {
    done: batch.from + batch.size,
    created: upload.created + saved.created,
    changed: upload.changed + saved.changed,
    unchanged: upload.unchanged + saved.unchanged,
  });
  tx.audit({
    stream: `upload:${id}`,
    action: 'social-registry.load-batch',
    subject: id,
    body: { ...saved, from: batch.from },
  });
  return true;
}

async function finish({ platform }: SocialContext, tx: Tx, id: string): Promise<void> {
  const upload = await getUpload(tx, id, { lock: true });
  if (upload.state !== 'loading') return;
  await changeUpload(tx, id, { state: 'loaded' });
  await forgetFile(platform.vault, tx, id);
  const { created, changed, unchanged } = upload;
  tx.audit({
    stream: `upload:${id}`,
    action: 'social-registry.loaded',
    subject: id,
    body: { created, changed, unchanged },
  });
}
