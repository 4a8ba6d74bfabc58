import { ServiceError } from '@interlink/contracts/errors';
import { CHUNK_BYTES, type BeginUpload } from '@interlink/contracts/social-registry/upload';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import { keepQuestionnaire } from '../questionnaires.js';
import type { SocialRegistryTables, UploadRow } from '../tables.js';
import { changeUpload, forgetFile, getUpload, keepChunk } from './store.js';

/** Begins a file; its parts follow. */
export async function beginUpload(
  { platform, questionnaires }: SocialContext,
  tx: Tx,
  operator: Operator,
  body: BeginUpload,
): Promise<string> {
  const questionnaire = questionnaires.get(body.questionnaire);
  await keepQuestionnaire(tx, questionnaire);
  const id = platform.ids.next();
  await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.upload')
    .values({
      ...body,
      id,
      institution: institutionOf(operator),
      districts: operator.districts,
      state: 'receiving',
      questionnaireVersion: questionnaire.version,
      refusal: null,
      refusalDetails: null,
      makerId: operator.actor.id,
      makerLogin: operator.actor.loginName,
      correlationId: operator.actor.correlationId,
      createdAt: tx.now,
      updatedAt: tx.now,
    })
    .execute();
  tx.audit({ stream: `upload:${id}`, action: 'social-registry.begin-upload', subject: id, body: { size: body.size } });
  return id;
}

/** Takes the part that comes next. One that is here already is taken as sent twice after a lost answer. */
export async function receiveChunk(
  { platform }: SocialContext,
  tx: Tx,
  operator: Operator,
  part: { readonly id: string; readonly seq: number; readonly bytes: Buffer },
): Promise<void> {
  const upload = await open(tx, operator, part.id, ['receiving']);
  const next = upload.chunks + 1;
  if (part.seq < next) return;
  const expected = Math.min(CHUNK_BYTES, upload.size - upload.received);
  if (part.seq !== next || part.bytes.length !== expected || expected === 0) {
    throw new ServiceError('social-registry.chunk-refused', { next, expected });
  }
  await keepChunk(platform.vault, tx, part.id, part.seq, part.bytes);
  await changeUpload(tx, part.id, { chunks: next, received: upload.received + part.bytes.length });
}

/** All parts are here: the check begins. */
export async function completeUpload(tx: Tx, operator: Operator, id: string): Promise<void> {
  const upload = await open(tx, operator, id, ['receiving']);
  if (upload.received !== upload.size) {
    throw new ServiceError('social-registry.chunk-refused', { next: upload.chunks + 1 });
  }
  await changeUpload(tx, id, { state: 'checking' });
  wake(tx, 'social-registry.check', upload);
}

/** What was checked is loaded, at the word of a person who saw the result of the check. */
export async function startLoad(tx: Tx, operator: Operator, id: string): Promise<void> {
  const upload = await open(tx, operator, id, ['checked']);
  // S2: what is loaded is at most what its maker and whoever has it loaded may both bring.
  const isWithin = upload.districts?.every((one) => operator.districts.includes(one)) ?? true;
  if (!isWithin) throw new ServiceError('platform.forbidden', { reason: 'other-districts' });
  await changeUpload(tx, id, { state: 'loading' });
  tx.audit({ stream: `upload:${id}`, action: 'social-registry.start-load', subject: id });
  wake(tx, 'social-registry.load', upload);
}

/** Gives the file up; what was loaded of it stays. */
export async function cancelUpload({ platform }: SocialContext, tx: Tx, operator: Operator, id: string): Promise<void> {
  await open(tx, operator, id, ['receiving', 'checked', 'refused']);
  await changeUpload(tx, id, { state: 'cancelled' });
  await forgetFile(platform.vault, tx, id);
  tx.audit({ stream: `upload:${id}`, action: 'social-registry.cancel-upload', subject: id });
}

async function open(tx: Tx, operator: Operator, id: string, states: readonly UploadRow['state'][]): Promise<UploadRow> {
  const upload = await getUpload(tx, id, { institution: institutionOf(operator), lock: true });
  if (!states.includes(upload.state)) throw new ServiceError('social-registry.not-ready', { state: upload.state });
  return upload;
}

function wake(tx: Tx, queue: string, { id, correlationId }: UploadRow): void {
  tx.job(queue, { uploadId: id, correlationId, causedBy: tx.actor.loginName });
}
