import {
  AddIndividualToGroupDocument,
  CreateGroupDocument,
  FindGroupByCodeDocument,
} from '@interlink/contracts/openimis/generated/operations';
import { ServiceError } from '@interlink/contracts/errors';
import type { Client } from './client.js';
import { locationKey } from './locations.js';
import { mutate, mutationId } from './mutate.js';
import type { LandingGroup } from './port.js';
import { keyOf, nodesOf } from './relay.js';

interface FoundGroup {
  readonly id: string;
  readonly members: ReadonlySet<string>;
}

const EFFECT_DELAYS_MS = [0, 200, 800, 2000];

/**
 * The group of this code with at least these members, made once however often it is asked; members that somebody else
 * added stay. Its id.
 */
export async function ensureGroup(client: Client, group: LandingGroup): Promise<string> {
  const known = (await findGroup(client, group.code)) ?? (await createGroup(client, group));
  for (const { individualId, role, recipientType } of group.members) {
    if (known.members.has(individualId)) continue;
    const input = { groupId: known.id, individualId, ...(role && { role }), ...(recipientType && { recipientType }) };
    await mutate(client, AddIndividualToGroupDocument, input, mutationId(group.code, 'member', individualId));
  }
  return known.id;
}

async function createGroup(client: Client, { code, locationId, members }: LandingGroup): Promise<FoundGroup> {
  const individualsData = members.map(({ individualId, role, recipientType }) => ({
    individualId,
    ...(role && { role }),
    ...(recipientType && { recipientType }),
  }));
  const input = { code, individualsData, locationId: await locationKey(client, locationId) };
  await mutate(client, CreateGroupDocument, input, mutationId(code, 'group'));
  for (const delay of EFFECT_DELAYS_MS) {
    await client.sleep(delay);
    const seen = await findGroup(client, code);
    if (seen) return seen;
  }
  throw new ServiceError('platform.openimis-refused', { operation: 'CreateGroup', reason: 'effect-missing' });
}

async function findGroup(client: Client, code: string): Promise<FoundGroup | undefined> {
  const { group } = await client.query(FindGroupByCodeDocument, { code });
  const [row] = nodesOf(group);
  if (!row) return undefined;
  const members = nodesOf(row.groupindividuals).filter(({ isDeleted }) => !isDeleted);
  return { id: keyOf(row.id), members: new Set(members.map(({ individual }) => keyOf(individual.id))) };
}
