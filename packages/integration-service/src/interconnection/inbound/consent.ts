import { createHash } from 'node:crypto';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { findConsentJws, judgeConsent, type JudgedConsent } from '@interlink/domain/interconnection/judge-consent';
import type { PartnerKeys } from '../keys.js';
import { openSigned } from '../message-signature.js';

/** What one item of a message says of purpose and consent, and by which identifier it asks, if by one. */
export interface StatedBasis {
  readonly consent: unknown;
  readonly authorize: unknown;
  readonly asked?: { readonly type: string; readonly value: string } | undefined;
}

/**
 * Verifies a consent that bears its own signature with the partner's keys, and judges what was said (rules in domain).
 */
export async function checkConsent(
  keys: PartnerKeys,
  { id, dciId, ownDciId }: Pick<InboundPartner, 'dciId' | 'id' | 'ownDciId'>,
  stated: StatedBasis,
  now: Date,
): Promise<JudgedConsent> {
  const jws = findConsentJws(stated.consent, stated.authorize);
  const payload = jws === undefined ? undefined : await openConsent(jws, keys);
  return judgeConsent({
    consent: stated.consent,
    authorize: stated.authorize,
    asked: stated.asked,
    partnerIds: [id, dciId],
    ownId: ownDciId,
    nowMs: now.getTime(),
    signed: jws === undefined || payload === undefined ? undefined : { payload, reference: `jws ${digestOf(jws)}` },
  });
}

const digestOf = (jws: string) => createHash('sha256').update(jws, 'utf8').digest('base64url');

/** Undefined when no key of the partner signed it, or what it signed is no JSON. */
async function openConsent(jws: string, keys: PartnerKeys): Promise<unknown> {
  try {
    const text = await openSigned(jws, keys);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
