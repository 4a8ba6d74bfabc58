import { join } from 'node:path';
import { Permission } from '@interlink/contracts/platform/session';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError } from '../config-error.js';
import { readConfigFile } from '../read-config-file.js';

const RightCode = Type.Integer({ minimum: 990_100, maximum: 990_199 });

/** The part of rights.json that says what a right of openIMIS permits here (S8); the rest is for `rights install`. */
const RightsFile = Type.Object({
  permissions: Type.Array(Type.Object({ code: RightCode, permission: Permission }, { additionalProperties: false })),
  roles: Type.Array(Type.Object({ name: Type.String(), institution: Type.Optional(Type.String()) })),
});

export interface Rights {
  /** Sorted. `isSystem` roles imply nothing: only codes count. */
  permissionsOf(codes: readonly number[]): Permission[];
  /** The institution that one of the user's openIMIS roles is tied to; the first by name when there are several. */
  institutionOf(roles: readonly string[]): string | undefined;
}

export async function loadRights(configDir: string): Promise<Rights> {
  const path = join(configDir, 'rights.json');
  const file = await readConfigFile(path, 'it says what each right permits');
  if (Value.Check(RightsFile, file)) return openRights(file);
  const [first] = Value.Errors(RightsFile, file);
  throw new ConfigError(`${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not as expected'}.`);
}

export function openRights(file: Static<typeof RightsFile>): Rights {
  const byCode = new Map<number, Permission>(file.permissions.map(({ code, permission }) => [code, permission]));
  const byRole = new Map(file.roles.map(({ name, institution }) => [name, institution]));
  return {
    permissionsOf: (codes) =>
      [...new Set(codes.flatMap((code) => byCode.get(code) ?? []))].sort((a, b) => (a < b ? -1 : 1)),
    institutionOf: (roles) =>
      [...roles]
        .sort()
        .map((role) => byRole.get(role))
        .find((found) => found !== undefined),
  };
}
