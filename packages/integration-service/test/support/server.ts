import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ServiceError } from '@interlink/contracts/errors';
import type { Api } from '../../src/platform/http/api.js';
import type { DirectoryEntry, OperatorDirectory, PasswordCheck } from '../../src/platform/http/operators.js';
import { openRights } from '../../src/platform/http/rights.js';
import { openServer, type ServerParts } from '../../src/platform/http/server.js';
import type { Platform } from '../../src/platform/platform.js';

export const ORIGIN = 'http://127.0.0.1:3000';

/** Stands in for openIMIS: a token is a login name. */
export interface FakeDirectory extends OperatorDirectory, PasswordCheck {
  readonly asked: string[];
  people: Record<string, Partial<DirectoryEntry>>;
  reachable: boolean;
}

/** Every user's password here. */
export const passwordOf = (loginName: string) => `password-of-${loginName}`;

export function fakeDirectory(people: FakeDirectory['people']): FakeDirectory {
  const asked: string[] = [];
  return {
    asked,
    people,
    reachable: true,
    async whoHas(loginName, password) {
      if (!this.reachable) throw new ServiceError('platform.openimis-unavailable');
      return password === passwordOf(loginName) ? `user-${loginName}` : undefined;
    },
    async whoIs(token) {
      asked.push(token);
      if (!this.reachable) throw new ServiceError('platform.openimis-unavailable');
      const found = this.people[token];
      if (!found) return undefined;
      const defaults = { userId: `user-${token}`, loginName: token, displayName: token, language: 'en' };
      return { ...defaults, rights: [], roles: [], districts: [], ...found };
    },
  };
}

const rightsFile = path.resolve(__dirname, '../../../../openimis-config/development/rights.json');

/** The real server over a test's platform; a machine that runs tests may stand still. */
export function openTestServer(
  platform: Platform,
  directory: OperatorDirectory & PasswordCheck,
  over: Partial<ServerParts> = {},
): Promise<Api> {
  const rights = openRights(JSON.parse(readFileSync(rightsFile, 'utf8')));
  return openServer({ platform, directory, rights, readyChecks: [], api: [], root: [], overloadedAtMs: 0, ...over });
}

/** What our own page sends with a change. */
export const fromOurPage = (token: string, over: Record<string, string> = {}) => ({
  cookie: `JWT=${token}`,
  origin: ORIGIN,
  'x-interlink': '1',
  'content-type': 'application/json',
  ...over,
});

/** What an operator sends, under a key of its own. */
export const postAs = (app: Api, login: string, url: string, payload: object = {}) =>
  app.inject({
    method: 'POST',
    url: `/interlink/api/v1${url}`,
    headers: { authorization: `Bearer ${login}`, 'idempotency-key': randomUUID() },
    payload,
  });
