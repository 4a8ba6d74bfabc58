import { createHash } from 'node:crypto';
import { jpeg } from '../../../domain/test/social-registry/images.js';
import type { Api } from '../../src/platform/http/api.js';
import { fromOurPage } from '../support/server.js';
import { AMINA, household, JUMA, type IntakeKit } from './intake-kit.js';

export const FRONT = '0000000a-0000-4000-8000-000000000001';
export const CARD = '0000000b-0000-4000-8000-000000000001';
export const PICTURE = jpeg({ picture: 'Marker-of-a-face-8123' });
export const CARD_PICTURE = jpeg({ picture: 'Marker-of-a-card-8124' });

/** Of Juma's card, where he has one. */
export const JUMAS = '0000000d-0000-4000-8000-000000000001';

/** Amina and Juma, with a photograph of the dwelling and one of Amina's card. */
export const withPhotos = (over: Parameters<typeof household>[0] = {}) =>
  household({
    ...over,
    household: { dwelling_photo: FRONT, ...over.household },
    members: over.members ?? [
      { ...AMINA, id_photo: CARD },
      { ...JUMA, national_id: '' },
    ],
  });

const pathOf = (household: string, photo: string) =>
  `/interlink/api/v1/social-registry/households/${household}/photos/${photo}`;
export const digestOf = (bytes: Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Sends a photograph as the browser does; a test names only what it is about. */
export function putPhoto(
  app: Api,
  household: string,
  photo: string,
  { by = 'ina', bytes = PICTURE, digest = digestOf(bytes) }: { by?: string; bytes?: Buffer; digest?: string } = {},
) {
  const headers = { ...fromOurPage(by), 'content-type': 'application/octet-stream', 'content-digest': digest };
  return app.inject({ method: 'PUT', url: pathOf(household, photo), headers, payload: bytes });
}

export const seePhoto = (app: Api, household: string, photo: string, by = 'ina', query = '?purpose=enrolment') =>
  app.inject({ url: pathOf(household, photo) + query, headers: { cookie: `JWT=${by}` } });

/** A household of two with a photograph of the dwelling and one of each card, all sent; its id. */
export async function takenWithPhotos(kit: Pick<IntakeKit, 'app' | 'take'>): Promise<string> {
  const members = [
    { ...AMINA, id_photo: CARD },
    { ...JUMA, national_id: '', relationship: 'head', id_photo: JUMAS },
  ];
  const { id } = (await kit.take(withPhotos({ members }))).json<{ id: string }>();
  await putPhoto(kit.app, id, FRONT);
  await putPhoto(kit.app, id, CARD, { bytes: CARD_PICTURE });
  await putPhoto(kit.app, id, JUMAS, { bytes: jpeg({ picture: 'Juma' }) });
  return id;
}
