import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Permission } from '@interlink/contracts/platform/session';
import { ConfigError } from '../platform/config-error.js';
import { readConfigFile } from '../platform/read-config-file.js';
import type { ServiceAccountName } from './port.js';

const Code = Type.Integer({ minimum: 1 });
const OwnCode = Type.Integer({ minimum: 990100, maximum: 990199 });

/** rights.json: which right code of openIMIS is which permission, which roles there are, what service accounts need. */
export const Rights = Type.Object({
  permissions: Type.Array(Type.Object({ code: OwnCode, permission: Permission })),
  roles: Type.Array(
    Type.Object({
      name: Type.String({ minLength: 1, maxLength: 50 }),
      institution: Type.Optional(Type.String()),
      permissions: Type.Array(Permission),
      openimis: Type.Array(Code),
    }),
  ),
  serviceAccounts: Type.Array(
    Type.Object({ login: Type.String(), purpose: Type.String(), openimis: Type.Array(Code) }),
  ),
});
export type Rights = Static<typeof Rights>;

/** S9: no service account resolves tasks or touches users and roles. */
const NEVER_BY_ACCOUNTS = (code: number) =>
  (code >= 191002 && code <= 191004) || (code >= 121701 && code <= 121704) || (code >= 122002 && code <= 122006);

/** rights.json of a deployment's folder; ConfigError with one sentence when it cannot be used. */
export async function readRights(folder: string): Promise<Rights> {
  return parseRights(await readConfigFile(join(folder, 'rights.json')));
}

/** The rights of a deployment; throws one clear sentence when they are not as they must be. */
export function parseRights(json: unknown): Rights {
  if (!Value.Check(Rights, json)) {
    const [first] = Value.Errors(Rights, json);
    throw new ConfigError(`rights.json: ${first?.instancePath || '/'} ${first?.message ?? 'is not as expected'}.`);
  }
  const twice = json.permissions.find(({ code }, at) => json.permissions.findIndex((one) => one.code === code) !== at);
  if (twice) throw new ConfigError(`rights.json: code ${twice.code} has two meanings.`);
  for (const { login, openimis } of json.serviceAccounts) {
    const forbidden = openimis.find(NEVER_BY_ACCOUNTS);
    if (forbidden) throw new ConfigError(`rights.json: ${login} may not hold right ${forbidden} (S9).`);
  }
  return json;
}

/** Every openIMIS right of a role of ours: its own codes and those of openIMIS. */
export function codesOfRole(rights: Rights, role: Rights['roles'][number]): readonly number[] {
  const own = rights.permissions.filter(({ permission }) => role.permissions.includes(permission));
  return [...new Set([...own.map(({ code }) => code), ...role.openimis])].sort((a, b) => a - b);
}

/** What each service account needs, and no more (S9). */
export function leastRightsOf(rights: Rights): Readonly<Record<ServiceAccountName, readonly number[]>> {
  const needed = (account: ServiceAccountName) =>
    rights.serviceAccounts.find(({ login }) => login === `interlink.${account}`)?.openimis ?? [];
  return { enrol: needed('enrol'), payroll: needed('payroll'), sync: needed('sync'), ticket: needed('ticket') };
}
