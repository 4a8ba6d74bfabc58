import type { MessageCheck } from '@interlink/contracts/interconnection/console';
import type { Inbound } from './inbound/inbound.js';
import { toInboundPartner } from './inbound/authenticate.js';
import { isUsable } from './inbound/partner-keys.js';
import type { PartnerRecord } from './store/partner-records.js';

/**
 * Looks at a message as if the partner had sent it, without effect: size, form, decryption, sender, time, signature.
 * A partner that is not active yet is looked at all the same: that is when its integrator needs to know.
 */
export async function checkMessage(
  { openMessage }: Pick<Inbound, 'openMessage'>,
  record: PartnerRecord,
  text: string,
  { now, correlationId }: { readonly now: Date; readonly correlationId: string },
): Promise<MessageCheck> {
  const opened = await openMessage(toInboundPartner(record, [], correlationId), Buffer.from(text, 'utf8'));
  const knownKeys = record.keys.filter((key) => key.use === 'sig' && isUsable(key, now)).map(({ kid }) => kid);
  if (!opened.ok) return { ok: false, refusal: opened.refusal, detail: opened.detail, knownKeys };
  return { ok: true, signature: opened.signature, encrypted: opened.encrypted, knownKeys };
}
