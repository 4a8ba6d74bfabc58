import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.js';
import type { Operator } from './api.js';
import type { Rate } from './rate.js';
import type { Rights } from './rights.js';

/** Who openIMIS says a token belongs to. */
export interface DirectoryEntry {
  /** uuid of the core user, which tasks and their `userUpdated` name. */
  readonly userId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly language: string;
  readonly rights: readonly number[];
  readonly roles: readonly string[];
  /** uuids of the districts the user works in: all of them for an administrator of openIMIS. */
  readonly districts: readonly string[];
}

/** openIMIS, as far as signing in goes (S7); implemented in src/openimis. */
export interface OperatorDirectory {
  /** Nobody for an anonymous or invalid token; throws `platform.openimis-unavailable` when openIMIS is unreachable. */
  whoIs(token: string): Promise<DirectoryEntry | undefined>;
}

/** Whose password it is, asked of openIMIS when somebody who is signed in gives it again (S7); it is neither kept nor logged. */
export interface PasswordCheck {
  /** userId of the login when the password is right; throws `platform.openimis-unavailable`. */
  whoHas(loginName: string, password: string): Promise<string | undefined>;
}

export interface Operators {
  /** The one who asks; 401 when nobody is signed in, 503 when openIMIS is unreachable: never yesterday's rights. */
  authenticate(request: FastifyRequest, options: { readonly fresh: boolean }): Promise<Operator>;
}

const CACHE_MS = 60_000;
const CACHE_SIZE = 5000;

/** `strangers`: tokens of nobody a minute from one address; past it openIMIS is not asked about new ones. */
export function openOperators(directory: OperatorDirectory, rights: Rights, clock: Clock, strangers: Rate): Operators {
  const cache = new Map<string, { readonly entry: DirectoryEntry; readonly until: number }>();
  const look = async (token: string, address: string, fresh: boolean): Promise<DirectoryEntry> => {
    const key = createHash('sha256').update(token).digest('base64');
    const now = clock.now().getTime();
    const kept = cache.get(key);
    if (!fresh && kept && now < kept.until) return kept.entry;
    if (strangers.isOver(address)) throw new ServiceError('platform.too-many-requests');
    // Whatever comes now replaces it: a failure must not leave an old answer behind.
    cache.delete(key);
    const entry = await directory.whoIs(token);
    if (!entry) {
      strangers.count(address);
      throw new ServiceError('platform.unauthenticated');
    }
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
    cache.set(key, { entry, until: now + CACHE_MS });
    return entry;
  };
  return {
    async authenticate(request, { fresh }) {
      const token = tokenOf(request);
      if (token === undefined) throw new ServiceError('platform.unauthenticated');
      return toOperator(await look(token, request.ip, fresh), token, rights, request.correlationId);
    },
  };
}

/** A bearer token (command line) or the HttpOnly cookie that openIMIS set (browser). */
export function tokenOf(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? cookieOf(request.headers.cookie, 'JWT');
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  const [scheme, bearer] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && bearer ? bearer : undefined;
}

/** The first cookie of that name; openIMIS's token needs no decoding. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  const pair = (header ?? '').split(';').find((one) => one.trim().startsWith(`${name}=`));
  return (
    pair
      ?.trim()
      .slice(name.length + 1)
      .replace(/^"|"$/g, '') || undefined
  );
}

/** Any other Authorization (Basic, out of a form's address) leaves it to the cookie who it is. */
export const cameByCookie = (request: FastifyRequest): boolean => bearerOf(request) === undefined;

function toOperator(entry: DirectoryEntry, token: string, rights: Rights, correlationId: string): Operator {
  const { userId, loginName, displayName, language } = entry;
  const institution = rights.institutionOf(entry.roles);
  const permissions = rights.permissionsOf(entry.rights);
  return {
    token,
    districts: entry.districts,
    session: { userId, loginName, displayName, language, permissions, ...(institution && { institution }) },
    actor: { kind: 'operator', id: userId, loginName, correlationId },
  };
}
