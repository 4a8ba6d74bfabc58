import { ConfigError } from '../platform/config-error.js';
import {
  CreateRoleDocument,
  ListModuleRightsDocument,
  ListRightsOfRoleDocument,
  ListRolesDocument,
  UpdateRoleDocument,
} from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import { isInterlinkRight } from './directory.js';
import { mutate, mutationId } from './mutate.js';
import { nodesOf, pagesOf } from './relay.js';
import { codesOfRole, type Rights } from './rights.js';

/** What happened to one role: made, given what it lacked, or as it must be already. */
export interface InstalledRole {
  readonly role: string;
  readonly outcome: 'created' | 'extended' | 'unchanged';
  readonly added: readonly number[];
}

// The Django app of ours that makes openIMIS know the codes; its name says whose they are.
const OWN_MODULE = /^interlink/;

/**
 * Brings the roles of rights.json into a running openIMIS with the caller's token. What an administrator added to a
 * role stays. Throws when a code of ours already means something else there (S8); then nothing is written.
 */
export async function installRights(client: Client, rights: Rights, runId: string): Promise<readonly InstalledRole[]> {
  const clashes = await findClashes(client);
  if (clashes.length > 0) {
    throw new ConfigError(`These right codes of Interlink are taken in this openIMIS: ${clashes.join(', ')}.`);
  }
  const existing = await listRoles(client);
  const installed: InstalledRole[] = [];
  for (const role of rights.roles) {
    const found = existing.find(({ name }) => name === role.name);
    installed.push(await installRole(client, found?.uuid, role.name, codesOfRole(rights, role), runId));
  }
  return installed;
}

/** Modules of openIMIS that use a code between 990100 and 990199, as `module.permission=code`. */
export async function findClashes(client: Client): Promise<readonly string[]> {
  const { modulesPermissions } = await client.query(ListModuleRightsDocument, {});
  return (modulesPermissions?.modulePermsList ?? []).flatMap((module) =>
    OWN_MODULE.test(module?.moduleName ?? '')
      ? []
      : (module?.permissions ?? [])
          .filter((permission) => isInterlinkRight(permission?.permsValue ?? 0))
          .map((permission) => `${module?.moduleName}.${permission?.permsName}=${permission?.permsValue}`),
  );
}

async function listRoles(client: Client): Promise<readonly { readonly uuid: string; readonly name: string | null }[]> {
  const roles: { readonly uuid: string; readonly name: string | null }[] = [];
  const pages = pagesOf(async (after) => (await client.query(ListRolesDocument, { after })).role);
  for await (const rows of pages) roles.push(...rows);
  return roles;
}

async function installRole(
  client: Client,
  uuid: string | undefined,
  name: string,
  wanted: readonly number[],
  runId: string,
): Promise<InstalledRole> {
  const input = { name, isSystem: false, isBlocked: false };
  const id = mutationId('rights', runId, name);
  if (!uuid) {
    await mutate(client, CreateRoleDocument, { ...input, rightsId: [...wanted] }, id);
    return { role: name, outcome: 'created', added: wanted };
  }
  const held = await listRightsOf(client, uuid);
  const added = wanted.filter((code) => !held.includes(code));
  if (added.length === 0) return { role: name, outcome: 'unchanged', added };
  await mutate(client, UpdateRoleDocument, { ...input, uuid, rightsId: [...held, ...added] }, id);
  return { role: name, outcome: 'extended', added };
}

async function listRightsOf(client: Client, roleUuid: string): Promise<readonly number[]> {
  const held = new Set<number>();
  const pages = pagesOf(async (after) => {
    const { role } = await client.query(ListRightsOfRoleDocument, { roleUuid, after });
    return nodesOf(role)[0]?.rights;
  });
  for await (const rows of pages) {
    // openIMIS keeps taken-away rights as history.
    for (const { rightId, validityTo } of rows) if (validityTo === null) held.add(rightId);
  }
  return [...held];
}
