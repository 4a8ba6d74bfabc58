import type { BankAccount } from '../common/country.js';
import type { Journal } from '../common/journal.js';
import { centsOf, type Instruction, type PaymentMessage } from './message.js';

/** `good`: refuses a repeat, knows closed accounts at once. `typical`: a closed account comes back a day later. `worst`: no duplicate check, ids cut to 20 characters, statements a day late. */
export const BANK_PROFILES = ['good', 'typical', 'worst'] as const;
export type BankProfile = (typeof BANK_PROFILES)[number];

/** A file as it was taken in, with the day of the books. */
export interface Accepted {
  readonly receivedOn: string;
  readonly sha256: string;
  readonly message: PaymentMessage;
}

export interface Movement {
  readonly day: string;
  readonly kind: 'debit' | 'return';
  readonly instruction: Instruction;
  readonly message: PaymentMessage;
}

export interface Verdict {
  readonly status: 'ACSP' | 'ACSC' | 'RJCT';
  readonly reason?: 'AC01' | 'AC04' | 'AC06';
}

/** The bank's own books: what it owes follows from what it accepted and which day it is. */
export interface Books {
  readonly accepted: Journal<Accepted>;
  verdictOf(accepted: Accepted, instruction: Instruction, today: string): Verdict;
  /** Of one debit account, oldest first. */
  movementsOf(account: string): readonly Movement[];
}

export function openBooks(accepted: Journal<Accepted>, accounts: readonly BankAccount[], profile: BankProfile): Books {
  const byNumber = new Map(accounts.map((account) => [account.number, account]));
  const refusalOf = (instruction: Instruction): Verdict['reason'] => {
    const account = byNumber.get(instruction.account);
    if (!account) return 'AC01';
    if (account.status === 'blocked') return 'AC06';
    return account.status === 'closed' && profile === 'good' ? 'AC04' : undefined;
  };
  return {
    accepted,
    verdictOf(file, instruction, today) {
      const reason = refusalOf(instruction);
      if (reason) return { status: 'RJCT', reason };
      return { status: today >= bookingDay(file) ? 'ACSC' : 'ACSP' };
    },
    movementsOf: (account) =>
      accepted.entries
        .filter(({ message }) => message.debtorAccount === account)
        .flatMap((file) =>
          file.message.instructions
            .filter((instruction) => refusalOf(instruction) === undefined)
            .flatMap((instruction): Movement[] => {
              const { message } = file;
              const debit = { day: bookingDay(file), kind: 'debit', instruction, message } as const;
              if (byNumber.get(instruction.account)?.status !== 'closed') return [debit];
              return [debit, { ...debit, day: dayAfter(debit.day), kind: 'return' }];
            }),
        )
        .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0)),
  };
}

function bookingDay({ receivedOn, message }: Accepted): string {
  return message.executionDate > receivedOn ? message.executionDate : receivedOn;
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

const OPENING = 100_000_000_000n;

/** A day of an account: what it began and ended with, and what moved. */
export interface AccountDay {
  readonly sequence: number;
  readonly day: string;
  readonly opening: bigint;
  readonly closing: bigint;
  readonly movements: readonly Movement[];
}

/** Every ended day from the first movement on, one statement each. */
export function accountDays(movements: readonly Movement[], today: string): readonly AccountDay[] {
  const days: AccountDay[] = [];
  let balance = OPENING;
  for (let day = movements[0]?.day ?? today; day < today; day = dayAfter(day)) {
    const moved = movements.filter((movement) => movement.day === day);
    const opening = balance;
    for (const { kind, instruction } of moved) {
      balance += kind === 'return' ? centsOf(instruction.amount) : -centsOf(instruction.amount);
    }
    days.push({ sequence: days.length + 1, day, opening, closing: balance, movements: moved });
  }
  return days;
}
