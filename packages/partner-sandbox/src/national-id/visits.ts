import type { NationalIdPerson } from '../common/country.js';
import type { Checked, OtpDesk, Sent } from './otp-desk.js';

export type Problem = 'unknown-id' | Exclude<Sent, 'sent'> | Exclude<Checked, 'right'>;
export type Step = 'identifier' | 'otp' | 'consent';

/** How far a person has come in one sign-in. */
export interface Visit {
  readonly step: Step;
  readonly nationalId?: string;
  readonly problem?: Problem;
}

export interface Visits {
  get(uid: string): Visit;
  enterIdentifier(uid: string, nationalId: string): Visit;
  resend(uid: string): Visit;
  enterOtp(uid: string, otp: string): Visit;
  forget(uid: string): void;
}

const START: Visit = { step: 'identifier' };
const MAX_VISITS = 1000;

/** The steps of the pages; a locked person can only leave. */
export function openVisits(find: (nationalId: string) => NationalIdPerson | undefined, desk: OtpDesk): Visits {
  const visits = new Map<string, Visit>();
  const get = (uid: string) => visits.get(uid) ?? START;
  const keep = (uid: string, visit: Visit): Visit => {
    const oldest = visits.keys().next().value;
    if (visits.size >= MAX_VISITS && oldest !== undefined) visits.delete(oldest);
    visits.set(uid, visit);
    return visit;
  };
  const sendTo = (uid: string, person: NationalIdPerson): Visit => {
    const sent = desk.send(person);
    const { nationalId } = person;
    if (sent === 'sent') return keep(uid, { step: 'otp', nationalId });
    // With no fresh code in hand there is nothing to type, unless one was sent before.
    const step = sent === 'too-many' ? 'otp' : 'identifier';
    return keep(uid, { step, nationalId, problem: sent });
  };
  return {
    get,
    enterIdentifier(uid, nationalId) {
      const person = find(nationalId);
      return person ? sendTo(uid, person) : keep(uid, { step: 'identifier', nationalId, problem: 'unknown-id' });
    },
    resend(uid) {
      const person = find(get(uid).nationalId ?? '');
      return person ? sendTo(uid, person) : get(uid);
    },
    enterOtp(uid, otp) {
      const { step, nationalId } = get(uid);
      if (step !== 'otp' || nationalId === undefined) return get(uid);
      const checked = desk.check(nationalId, otp);
      if (checked === 'right') return keep(uid, { step: 'consent', nationalId });
      return keep(uid, { step: 'otp', nationalId, problem: checked });
    },
    forget(uid) {
      visits.delete(uid);
    },
  };
}
