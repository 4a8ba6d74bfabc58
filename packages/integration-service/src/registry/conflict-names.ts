import type { Conflict } from '@interlink/contracts/registry/conflict';
import type { PersonName } from '@interlink/contracts/registry/values';
import type { Scope } from '@interlink/contracts/registry/scope';
import { fullName } from '@interlink/domain/registry/full-name';
import { sql } from 'kysely';
import { districtCondition } from './access.js';
import type { Core } from './core.js';
import { loadProgrammes } from './load-people.js';
import type { RegistryTables } from './tables.js';

type Named = ReadonlyMap<string, string | undefined>;

/** S2: those of them whom the scope reaches, by name where they have one. */
export async function namesOf({ platform }: Core, scope: Scope, personIds: readonly string[]): Promise<Named> {
  const rows = await platform
    .db<RegistryTables>()
    .selectFrom('registry.person as p')
    .select(['p.personId', sql<PersonName | null>`p.data -> 'name'`.as('name')])
    .where('p.personId', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where(districtCondition(scope, 'p'))
    .execute();
  return new Map(rows.map(({ personId, name }) => [personId, fullName(name ?? undefined)]));
}

/** Says who and what it is about: whoever decides a queue of them need not open each person to know. */
export async function nameConflicts(core: Core, names: Named, conflicts: readonly Conflict[]) {
  const programmes = await loadProgrammes(core);
  return conflicts.map((conflict): Conflict => {
    const personName = names.get(conflict.personId);
    const otherPersonName = names.get(conflict.otherPersonId ?? '');
    return {
      ...conflict,
      ...(personName !== undefined && { personName }),
      ...(otherPersonName !== undefined && { otherPersonName }),
      programmeNames: conflict.programmes.map((code) => programmes.get(code)?.name ?? code),
    };
  });
}
