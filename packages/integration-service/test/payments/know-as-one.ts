import type { PaymentsKit } from './payments-kit.js';

/** From here on the registry knows the people of these two places of the payroll as one person, whose id this gives. */
export async function knowAsOne(kit: PaymentsKit, places: readonly [number, number]): Promise<string> {
  const all = [...kit.openimis.persons.keys()];
  const individuals = places.map((place) => all[place] ?? '');
  const records = individuals.map((key) => ({
    ...{ kind: 'person' as const, key },
    data: { identifiers: [{ type: 'NID', value: `N-${key}` }], name: { givenName: 'Ina', surname: key.slice(-4) } },
  }));
  await kit.registry.ingest(kit.maker.actor, 'openimis', records);
  const [into = '', from = ''] = await kit.registry.personIdsOf(kit.platform, 'openimis', individuals);
  await kit.registry.merge(into, from, { actor: kit.maker.actor, reason: 'the card was shown' });
  return into;
}
