import type { AuditHeader } from '@interlink/domain/audit/header';
import { commitmentOf, linkHash } from '../../platform/audit/chain.js';
import { sha256Hex } from '../hashes.js';
import type { PackProblem, ReadPack } from './read.js';

/** Messages are the bytes of their hash, and evidence names a message that is there. */
export function checkReceived(pack: ReadPack, problems: PackProblem[]): void {
  const known = new Set<string>();
  for (const { id, sha256, bytes } of pack.of('received')) {
    known.add(id);
    const isSame = bytes === undefined || sha256Hex(Buffer.from(bytes, 'base64')) === sha256;
    if (!isSame) problems.push({ code: 'message-altered', at: id });
  }
  const lines = new Set(pack.of('leaf').map(({ instrId }) => instrId));
  for (const { instrId, key, receivedId } of [...pack.of('evidence'), ...pack.of('adjustment')]) {
    if (receivedId !== undefined && !known.has(receivedId))
      problems.push({ code: 'evidence-without-message', at: key });
    if (!lines.has(instrId)) problems.push({ code: 'evidence-of-another-line', at: key });
  }
}

/** Each entry is the one of its hash; neighbours that are both there are linked. */
export function checkAudit(pack: ReadPack, problems: PackProblem[]): void {
  const entries = pack.of('audit');
  const byPlace = new Map(entries.map((entry) => [`${entry.shard}:${entry.seq}`, entry]));
  for (const { shard, seq, header, commitment, prevHash, hash, body } of entries) {
    const at = `${shard}:${seq}`;
    const own = linkHash(prevHash, seq, header as unknown as AuditHeader, commitment);
    if (own !== hash) problems.push({ code: 'audit-entry-altered', at });
    const isBody = body === undefined || commitmentOf(Buffer.from(body.salt, 'base64'), body.text) === commitment;
    if (!isBody) problems.push({ code: 'audit-body-altered', at });
    const before = byPlace.get(`${shard}:${seq - 1}`);
    if (before && before.hash !== prevHash) problems.push({ code: 'audit-chain-broken', at });
  }
}
