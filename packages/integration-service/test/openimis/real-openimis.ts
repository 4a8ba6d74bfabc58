import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logIn } from '../../src/openimis/accounts.js';
import { openImisClient } from '../../src/openimis/client.js';
import type { OpenImisEndpoint } from '../../src/openimis/exchange.js';
import { parseMapping } from '../../src/openimis/mapping.js';
import { openImis } from '../../src/openimis/open-imis.js';
import type { LandingPerson } from '../../src/openimis/port.js';

const root = join(__dirname, '../../../..');
const secretsDir = process.env.INTERLINK_TEST_SECRETS_DIR ?? '';

export const endpoint: OpenImisEndpoint = { url: process.env.OPENIMIS_URL ?? 'http://127.0.0.1:8000' };
export const mapping = parseMapping(
  JSON.parse(readFileSync(join(root, 'openimis-config/development/mapping.json'), 'utf8')),
);
export const rights = JSON.parse(readFileSync(join(root, 'openimis-config/development/rights.json'), 'utf8'));

export const real = openImis({ endpoint, mapping, secretsDir, newId: randomUUID });

/** The people whom the country generator put into openIMIS. */
export const country = () =>
  JSON.parse(readFileSync(join(process.env.INTERLINK_TEST_COUNTRY_DIR ?? '', 'people.json'), 'utf8')) as {
    readonly account?: { readonly provider: string; readonly number: string };
    readonly nationalId?: string;
    readonly village: string;
  }[];

const secret = (name: string) => readFileSync(join(secretsDir, name), 'utf8').trim();

export const tokenOf = (login: string) =>
  logIn(endpoint, login, secret(login === 'Admin' ? 'admin-password' : 'demo-password'), randomUUID());

export const sessionOf = async (login: string) => real.asOperator(await tokenOf(login), randomUUID());

export const clientOf = async (login: string) => openImisClient(endpoint, await tokenOf(login), randomUUID());

export const enrol = () => real.asService('enrol', randomUUID());

/** Somebody whom no other run has made: the names carry letters of a fresh id. */
export async function aStranger(over: Partial<LandingPerson> = {}): Promise<LandingPerson> {
  const mark =
    randomUUID()
      .replace(/[^a-f]/g, '')
      .slice(0, 8) + 'x';
  const villages = await (await sessionOf('ina.intake')).locations.villages();
  return {
    givenName: `Zuri${mark}`,
    surname: `Test${mark}`,
    birthDate: { date: '1950-03-04', precision: 'day' },
    nationalId: `T${Date.now()}${Math.floor(Math.random() * 1e6)}`,
    mobile: '+254700000999',
    sex: 'female',
    language: 'fr',
    locationId: villages[0]?.locationId ?? '',
    ...over,
  };
}
