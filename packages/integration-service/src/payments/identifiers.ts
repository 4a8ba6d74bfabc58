import type { Candidate } from './making.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** Keyed hash of an identifier: equal ones meet, nobody reads them. */
export function identifierIndexOf({ platform }: PaymentsContext, nationalId: string | undefined): string | undefined {
  return nationalId === undefined ? undefined : platform.vault.blindIndex('payments-identifier', nationalId);
}

/** Keyed hash of an account. */
export function accountIndexOf(
  { platform }: PaymentsContext,
  account: { readonly provider: string; readonly number: string },
): string {
  return platform.vault.blindIndex('payments-account', `${account.provider}\n${account.number}`);
}

/** F03: names, for each candidate, who else bears its identifier: in this payroll, or in any batch before. */
export async function findSharedIdentifiers(
  context: PaymentsContext,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const bearers = new Map<string, Set<string>>();
  const bears = (index: string, individualId: string) => {
    const known = bearers.get(index);
    if (known) known.add(individualId);
    else bearers.set(index, new Set([individualId]));
  };
  for (const { identifierIndex, benefit } of candidates) {
    if (identifierIndex !== undefined) bears(identifierIndex, benefit.individualId);
  }
  const indexes = [...bearers.keys()];
  for (let from = 0; from < indexes.length; from += 1000) {
    const rows = await context.platform
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .select(['identifierIndex', 'individualId'])
      .distinct()
      .where('identifierIndex', 'in', indexes.slice(from, from + 1000))
      .execute();
    for (const { identifierIndex, individualId } of rows) bears(identifierIndex ?? '', individualId);
  }
  return candidates.map((candidate) => {
    const { identifierIndex, benefit, inputs } = candidate;
    if (identifierIndex === undefined) return candidate;
    const sharedWith = [...(bearers.get(identifierIndex) ?? [])].filter((id) => id !== benefit.individualId).sort();
    const identifiers = [{ type: 'national-id', end: '', sharedWith, isKnownShared: false }];
    return { ...candidate, inputs: { ...inputs, identifiers } };
  });
}
