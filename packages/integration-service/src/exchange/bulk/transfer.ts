import { Readable } from 'node:stream';
import { BULK_PART_BYTES } from '@interlink/contracts/exchange/bulk';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { ExchangeContext } from '../context.js';
import { DciFault } from '../server/fault.js';
import type { BulkFileRow } from '../tables.js';
import { BULK } from './steps.js';
import { mustStillBeAgreed } from './still-agreed.js';
import { addPart, changeFile, getFile, lockFile, readParts } from './store.js';

export interface FileAddress {
  readonly role: DciRole;
  readonly id: string;
}

/**
 * Takes the bytes that come next. Those that are here already are taken as sent twice after a lost answer: the answer
 * says where to go on. Throws DciFault.
 */
export async function receivePart(
  { platform }: Pick<ExchangeContext, 'platform'>,
  partner: InboundPartner,
  { role, id }: FileAddress,
  { offset, bytes }: { readonly offset: number; readonly bytes: unknown },
): Promise<BulkFileRow> {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0 || bytes.length > BULK_PART_BYTES) {
    throw new DciFault(
      { code: 'err.request.bad', message: `a part has 1 to ${BULK_PART_BYTES} bytes` },
      ...(['part-size', { status: 400 }] as const),
    );
  }
  await getFile(platform, { id, role, partner: partner.id });
  return platform.inTransaction(partner.actor, async (tx) => {
    const { size, ...file } = await lockFile(tx, id);
    if (offset < file.received) return { ...file, size };
    const received = file.received + bytes.length;
    if (file.state !== 'receiving' || size === null || offset !== file.received || received > size) {
      const fault = { code: 'err.request.bad', message: `the next part begins at ${file.received}` } as const;
      throw new DciFault(fault, 'part-out-of-place', { status: 409 });
    }
    await addPart(tx, platform, { fileId: id, side: 'in', startAt: offset }, bytes);
    const state = received === size ? ('working' as const) : file.state;
    await changeFile(tx, id, { received, state });
    if (state === 'working') tx.job(BULK, { id });
    return { ...file, size, received, state };
  });
}

export interface Fetched {
  readonly from: number;
  readonly size: number;
  readonly sha256: string;
  readonly content: Readable;
}

/**
 * The result from a byte on. An agreement may have ended since it was made: then it stays here. That it is fetched is
 * in the audit before a byte leaves; whose records it holds was when they were written. Throws DciFault.
 */
export async function fetchResult(
  context: ExchangeContext,
  partner: InboundPartner,
  { role, id }: FileAddress,
  from: number,
): Promise<Fetched> {
  const { platform } = context;
  const file = await getFile(platform, { id, role, partner: partner.id });
  const { resultSha256: sha256, resultSize: size } = file;
  if (file.state !== 'ready' || sha256 === null) {
    throw new DciFault({ code: 'err.request.bad', message: 'the file is not ready' }, 'file-not-ready', {
      status: 409,
    });
  }
  if (from > 0 && from >= size) {
    throw new DciFault({ code: 'err.request.bad', message: `the file has ${size} bytes` }, 'range', { status: 416 });
  }
  await mustStillBeAgreed(context, partner, file);
  await platform.inTransaction(partner.actor, async (tx) =>
    tx.audit({
      stream: `partner:${partner.id}`,
      action: 'exchange.fetch-file',
      subject: partner.id,
      body: { fileId: id, from, size },
    }),
  );
  return { from, size, sha256, content: Readable.from(readParts(platform, id, 'out', from)) };
}
