import type { IdentifierValue, RegistryQuery } from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { Joint } from '../platform/jointly.js';
import { listAt, runBatch } from '../platform/statement.js';
import type { Core } from './core.js';
import type { PersonState } from './person-view.js';

/** Who bears one number: the shortest question, and the one that partners ask most. */
interface LookUp {
  readonly kind: 'identifier' | 'number';
  readonly value: string;
  /** Of the first page. */
  readonly size: number;
}

interface Found {
  readonly rows: readonly { readonly id: string; readonly data: PersonState['data'] }[];
  readonly total: number;
}

/** Undefined: the query asks for anything but the first people of one number, wherever they live. */
export function lookUpOf({ keys }: Core, query: RegistryQuery, { districts }: Scope): LookUp | undefined {
  const { recordType, where, sort, page } = query;
  if (recordType !== 'Member' || sort !== undefined || districts !== 'all' || page.number !== 1) return undefined;
  if (!('compare' in where)) return undefined;
  const { field, operator, value } = where.compare;
  if (field !== 'identifier' || operator !== 'eq' || Array.isArray(value)) return undefined;
  const { type, value: number } = typeof value === 'object' ? (value as IdentifierValue) : { value: String(value) };
  return type === undefined
    ? { kind: 'number', value: keys.number(number), size: page.size }
    : { kind: 'identifier', value: keys.identifier({ type, value: number }), size: page.size };
}

/** A page each: a number that many bear wrongly brings no more. */
const text = `select asked.place, found.*
  from unnest(${listAt(1, 'text')}, ${listAt(2, 'text')}, ${listAt(3, 'int')}) with ordinality as asked (kind, value, size, place),
  lateral (
    select p.person_id as id, count(*) over () as total, p.data
    from registry.person_key k join registry.person p on p.person_id = k.person_id
    where k.kind = asked.kind and k.value = asked.value and p.merged_into is null
    order by p.person_id limit asked.size
  ) as found order by asked.place, found.id`;

type Row = Found['rows'][number] & { readonly place: string; readonly total: string };

export const lookingUp: Joint<LookUp, Found> = {
  async doAll(db, all) {
    const values = [all.map(({ kind }) => kind), all.map(({ value }) => value), all.map(({ size }) => size)];
    const [rows = []] = (await runBatch(db, [{ text, values }])) as unknown as readonly (readonly Row[])[];
    return all.map((_one, place) => {
      const own = rows.filter((row) => Number(row.place) === place + 1);
      return { rows: own, total: Number(own[0]?.total ?? 0) };
    });
  },
};
