import { createHash, randomUUID } from 'node:crypto';
import type SftpClient from 'ssh2-sftp-client';
import type { Failpoint } from '../../platform/failpoints.js';
import type { ChannelOutcome, OutgoingFile } from './channel.js';
import { wrap, type EnvelopeKeys } from './openpgp.js';

/** By which keys, and where to. */
interface Delivery {
  readonly settings: { readonly inbox: string };
  readonly keys: EnvelopeKeys;
  readonly failpoint: Failpoint;
}

/** A payment: what is there already under its name is not sent again, and nobody knows how far it came. */
export async function deliver({ settings, keys, failpoint }: Delivery, session: SftpClient, file: OutgoingFile) {
  const place = `${settings.inbox}/${nameOf(file)}`;
  if (await session.exists(place)) return 'unknown';
  const bytes = await wrap(file.text, keys);
  failpoint('payments.before-sftp-upload');
  await putAside(session, place, bytes);
  await putManifest({ settings, failpoint }, session, file, bytes);
  return 'received';
}

/** With it the delivery is whole. */
async function putManifest(
  { settings, failpoint }: Omit<Delivery, 'keys'>,
  session: SftpClient,
  file: OutgoingFile,
  bytes: Buffer,
): Promise<void> {
  failpoint('payments.before-sftp-manifest');
  const manifest = manifestOf(file, nameOf(file), bytes);
  await putAside(session, `${settings.inbox}/${file.messageId}.manifest.json`, Buffer.from(manifest));
  failpoint('payments.after-sftp-manifest');
}

/**
 * What moves no money may be asked until it is there: a delivery that was cut off before its manifest gets one for the
 * bytes that lie there, so that it is the same delivery whoever ends it.
 */
export async function deliverAtLast(line: Delivery, session: SftpClient, file: OutgoingFile): Promise<ChannelOutcome> {
  const place = (name: string) => `${line.settings.inbox}/${name}`;
  if (await session.exists(place(`${file.messageId}.manifest.json`))) return 'received';
  if (!(await session.exists(place(nameOf(file))))) return deliver(line, session, file);
  const bytes = await session.get(place(nameOf(file)));
  if (!Buffer.isBuffer(bytes)) return 'unknown';
  await putManifest(line, session, file, bytes);
  return 'received';
}

const nameOf = ({ messageId, extension }: OutgoingFile) => `${messageId}.${extension}.pgp`;

/**
 * Uploaded under a name of its own, named when it is whole; a plain rename fails when the target is there, so a second
 * sender fails.
 */
async function putAside(session: SftpClient, target: string, bytes: Buffer): Promise<void> {
  const aside = `${target}.${randomUUID()}.part`;
  await session.put(bytes, aside);
  const { size } = await session.stat(aside);
  if (size !== bytes.length) throw new Error('the file is not as long there as here');
  await session.rename(aside, target);
}

function manifestOf({ messageId, count, total, bodySignature }: OutgoingFile, file: string, bytes: Buffer): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const totals = { nbOfTxs: count, ctrlSum: total };
  return JSON.stringify({ file, bytes: bytes.length, sha256, ...totals, msgId: messageId, sealSig: bodySignature });
}
