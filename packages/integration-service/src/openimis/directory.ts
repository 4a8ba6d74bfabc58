import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { ListOwnRolesDocument, WhoAmIDocument } from '@interlink/contracts/openimis/generated/operations';
import { openImisClient, type Client } from './client.js';
import type { OpenImisEndpoint } from './exchange.js';
import { logIn } from './accounts.js';
import type { DirectoryEntry, OperatorDirectory, PasswordCheck } from '../platform/http/operators.js';
import { nodesOf } from './relay.js';

const CURRENT_USER = '/api/core/users/current_user/';
const ADMINISTRATOR = 64;

/** What `current_user` answers; a technical user has no `i_user` and is nobody here. */
const CurrentUser = Type.Object({
  id: Type.String(),
  username: Type.String(),
  i_user: Type.Object({
    language: Type.Union([Type.String(), Type.Null()]),
    last_name: Type.String(),
    other_names: Type.String(),
    rights: Type.Array(Type.Union([Type.Integer(), Type.String()])),
  }),
});

/** Right codes that belong to Interlink: only a role that holds one explicitly gives it (S8). */
export const isInterlinkRight = (code: number): boolean => code >= 990100 && code <= 990199;

export function operatorDirectory(endpoint: OpenImisEndpoint, newId: () => string): OperatorDirectory & PasswordCheck {
  return {
    async whoHas(loginName, password) {
      try {
        // The token that openIMIS gives for it is used once, here.
        const token = await logIn(endpoint, loginName, password, newId());
        return await ownUserId(openImisClient(endpoint, token, newId()));
      } catch (thrown) {
        if (isServiceError(thrown) && thrown.code === 'platform.unauthenticated') return undefined;
        throw thrown;
      }
    },
    async whoIs(token) {
      if (token.trim() === '') return undefined;
      try {
        return await askWho(openImisClient(endpoint, token, newId()));
      } catch (thrown) {
        if (isServiceError(thrown) && thrown.code === 'platform.unauthenticated') return undefined;
        throw thrown;
      }
    },
  };
}

async function askWho(client: Client): Promise<DirectoryEntry | undefined> {
  const answer = await client.get(CURRENT_USER);
  if (answer === undefined || !Value.Check(CurrentUser, answer)) return undefined;
  const { user, userDistricts } = await client.query(WhoAmIDocument, {});
  const roles = (user?.iUser?.roles ?? []).flatMap((role) => (role ? [role] : []));
  const rights = answer.i_user.rights.map(Number);
  const administrator = roles.some(({ isSystem }) => isSystem === ADMINISTRATOR);
  return {
    userId: answer.id,
    loginName: answer.username,
    displayName: `${answer.i_user.other_names} ${answer.i_user.last_name}`.trim(),
    language: answer.i_user.language ?? 'en',
    rights: administrator ? await withoutImplied(client, rights) : rights,
    roles: roles.flatMap(({ name }) => (name ? [name] : [])),
    districts: (userDistricts ?? []).flatMap((district) => (district?.uuid ? [district.uuid] : [])),
  };
}

/** openIMIS gives its administrators every right there is; of ours they have what another role of theirs holds. */
async function withoutImplied(client: Client, rights: readonly number[]): Promise<readonly number[]> {
  const { user } = await client.query(ListOwnRolesDocument, {});
  const explicit = (user?.iUser?.roles ?? [])
    .filter((role) => role?.isSystem !== ADMINISTRATOR)
    .flatMap((role) => nodesOf(role?.rights))
    .filter(({ rightId, validityTo }) => validityTo === null && isInterlinkRight(rightId))
    .map(({ rightId }) => rightId);
  return [...new Set([...rights.filter((code) => !isInterlinkRight(code)), ...explicit])];
}

/** The core user uuid behind a client's token, which tasks name. */
export async function ownUserId(client: Client): Promise<string> {
  const answer = await client.get(CURRENT_USER);
  if (!Value.Check(Type.Object({ id: Type.String() }), answer)) throw new ServiceError('platform.unauthenticated');
  return answer.id;
}
