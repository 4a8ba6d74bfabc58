import { createHash, createHmac } from 'node:crypto';
import { SHARDS, type AuditHeader } from '@interlink/domain/audit/header';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';

/** The one text of a value that is hashed or signed (RFC 8785 for what the log holds). */
export const canonicalText = (value: unknown): string => canonicalJson(value, 'as-is');

/** The shard of a stream: entries about one thing stay in one chain. */
export function shardOf(stream: string): number {
  return createHash('sha256').update(stream, 'utf8').digest().readUInt8(0) % SHARDS;
}

/** Binds the body to the chain without being it: body and salt can be erased and the chain stays valid. */
export function commitmentOf(salt: Buffer, body: string): string {
  return createHmac('sha256', salt).update(body, 'utf8').digest('hex');
}

/** SHA-256(prev || seq || JCS(header) || commitment): prev and commitment as 32 bytes, seq as 8 bytes, big-endian. */
export function linkHash(prev: string, seq: number, header: AuditHeader, commitment: string): string {
  const position = Buffer.alloc(8);
  position.writeBigUInt64BE(BigInt(seq));
  return createHash('sha256')
    .update(Buffer.from(prev, 'hex'))
    .update(position)
    .update(canonicalText(header), 'utf8')
    .update(Buffer.from(commitment, 'hex'))
    .digest('hex');
}
