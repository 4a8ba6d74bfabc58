import { randomInt } from 'node:crypto';
import type { Clock } from '../common/clock.js';
import type { NationalIdPerson } from '../common/country.js';

export type Sent = 'sent' | 'no-phone' | 'too-many' | 'locked';
export type Checked = 'right' | 'wrong' | 'expired' | 'locked';

/** One-time passwords with the limits of S12, counted by person and not by visit. */
export interface OtpDesk {
  send(person: NationalIdPerson): Sent;
  check(nationalId: string, otp: string): Checked;
}

interface Account {
  readonly sentAt: readonly number[];
  readonly wrong: number;
  readonly lockedUntil: number;
  readonly otp?: string;
}

const SENDS = 3;
const SEND_WINDOW_MS = 15 * 60_000;
const WRONG_TRIES = 5;
const LOCK_MS = 10 * 60_000;
const OTP_LIFETIME_MS = 5 * 60_000;
const NEW: Account = { sentAt: [], wrong: 0, lockedUntil: 0 };

export function openOtpDesk(clock: Clock, deliver: (to: string, otp: string) => void): OtpDesk {
  const accounts = new Map<string, Account>();
  const accountOf = (id: string): Account => accounts.get(id) ?? NEW;
  return {
    send({ nationalId, mobile }) {
      const account = accountOf(nationalId);
      const sentAt = account.sentAt.filter((at) => at > clock() - SEND_WINDOW_MS);
      if (account.lockedUntil > clock()) return 'locked';
      if (mobile === undefined) return 'no-phone';
      if (sentAt.length >= SENDS) return 'too-many';
      const otp = String(randomInt(1_000_000)).padStart(6, '0');
      accounts.set(nationalId, { ...account, sentAt: [...sentAt, clock()], otp });
      deliver(mobile, otp);
      return 'sent';
    },
    check(nationalId, otp) {
      const account = accountOf(nationalId);
      if (account.lockedUntil > clock()) return 'locked';
      const { otp: expected, ...rest } = account;
      const isFresh = (account.sentAt.at(-1) ?? 0) > clock() - OTP_LIFETIME_MS;
      if (expected !== undefined && isFresh && otp === expected) {
        // Used once; a right answer forgives the wrong ones.
        accounts.set(nationalId, { ...rest, wrong: 0 });
        return 'right';
      }
      const wrong = account.wrong + 1;
      if (wrong < WRONG_TRIES) {
        accounts.set(nationalId, { ...account, wrong });
        return expected !== undefined && isFresh ? 'wrong' : 'expired';
      }
      accounts.set(nationalId, { ...rest, wrong: 0, lockedUntil: clock() + LOCK_MS });
      return 'locked';
    },
  };
}
