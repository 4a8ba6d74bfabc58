import type { IdentityAttributes } from '@interlink/contracts/verification/checks';
import { toPartialDate } from '@interlink/domain/exchange/partial-date';

/** The provider's claims in our words; undefined when there is no name, for then nobody was identified. */
export function toIdentityAttributes(claims: Readonly<Record<string, unknown>>): IdentityAttributes | undefined {
  const givenName = text(claims['given_name']);
  const surname = text(claims['family_name']);
  const fullName = text(claims['name']) ?? [givenName, surname].filter(Boolean).join(' ');
  const subject = text(claims['sub']);
  if (fullName === '' || subject === undefined) return undefined;
  const birth = text(claims['birthdate']);
  return {
    subject,
    givenName,
    surname,
    fullName,
    // eSignet writes YYYY/MM/DD, OpenID Connect YYYY-MM-DD, or 0000-MM-DD for no year, which is no date.
    birthDate: birth === undefined ? undefined : toPartialDate(birth.replaceAll('/', '-')),
    liveness: flag(claims['liveness']),
    phoneVerified: flag(claims['phone_number_verified']),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
