import type { Books } from './books.js';
import { fromCents } from './message.js';

/**
 * The books as an auditor of the bank would read them: every movement up to and with that day, amounts as decimal text.
 */
export function viewBooks(books: Books, profile: string, today: string) {
  return {
    profile,
    today,
    accounts: books.debtorAccounts().map((account) => ({
      account,
      movements: books
        .movementsOf(account)
        .filter(({ day }) => day <= today)
        .map(({ day, kind, cents, reason, instruction, message }) => ({
          ...{ day, kind, amount: fromCents(cents), currency: instruction.currency },
          messageId: message.messageId,
          instrId: instruction.instrId,
          endToEndId: instruction.endToEndId,
          creditorAccount: instruction.account,
          reason: reason ?? null,
        })),
    })),
  };
}
