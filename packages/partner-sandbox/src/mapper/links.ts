import type { MappedAccount } from '../common/country.js';
import { openJournal } from '../common/journal.js';

/** One link of a message, and one question. */
export interface LinkItem {
  readonly reference_id: string;
  readonly id: string;
  readonly fa: string;
}
export interface ResolveItem {
  readonly reference_id: string;
  readonly id?: string;
  readonly fa?: string;
  readonly scope?: 'yes_no' | 'details';
}

/** What the mapper says of one item: a status, a code, and of whom it speaks. */
export interface Finding {
  readonly status: 'rjct' | 'succ';
  readonly status_reason_code?: string;
  readonly id?: string;
  readonly fa?: string;
  readonly account_provider_info?: { readonly name: string; readonly code: string };
}

export type Links = ReturnType<typeof openLinks>;

/** Who has which account: those of the country, and what was linked since; the last link of a person counts. */
export function openLinks(folder: string, known: readonly MappedAccount[]) {
  const linked = openJournal<MappedAccount>(folder, 'mapper-links');
  const newestFirst = () => [...known, ...linked.entries].reverse();
  const byId = (id: string) => newestFirst().find((one) => one.id === id);
  const byFa = (fa: string) => newestFirst().find((one) => one.fa === fa && byId(one.id) === one);
  return {
    link({ id, fa }: LinkItem): Finding {
      // An account is one person's; whoever has it must unlink it first.
      const holder = byFa(fa);
      if (holder && holder.id !== id) return { status: 'rjct', status_reason_code: 'rjct.fa.invalid' };
      if (!holder) linked.append({ id, fa, provider: providerOf(fa), active: true });
      return { status: 'succ', id, fa };
    },
    resolve({ id, fa, scope = 'yes_no' }: ResolveItem): Finding {
      const found = id === undefined ? byFa(fa ?? '') : byId(id);
      if (!found) {
        return { status: 'succ', status_reason_code: `succ.${id === undefined ? 'fa' : 'id'}.not_found` };
      }
      if (fa !== undefined && found.fa !== fa) {
        return { status: 'succ', status_reason_code: 'succ.fa.not_linked_to_id' };
      }
      const told = { status: 'succ', status_reason_code: `succ.fa.${found.active ? 'active' : 'inactive'}` } as const;
      if (scope === 'yes_no') return told;
      const info = { name: found.provider, code: found.provider };
      return { ...told, id: found.id, fa: found.fa, account_provider_info: info };
    },
    /** Somebody else's account: what a mapper tells that mixes people up. */
    another: (id: string | undefined) =>
      newestFirst()
        .reverse()
        .find((one) => one.id !== id),
  };
}

const providerOf = (fa: string) => fa.slice(fa.lastIndexOf('@') + 1);
