import { randomUUID } from 'node:crypto';
import { groupCode } from '@interlink/domain/social-registry/publication';
import { memberKey } from '@interlink/domain/social-registry/statements';
import { aStranger, enrol } from '../openimis/real-openimis.js';

jest.setTimeout(600_000);

const HOUSEHOLDS = 12;
const AT_ONCE = 4;

/** What `publishHousehold` asks of openIMIS for a household of two. */
async function publish(householdId: string, person: Awaited<ReturnType<typeof aStranger>>) {
  const { landing } = enrol();
  const head = await landing.ensureIndividual(memberKey(householdId, 1), person);
  const { nationalId: _none, ...rest } = person;
  const child = await landing.ensureIndividual(memberKey(householdId, 2), { ...rest, givenName: 'Neema' });
  const members = [
    { individualId: head.id ?? '', role: 'HEAD' as const, recipientType: 'PRIMARY' as const },
    { individualId: child.id ?? '', role: 'DAUGHTER' as const },
  ];
  const group = await landing.ensureGroup({ code: groupCode(householdId), locationId: person.locationId, members });
  return { group: group.id ?? '', people: members.map(({ individualId }) => individualId) };
}

describe('publishing households into the real openIMIS', () => {
  it('must-show 2: makes groups with their people, and asked again makes nobody twice', async () => {
    const ids = Array.from({ length: HOUSEHOLDS }, () => randomUUID());
    const people = await Promise.all(ids.map(() => aStranger()));
    const all = async () => {
      const made: Awaited<ReturnType<typeof publish>>[] = [];
      for (let at = 0; at < HOUSEHOLDS; at += AT_ONCE) {
        const some = ids.slice(at, at + AT_ONCE).map((id, n) => publish(id, people[at + n] as (typeof people)[number]));
        made.push(...(await Promise.all(some)));
      }
      return made;
    };
    const since = Date.now();
    const first = await all();
    const perMinute = Math.round((HOUSEHOLDS / (Date.now() - since)) * 60_000);
    process.stdout.write(`published ${HOUSEHOLDS} households of two at ${perMinute} a minute\n`);
    expect(await all()).toEqual(first);
    const { feed } = enrol();
    for (const { group, people: members } of first.slice(0, 3)) {
      const { rows } = await feed.groups(null, { id: group });
      expect(rows).toMatchObject([{ id: group, isDeleted: false }]);
      const [row] = rows;
      expect(row?.members.map(({ individualId }) => individualId).sort()).toEqual([...members].sort());
      expect(row?.members.find(({ recipientType }) => recipientType === 'PRIMARY')).toMatchObject({ role: 'HEAD' });
    }
  });

  it('adds a member who came later to the group that is there', async () => {
    const id = randomUUID();
    const person = await aStranger();
    const { landing, feed } = enrol();
    const head = (await landing.ensureIndividual(memberKey(id, 1), person)).id ?? '';
    const code = groupCode(id);
    const one = { individualId: head, role: 'HEAD' as const, recipientType: 'PRIMARY' as const };
    const first = await landing.ensureGroup({ code, locationId: person.locationId, members: [one] });
    const { nationalId: _none, ...rest } = person;
    const child = (await landing.ensureIndividual(memberKey(id, 2), { ...rest, givenName: 'Neema' })).id ?? '';
    const members = [one, { individualId: child, role: 'DAUGHTER' as const }];
    expect(await landing.ensureGroup({ code, locationId: person.locationId, members })).toEqual(first);
    const { rows } = await feed.groups(null, { id: first.id ?? '' });
    expect(rows[0]?.members).toHaveLength(2);
  });
});
