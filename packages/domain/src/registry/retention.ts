import { maskAccount } from './mask-account.js';

/** The first day that is kept: what was over before it is due. `today`: YYYY-MM-DD; 29 February becomes 28. */
export function keptFrom(today: string, years: number): string {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, '0');
  const day = today.slice(4);
  return day === '-02-29' ? `${year}-02-28` : `${year}${day}`;
}

/** Accounts in whatever a source said, by their last four figures. */
export function maskAccounts<T>(data: T): T {
  const { accounts } = (data ?? {}) as { accounts?: readonly { provider: string; number: string }[] };
  if (!Array.isArray(accounts)) return data;
  const masked = accounts.map(({ provider, number }) => ({ provider, number: maskAccount(number) }));
  return { ...data, accounts: masked };
}
