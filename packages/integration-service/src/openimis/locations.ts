import { FindLocationDocument, ListVillagesDocument } from '@interlink/contracts/openimis/generated/operations';
import { ServiceError } from '@interlink/contracts/errors';
import type { Client } from './client.js';
import type { Locations, Village } from './port.js';
import { keyOf, nodesOf, pagesOf } from './relay.js';

interface NamedPlace {
  readonly name: string | null;
  readonly parent?: NamedPlace | null;
}

export function locationsOf(client: Client): Locations {
  return {
    async villages() {
      const villages: Village[] = [];
      const pages = pagesOf(async (after) => (await client.query(ListVillagesDocument, { after })).locations);
      for await (const rows of pages) {
        villages.push(
          ...rows.map((row) => ({
            locationId: row.uuid,
            code: row.code ?? '',
            name: row.name ?? '',
            parents: namesAbove(row),
            ...(row.parent?.parent && { districtId: row.parent.parent.uuid }),
          })),
        );
      }
      return villages;
    },
  };
}

/** The integer key that openIMIS's inputs want for a location; not-found when the token may not see it. */
export async function locationKey(client: Client, locationId: string): Promise<number> {
  const { locations } = await client.query(FindLocationDocument, { uuid: locationId });
  const key = Number(keyOf(nodesOf(locations)[0]?.id ?? ''));
  if (!Number.isSafeInteger(key) || key <= 0) throw new ServiceError('platform.not-found', { what: 'location' });
  return key;
}

function namesAbove(place: NamedPlace): readonly string[] {
  return place.parent ? [place.parent.name ?? '', ...namesAbove(place.parent)] : [];
}
