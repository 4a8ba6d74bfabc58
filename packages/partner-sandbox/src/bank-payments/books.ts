import type { BankAccount } from '../common/country.js';
import type { Journal } from '../common/journal.js';
import { bankDayAfter, bankDayFrom } from './calendar.js';
import type { Fate } from './conduct.js';
import { centsOf, type Instruction, type PaymentMessage } from './message.js';
import type { Traits } from './profiles.js';
import type { RecalledPayment, TakenRecall } from './recalls.js';

/** A file as it was taken in, with the day of the books and what was ordered for its lines, by their place. */
export interface Accepted {
  readonly receivedOn: string;
  readonly sha256: string;
  readonly message: PaymentMessage;
  readonly fates?: Readonly<Record<number, Fate>>;
}

export interface Movement {
  readonly day: string;
  readonly kind: 'debit' | 'return';
  readonly cents: bigint;
  readonly reason?: string;
  readonly instruction: Instruction;
  readonly message: PaymentMessage;
  /** Whether it may be lumped with others of its file in one debit. */
  readonly ordinary: boolean;
}

export interface Verdict {
  readonly status: 'ACSP' | 'ACSC' | 'RJCT';
  readonly reason?: string;
}

/** What the bank says of one payment of a recall: it agrees, it looks into it, it does not. */
export interface RecallAnswer {
  readonly payment: RecalledPayment;
  readonly status: 'ACCR' | 'PDCR' | 'RJCR';
  readonly reason?: string;
}

/** The bank's own books: what it owes follows from what it accepted and which day it is. */
export interface Books {
  readonly accepted: Journal<Accepted>;
  readonly recalls: Journal<TakenRecall>;
  /** Of each payment of the recall; none when it never took such a one. */
  answersTo(recallId: string, today: string): readonly RecallAnswer[];
  verdictsOf(accepted: Accepted, today: string): readonly { instruction: Instruction; verdict: Verdict }[];
  /** Of one debit account, oldest first. */
  movementsOf(account: string): readonly Movement[];
  debtorAccounts(): readonly string[];
}

export function openBooks(
  accepted: Journal<Accepted>,
  recalls: Journal<TakenRecall>,
  accounts: readonly BankAccount[],
  traits: Traits,
): Books {
  const statusOf = new Map(accounts.map(({ number, status }) => [number, status]));
  const refusalOf = ({ account }: Instruction): string | undefined => {
    const status = statusOf.get(account);
    if (!status) return 'AC01';
    if (status === 'blocked') return 'AC06';
    return status === 'closed' && traits.knowsClosedAtOnce ? 'AC04' : undefined;
  };
  const returnOf = ({ account }: Instruction, fate: Fate | undefined): { days: number; reason: string } | undefined => {
    if (fate?.kind === 'return') return { days: fate.days ?? 1, reason: fate.reason ?? 'AC04' };
    return statusOf.get(account) === 'closed' ? { days: 1, reason: 'AC04' } : undefined;
  };
  return {
    accepted,
    recalls,
    answersTo(recallId, today) {
      const recall = recalls.entries.find((one) => one.recallId === recallId);
      return (recall?.payments ?? []).map((payment) => {
        const found = findRecalled(accepted, payment);
        const isPaid = found !== undefined && refusalOf(found.instruction) === undefined;
        return { payment, ...(isPaid ? answerTo(recall?.receivedOn ?? today, found, today) : NOTHING_TO_CALL_BACK) };
      });
    },
    verdictsOf: (file, today) =>
      file.message.instructions.map((instruction, at) => {
        const recalled = recalledOn(recalls, file, at);
        const refusal = recalled !== undefined && recalled < bookingDay(file) ? 'DS02' : refusalOf(instruction);
        return { instruction, verdict: verdictOf(refusal, file.fates?.[at], bookingDay(file), today) };
      }),
    movementsOf: (account) =>
      accepted.entries
        .filter(({ message }) => message.debtorAccount === account)
        .flatMap((file) =>
          file.message.instructions.flatMap((instruction, at) => {
            const recalled = recalledOn(recalls, file, at);
            const isCalledBack = recalled !== undefined && recalled < bookingDay(file);
            if (isCalledBack || refusalOf(instruction) !== undefined) return [];
            const fate = file.fates?.[at];
            return movementsOfLine(file, instruction, fate, returnOf(instruction, fate) ?? askedBack(recalled));
          }),
        )
        .sort(byDay),
    debtorAccounts: () => debtorsOf(accepted),
  };
}

const byDay = (one: Movement, other: Movement) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0);

/** The return of a payment that is called back after it was booked. */
const askedBack = (recalled: string | undefined) =>
  recalled === undefined ? undefined : { after: recalled, days: 1, reason: 'FOCR' };

const NOTHING_TO_CALL_BACK = { status: 'RJCR', reason: 'NOOR' } as const;

const debtorsOf = ({ entries }: Journal<Accepted>) => [...new Set(entries.map(({ message }) => message.debtorAccount))];

function findRecalled(accepted: Journal<Accepted>, { messageId, instrId }: RecalledPayment) {
  const file = accepted.entries.find(({ message }) => message.messageId === messageId);
  const at = file?.message.instructions.findIndex((one) => one.instrId === instrId) ?? -1;
  const instruction = file?.message.instructions[at];
  return file && instruction && { file, at, instruction };
}

/** The day of the recall that the bank follows for this line; undefined when it follows none. */
function recalledOn(recalls: Journal<TakenRecall>, { fates, message }: Accepted, at: number): string | undefined {
  const kind = fates?.[at]?.kind;
  if (kind === 'refuse-recall' || kind === 'lie-recall') return undefined;
  const isIt = (one: RecalledPayment) =>
    one.messageId === message.messageId && one.instrId === message.instructions[at]?.instrId;
  return recalls.entries.find(({ payments }) => payments.some(isIt))?.receivedOn;
}

/** At once before it books; else the payee's bank is asked first, which takes a day. */
function answerTo(
  askedOn: string,
  { file, at }: { readonly file: Accepted; readonly at: number },
  today: string,
): Omit<RecallAnswer, 'payment'> {
  const fate = file.fates?.[at];
  if (fate?.kind === 'refuse-recall') return { status: 'RJCR', reason: fate.reason ?? 'CUST' };
  if (fate?.kind === 'reject' || fate?.kind === 'never-book') return { status: 'RJCR', reason: 'NOOR' };
  const isInTime = askedOn < bookingDay(file);
  return { status: isInTime || today > askedOn ? 'ACCR' : 'PDCR' };
}

function verdictOf(refusal: string | undefined, fate: Fate | undefined, booksOn: string, today: string): Verdict {
  if (refusal) return { status: 'RJCT', reason: refusal };
  if (fate?.kind === 'reject' || fate?.kind === 'pay-after-reject') {
    return { status: 'RJCT', reason: fate.reason ?? 'AC04' };
  }
  if (fate?.kind === 'contradict' && today > booksOn) return { status: 'RJCT', reason: fate.reason ?? 'MS03' };
  return { status: today >= booksOn ? 'ACSC' : 'ACSP' };
}

function movementsOfLine(
  file: Accepted,
  instruction: Instruction,
  fate: Fate | undefined,
  returned: { readonly after?: string; readonly days: number; readonly reason: string } | undefined,
): readonly Movement[] {
  if (fate?.kind === 'reject' || fate?.kind === 'never-book') return [];
  const { message } = file;
  const ordinary = fate === undefined || fate.kind === 'return';
  const whole = centsOf(instruction.amount);
  const cents = fate?.kind === 'part' ? whole / 2n : whole;
  const debit: Movement = { day: bookingDay(file), kind: 'debit', cents, instruction, message, ordinary };
  const debits = fate?.kind === 'book-twice' ? [debit, debit] : [debit];
  if (!returned) return debits;
  const { after = debit.day } = returned;
  const day = bankDayAfter(after > debit.day ? after : debit.day, returned.days);
  return [...debits, { ...debit, day, kind: 'return', reason: returned.reason }];
}

function bookingDay({ receivedOn, message }: Accepted): string {
  return bankDayFrom(message.executionDate > receivedOn ? message.executionDate : receivedOn);
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

/** Every bank day before `until` from the first movement on, one statement each. */
export function accountDays(movements: readonly Movement[], until: string): readonly AccountDay[] {
  const days: AccountDay[] = [];
  let balance = OPENING;
  for (let day = movements[0]?.day ?? until; day < until; day = bankDayAfter(day, 1)) {
    const moved = movements.filter((movement) => movement.day === day);
    const opening = balance;
    for (const { kind, cents } of moved) balance += kind === 'return' ? cents : -cents;
    days.push({ sequence: days.length + 1, day, opening, closing: balance, movements: moved });
  }
  return days;
}
