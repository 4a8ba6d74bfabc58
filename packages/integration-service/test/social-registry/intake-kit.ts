import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { Api } from '../../src/platform/http/api.js';
import type { Platform } from '../../src/platform/platform.js';
import { socialRegistryRoutes } from '../../src/social-registry/routes.js';
import type { SocialRegistry } from '../../src/social-registry/service.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { openimisWith, openSocialKit, VILLAGE } from './kit.js';

const V1 = '/interlink/api/v1/social-registry/households';
export const OTHER = {
  ...VILLAGE,
  locationId: '00000000-0000-4000-8000-00000000e002',
  code: 'R1D2W1V1',
  districtId: '00000000-0000-4000-8000-00000000d002',
};
const QUESTIONS = resolve(__dirname, '../../../../openimis-config/development/questionnaires/household-3.json');
export const { version: VERSION } = JSON.parse(readFileSync(QUESTIONS, 'utf8')) as Questionnaire;

export const AMINA = {
  given_name: 'Amina',
  surname: 'Otieno',
  sex: 'female',
  birth_date: '1950-03-02',
  relationship: 'head',
  national_id: 'AB-1234',
};
export const JUMA = { ...AMINA, given_name: 'Juma', sex: 'male', birth_date: '1948', relationship: 'spouse' };
export const ZURI = { ...AMINA, given_name: 'Zuri', birth_date: '2018-05-01', relationship: 'child' };

/** A household of Amina alone; a test names only what it is about. */
export function household(
  over: {
    readonly household?: Record<string, unknown>;
    readonly members?: readonly object[];
    readonly body?: object;
  } = {},
): TakeInHousehold {
  const dwelling = {
    village: VILLAGE.code,
    roof: 'thatch',
    floor: 'earth',
    water: 'river',
    rooms: 1,
    owns_land: false,
    ...over.household,
  };
  const answers = { household: dwelling, members: over.members ?? [AMINA] };
  return {
    questionnaire: 'household',
    questionnaireVersion: VERSION,
    // A test may bring what no schema allows.
    answers: answers as unknown as TakeInHousehold['answers'],
    ...over.body,
  };
}

/** The API with people of two institutions and two districts. */
export function serveIntake(platform: Platform, registry: SocialRegistry): Promise<Api> {
  const [near, far] = [VILLAGE.districtId ?? '', OTHER.districtId];
  const officer = { rights: [990160, 990161], roles: ['Member of MSW'] };
  const directory = fakeDirectory({
    ina: { ...officer, districts: [near] },
    ivy: { ...officer, districts: [near] },
    far: { ...officer, districts: [far] },
    all: { ...officer, districts: [near, far] },
    nda: { ...officer, roles: ['Member of NDA'], districts: [near] },
    none: { ...officer, roles: [], districts: [near] },
    aud: { rights: [990160], roles: ['Member of MSW'], districts: [near] },
  });
  return openTestServer(platform, directory, { api: [(api, http) => socialRegistryRoutes(api, http, registry)] });
}

export const postHousehold = (app: Api, path: string, by: string, body: object, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url: `${V1}${path}`, headers: fromOurPage(by, headers), payload: JSON.stringify(body) });

/** The same over a real database, with what its screen does as one call each. */
export async function openIntakeKit() {
  const kit = await openSocialKit({}, openimisWith([VILLAGE, OTHER]));
  const app = await serveIntake(kit.platform, kit.registry);
  let keys = 0;
  const key = (given?: string) => ({ 'idempotency-key': given ?? `household-${(keys += 1)}` });
  return {
    ...kit,
    app,
    check: (body: object, by = 'ina') => postHousehold(app, '/check', by, body, {}),
    take: (body: object, by = 'ina', own?: string) => postHousehold(app, '', by, body, key(own)),
    renew: (id: string, version: number | undefined, body: object, by = 'ina') =>
      postHousehold(app, `/${id}/answers`, by, body, {
        ...key(),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      }),
    villages: (by = 'ina') =>
      app.inject({ url: '/interlink/api/v1/social-registry/villages', headers: { cookie: `JWT=${by}` } }),
    get: (id: string, by = 'ina') => app.inject({ url: `${V1}/${id}`, headers: { cookie: `JWT=${by}` } }),
    async rows(text: string) {
      return (await kit.superuser.query(text)).rows as Record<string, unknown>[];
    },
    async count(table: string) {
      const { rows } = await kit.superuser.query(`select count(*)::int as n from ${table}`);
      return rows[0].n as number;
    },
    async close() {
      await app.close();
      await kit.close();
    },
  };
}
export type IntakeKit = Awaited<ReturnType<typeof openIntakeKit>>;
