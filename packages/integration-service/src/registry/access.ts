import type { HouseholdData } from '@interlink/contracts/registry/household';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { Purpose, Scope } from '@interlink/contracts/registry/scope';
import { sql, type RawBuilder } from 'kysely';
import type { Operator } from '../platform/http/api.js';
import type { Core } from './core.js';
import type { RegistryPolicy } from './policy.js';

/** What is counted, or judged by a rule, is so over everybody; nobody is shown anything. */
export const EVERYWHERE: Scope = { purpose: 'audit', districts: 'all', institutions: 'all' };

/** An operator sees people of his districts and his own institution's programmes, for a purpose that he names (S2). */
export function scopeOf({ session, districts }: Operator, purpose: Purpose, { sharing }: RegistryPolicy): Scope {
  const { institution } = session;
  if (institution === undefined) return { purpose, districts, institutions: [] };
  const shared = sharing.filter((one) => one.to.includes(institution) && one.purposes.includes(purpose));
  return {
    purpose,
    districts,
    institutions: [institution],
    ...(shared.length > 0 && { sharing: shared.map(({ institution: owner }) => owner) }),
  };
}

type Guarded = keyof PersonData | keyof HouseholdData;

/** Fields that are shown for some purposes only: health and means to those who decide about the person. */
const GUARDED: Readonly<Partial<Record<Guarded, readonly Purpose[]>>> = {
  povertyScore: ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'],
  povertyScoreType: ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'],
  disability: ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'],
  incomeLevel: ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'],
  accounts: ['enrolment', 'payment', 'grievance', 'correction', 'fraud', 'data-sharing'],
  related: ['enrolment', 'case', 'grievance', 'correction', 'fraud', 'data-sharing'],
  additional: ['enrolment', 'case', 'grievance', 'correction', 'data-sharing'],
};

export function mayShow(purpose: Purpose, field: string): boolean {
  return GUARDED[field as Guarded]?.includes(purpose) ?? true;
}

/** A search by a field that is not shown would tell it all the same. */
const SEARCHED: Readonly<Record<string, keyof PersonData>> = { account: 'accounts', isDisabled: 'disability' };
export const maySearch = (purpose: Purpose, field: string) => mayShow(purpose, SEARCHED[field] ?? field);

/** A programme is seen by its own institution; a sensitive one by nobody who is not named. */
export function seesProgramme(core: Core, scope: Scope, programme: string, institution: string | null | undefined) {
  if (scope.programmes && !scope.programmes.includes(programme)) return false;
  const sensitive = core.platform.config.settings.programmes[programme]?.sensitive ?? false;
  if (scope.institutions !== 'all') {
    if (typeof institution !== 'string') return false;
    return scope.institutions.includes(institution) || (!sensitive && (scope.sharing ?? []).includes(institution));
  }
  return !sensitive || scope.programmes !== undefined;
}

/** The same as SQL over `registry.enrolment`-like rows `alias`. */
export function programmeCondition(core: Core, scope: Scope, alias: string): RawBuilder<boolean> {
  const programme = sql.ref(`${alias}.programme`);
  const institution = sql.ref(`${alias}.institution`);
  const named = scope.programmes ? sql<boolean>`${programme} = any(${[...scope.programmes]})` : sql<boolean>`true`;
  const { programmes } = core.platform.config.settings;
  const sensitive = Object.keys(programmes).filter((code) => programmes[code]?.sensitive);
  const open = sql<boolean>`(${programme} <> all(${sensitive}::text[]))`;
  if (scope.institutions !== 'all') {
    const shared = sql`(${institution} = any(${[...(scope.sharing ?? [])]}::text[]) and ${open})`;
    return sql`(${named} and (${institution} = any(${[...scope.institutions]}::text[]) or ${shared}))`;
  }
  if (scope.programmes) return named;
  return open;
}

/** Where people or households may be seen: somebody without a known district is seen by nationwide scopes alone. */
export function districtCondition(scope: Scope, alias: string): RawBuilder<boolean> {
  if (scope.districts === 'all') return sql`true`;
  return sql`${sql.ref(`${alias}.district_id`)} = any(${[...scope.districts]}::uuid[])`;
}

export function seesDistrict(scope: Scope, districtId: string | null | undefined): boolean {
  if (scope.districts === 'all') return true;
  return typeof districtId === 'string' && scope.districts.includes(districtId);
}
