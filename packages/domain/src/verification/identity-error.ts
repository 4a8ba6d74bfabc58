import type { Judgement } from './civil-status.js';

// OpenID Connect's own codes, and those of national identity providers in the field.
const JUDGEMENTS: ReadonlyMap<string, Judgement<never>> = new Map(
  Object.entries<Judgement<never>>({
    access_denied: { outcome: 'refused', reasons: ['consent-refused'] },
    auth_failed: { outcome: 'refused', reasons: ['otp-wrong'] },
    consent_refused: { outcome: 'refused', reasons: ['consent-refused'] },
    consent_rejected: { outcome: 'refused', reasons: ['consent-refused'] },
    consent_required: { outcome: 'refused', reasons: ['consent-refused'] },
    id_locked: { outcome: 'refused', reasons: ['otp-locked'] },
    identifier_unknown: { outcome: 'not-found', reasons: ['identifier-unknown'] },
    invalid_identifier: { outcome: 'not-found', reasons: ['identifier-unknown'] },
    invalid_individual_id: { outcome: 'not-found', reasons: ['identifier-unknown'] },
    invalid_otp: { outcome: 'refused', reasons: ['otp-wrong'] },
    login_required: { outcome: 'refused', reasons: ['otp-wrong'] },
    otp_expired: { outcome: 'refused', reasons: ['otp-wrong'] },
    otp_locked: { outcome: 'refused', reasons: ['otp-locked'] },
    otp_wrong: { outcome: 'refused', reasons: ['otp-wrong'] },
    send_otp_failed: { outcome: 'unavailable', reasons: ['unreachable'] },
    server_error: { outcome: 'unavailable', reasons: ['unreachable'] },
    temporarily_unavailable: { outcome: 'unavailable', reasons: ['unreachable'] },
    too_many_attempts: { outcome: 'refused', reasons: ['otp-locked'] },
    unknown_identifier: { outcome: 'not-found', reasons: ['identifier-unknown'] },
  }),
);

/** What an error of the provider means for the person; an unknown one is a request that was rejected. */
export function judgeIdentityError(error: string): Judgement<never> {
  const code = error.trim().toLowerCase().replace(/-/g, '_');
  return JUDGEMENTS.get(code) ?? { outcome: 'refused', reasons: ['request-rejected'] };
}
