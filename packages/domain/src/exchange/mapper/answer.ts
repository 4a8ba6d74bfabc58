import type { MapperAnswerEnvelope, MapperAnswerItem } from '@interlink/contracts/exchange/mapper';
import type { MapperLinkFinding, MapperResolveFinding } from '@interlink/contracts/exchange/mapper-port';
import { foreignMember, type AskedFor } from '../search-answer.js';

/** The person or account that a code speaks of. */
const FOUND = /^succ\.(fa|id)\.(active|inactive|not_found)$/;

/** Reads the answer to the one link that we asked for. */
export function readLinkAnswer(envelope: MapperAnswerEnvelope, asked: AskedFor): MapperLinkFinding {
  const item = ownItem(envelope, envelope.message.link_response ?? [], asked);
  if ('kind' in item) return item;
  return item.status === 'succ' ? { kind: 'linked' } : unfinished(item);
}

/**
 * Reads the answer to the one resolve that we asked for. The code decides; without one, `succ` alone means found and
 * active, for mappers that send no codes are met in the field. What is not understood is malformed, never an account.
 */
export function readResolveAnswer(envelope: MapperAnswerEnvelope, asked: AskedFor): MapperResolveFinding {
  const item = ownItem(envelope, envelope.message.resolve_response ?? [], asked);
  if ('kind' in item) return item;
  if (item.status !== 'succ') return unfinished(item);
  const code = item.status_reason_code ?? 'succ.fa.active';
  if (code === 'succ.fa.not_linked_to_id') return { kind: 'not-linked' };
  const [, what, state] = FOUND.exec(code) ?? [];
  if (what === undefined) return { kind: 'refused', why: 'malformed' };
  if (state === 'not_found') return { kind: 'unknown', what: what === 'id' ? 'id' : 'fa' };
  return { kind: 'resolved', active: state === 'active', ...detailsOf(item) };
}

function detailsOf({ fa, account_provider_info: info }: MapperAnswerItem) {
  const provider = info?.name ?? info?.code;
  return { ...(typeof fa === 'string' && fa !== '' && { fa }), ...(typeof provider === 'string' && { provider }) };
}

type Failed = Extract<MapperLinkFinding, { kind: 'refused' | 'rejected' | 'unavailable' }>;

function ownItem(
  { header, message }: MapperAnswerEnvelope,
  items: readonly MapperAnswerItem[],
  asked: AskedFor,
): Failed | MapperAnswerItem {
  if (foreignMember(header, { ...message, items }, asked) !== undefined) return { kind: 'refused', why: 'foreign' };
  const [item] = items;
  if (item) return item;
  return header.status === 'rjct'
    ? { kind: 'rejected', code: header.status_reason_code ?? 'rjct' }
    : { kind: 'refused', why: 'malformed' };
}

/** Neither yes nor no yet, or a no with the mapper's own code. */
function unfinished({ status, status_reason_code: code }: MapperAnswerItem): Failed {
  if (status === 'rjct') return { kind: 'rejected', code: code ?? 'rjct' };
  if (status === 'rcvd' || status === 'pdng') return { kind: 'unavailable', why: 'timed-out' };
  return { kind: 'refused', why: 'malformed' };
}
