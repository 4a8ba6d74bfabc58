import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DciOperation, DciRole } from '../../src/exchange/dci/role';

export type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;

/** Our own examples of the standard's messages, and the endpoint that each goes to or is answered by. */
export const examples: readonly (readonly [file: string, role: DciRole, operation: DciOperation])[] = [
  ['crvs-notify-death', 'crvs', 'notify'],
  ['crvs-search', 'crvs', 'search'],
  ['crvs-subscribe-death', 'crvs', 'subscribe'],
  ['dr-disabled', 'dr', 'disabled'],
  ['fr-search', 'fr', 'search'],
  ['ibr-enrolled', 'ibr', 'enrolled'],
  ['ibr-enrollment-updates', 'ibr', 'enrollment-updates'],
  ['ibr-notify', 'ibr', 'notify'],
  ['ibr-on-search', 'ibr', 'on-search'],
  ['ibr-search', 'ibr', 'search'],
  ['sr-notify', 'sr', 'notify'],
  ['sr-on-search', 'sr', 'on-search'],
  ['sr-on-subscribe', 'sr', 'on-subscribe'],
  ['sr-on-unsubscribe', 'sr', 'on-unsubscribe'],
  ['sr-search-expression', 'sr', 'search'],
  ['sr-search-idtype', 'sr', 'search'],
  ['sr-search-predicate', 'sr', 'search'],
  ['sr-subscribe', 'sr', 'subscribe'],
  ['sr-txn-on-status', 'sr', 'txn-on-status'],
  ['sr-txn-status', 'sr', 'txn-status'],
  ['sr-unsubscribe', 'sr', 'unsubscribe'],
];

export function readExample(file: string): Json {
  return JSON.parse(readFileSync(path.join(__dirname, 'examples', `${file}.json`), 'utf8')) as Json;
}

/** A copy with the member at `at` (dots; numbers are places in lists) replaced, or taken away without a value. */
export function changed(value: Json, at: string, to?: Json): Json {
  const copy = structuredClone(value);
  const names = at.split('.');
  const last = names.pop() ?? '';
  let node = copy as Record<string, Json>;
  for (const name of names) node = node[name] as Record<string, Json>;
  if (to === undefined) delete node[last];
  else node[last] = to;
  return copy;
}
