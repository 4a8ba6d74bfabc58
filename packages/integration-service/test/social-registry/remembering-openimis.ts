import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis.js';
import { VILLAGE } from './kit.js';

/** What openIMIS holds outlives the process that told it: kept in a file at every change. */
export function rememberingOpenImis(file: string): FakeOpenImis {
  const openimis = fakeOpenImis();
  openimis.villages.push(VILLAGE);
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { persons: [], groups: [] };
  for (const name of ['persons', 'groups'] as const) {
    const map = openimis[name] as Map<string, unknown>;
    for (const [key, value] of kept[name]) map.set(key, value);
    const save = map.set.bind(map);
    map.set = (key, value) => {
      save(key, value);
      writeFileSync(file, JSON.stringify({ persons: [...openimis.persons], groups: [...openimis.groups] }));
      return map;
    };
  }
  // Ids that no process gave before: the fake counts from one each time.
  let serial = kept.persons.length + kept.groups.length;
  const session = openimis.asService('enrol', 'none');
  openimis.asService = () => ({
    ...session,
    landing: {
      ...session.landing,
      async ensureIndividual(journeyId, person) {
        const known = [...openimis.persons.values()].find((one) => one.journeyId === journeyId);
        if (known) return { id: known.individualId };
        const individualId = `00000000-0000-4000-9000-${String((serial += 1)).padStart(12, '0')}`;
        openimis.persons.set(individualId, { ...person, individualId, journeyId });
        return { id: individualId };
      },
      async ensureGroup(group) {
        const id =
          openimis.groups.get(group.code)?.id ?? `00000000-0000-4000-a000-${String((serial += 1)).padStart(12, '0')}`;
        openimis.groups.set(group.code, { ...group, id });
        return { id };
      },
    },
  });
  return openimis;
}
