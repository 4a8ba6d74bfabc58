import type { ChangedKind, Feed, FeedRow } from '../../src/openimis/feed-port.js';

export type Rows = Record<'individuals' | 'groups' | 'beneficiaries' | 'groupBeneficiaries' | 'benefits', FeedRow[]>;

/** Pages of one, and like openIMIS: a row that was written in bulk has no time, so that `since` never shows it. */
export function feedOver(rows: Rows, touched: Set<string>, asked: string[]): Feed {
  const page =
    (kind: keyof Rows) =>
    async (after: string | null, filter: { since?: string; id?: string } = {}) => {
      asked.push(`${kind}:${after ?? 'start'}${filter.since === undefined ? '' : ':since'}`);
      const all = rows[kind].filter(
        ({ id }) => (filter.since === undefined || touched.has(id)) && (filter.id === undefined || filter.id === id),
      );
      const at = Number(after ?? 0);
      return { rows: all.slice(at, at + 1), next: at + 1 < all.length ? String(at + 1) : null } as never;
    };
  const isTouched = (kind: keyof Rows) => rows[kind].some(({ id }) => touched.has(id));
  return {
    changedKinds: async () => {
      asked.push('changed');
      const kinds = (Object.keys(rows) as (keyof Rows)[]).filter(isTouched);
      const hasMembers = rows.groups.some(({ id }) => touched.has(`m-${id}`));
      return new Set<ChangedKind>([...kinds, ...(hasMembers ? (['memberships'] as const) : [])]);
    },
    individuals: page('individuals'),
    groups: page('groups'),
    beneficiaries: page('beneficiaries'),
    groupBeneficiaries: page('groupBeneficiaries'),
    benefits: page('benefits'),
    changedMemberships: async () => ({
      rows: rows.groups.filter(({ id }) => touched.has(`m-${id}`)).map(({ id }) => id),
      next: null,
    }),
  };
}
