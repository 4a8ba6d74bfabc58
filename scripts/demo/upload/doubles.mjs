/** Every household that was answered is one group with all its people, each once, and nobody else came. */
export function doubles({ rows, households, before, after }) {
  const found = [];
  const published = rows.filter(({ state }) => state === 'published');
  const people = published.reduce((sum, row) => sum + row.people, 0);
  const came = { groups: after.groups - before.groups, individuals: after.individuals - before.individuals };
  if (came.groups !== published.length) found.push(`${came.groups} groups came, ${published.length} were published`);
  if (came.individuals !== people) found.push(`${came.individuals} individuals came, ${people} were published`);
  const anywhere = new Map();
  for (const { householdId, people: expected } of published) {
    const members = households.get(`SR-${householdId}`) ?? [];
    const ids = new Set(members);
    if (ids.size !== expected || members.length !== expected) {
      found.push(`household ${householdId} has ${members.length} members of ${expected}`);
    }
    for (const id of ids) {
      if (anywhere.has(id)) found.push(`an individual is in two households: ${householdId}, ${anywhere.get(id)}`);
      anywhere.set(id, householdId);
    }
  }
  return { found, people, came };
}
