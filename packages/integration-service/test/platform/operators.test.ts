import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyRequest } from 'fastify';
import { cameByCookie, openOperators, tokenOf, type DirectoryEntry } from '../../src/platform/http/operators.js';
import { openRate } from '../../src/platform/http/rate.js';
import { openRights } from '../../src/platform/http/rights.js';

const entry = (loginName: string, over: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  ...{ userId: `user-${loginName}`, loginName, displayName: loginName, language: 'en' },
  ...{ rights: [], roles: [], districts: [], ...over },
});
const requestBy = (headers: Record<string, string>, ip = '10.0.0.1') =>
  ({ headers, ip, correlationId: 'c-1' }) as unknown as FastifyRequest;
const bearer = (token: string, ip?: string) => requestBy({ authorization: `Bearer ${token}` }, ip);

/** openIMIS as far as signing in goes; `strangers`: unknown tokens a minute that are asked about. */
function openTest(strangers = 3) {
  let now = 0;
  const asked: string[] = [];
  const people: Record<string, Partial<DirectoryEntry> | Error> = { ina: {}, sue: {} };
  const directory = {
    async whoIs(token: string) {
      asked.push(token);
      const found = people[token];
      if (found instanceof Error) throw found;
      return found && entry(token, found);
    },
  };
  const clock = { now: () => new Date(now) };
  const rights = openRights({ permissions: [{ code: 990140, permission: 'interconnection.read' }], roles: [] });
  const operators = openOperators(directory, rights, clock, openRate(clock, strangers));
  const who = (request: FastifyRequest, fresh = false) => operators.authenticate(request, { fresh });
  const code = (request: FastifyRequest) =>
    who(request).then(
      ({ session }) => session.loginName,
      (thrown: ServiceError) => thrown.code,
    );
  return { asked, people, who, code, advance: (ms: number) => void (now += ms) };
}

describe('S7: who asks', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['a bearer token', { authorization: 'Bearer t' }, 't'],
    ['a bearer token, however its scheme is written', { authorization: 'bEARER t' }, 't'],
    ['the cookie of openIMIS among others', { cookie: 'a=1; JWT=t; JWTX=u' }, 't'],
    ['the cookie in quotes', { cookie: 'JWT="t"' }, 't'],
    ['the first cookie, when a second was planted', { cookie: 'JWT=t; JWT=planted' }, 't'],
    ['the bearer token before the cookie', { authorization: 'Bearer t', cookie: 'JWT=u' }, 't'],
    ['the cookie, when the header says something else', { authorization: 'Basic dTpw', cookie: 'JWT=t' }, 't'],
    ['nobody by an empty token', { authorization: 'Bearer ' }, undefined],
    ['nobody by an empty cookie', { cookie: 'JWT=' }, undefined],
    ['nobody by a cookie that only ends so', { cookie: 'XJWT=t' }, undefined],
    ['nobody by nothing', {}, undefined],
  ])('is told by %s', (_how, headers, token) => {
    expect(tokenOf(requestBy(headers))).toBe(token);
  });

  it('came by cookie unless there is a bearer token: only what no other site can send is spared the rest', () => {
    const sent: Record<string, string>[] = [
      { authorization: 'Bearer t' },
      { authorization: 'Bearer ' },
      { authorization: 'Basic x' },
      { cookie: 'JWT=t' },
    ];
    expect(sent.map((headers) => cameByCookie(requestBy(headers)))).toEqual([false, true, true, true]);
  });

  it('is believed for a minute, each token for itself, and not a moment longer', async () => {
    const { asked, who, advance } = openTest();
    await who(bearer('ina'));
    advance(30_000);
    await who(bearer('sue'));
    advance(29_999);
    await who(bearer('ina'));
    expect(asked).toEqual(['ina', 'sue']);
    advance(1);
    await who(bearer('ina'));
    await who(bearer('sue'));
    expect(asked).toEqual(['ina', 'sue', 'ina']);
  });

  it('is asked about again for what weighs, and what is said then is believed from then on', async () => {
    const { asked, people, who } = openTest();
    people['ina'] = { rights: [990140] };
    expect((await who(bearer('ina'))).session.permissions).toEqual(['interconnection.read']);
    people['ina'] = {};
    expect((await who(bearer('ina'), true)).session.permissions).toEqual([]);
    expect((await who(bearer('ina'))).session.permissions).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('has yesterday’s rights from nowhere once openIMIS failed to say what they are today', async () => {
    const { people, who, code } = openTest();
    await who(bearer('ina'));
    people['ina'] = new ServiceError('platform.openimis-unavailable');
    await expect(who(bearer('ina'), true)).rejects.toMatchObject({ code: 'platform.openimis-unavailable' });
    expect(await code(bearer('ina'))).toBe('platform.openimis-unavailable');
  });

  it('is nobody once openIMIS knows the token no more, though it was believed a moment ago', async () => {
    const { people, who, code } = openTest();
    await who(bearer('ina'));
    delete people['ina'];
    await expect(who(bearer('ina'), true)).rejects.toMatchObject({ code: 'platform.unauthenticated' });
    expect(await code(bearer('ina'))).toBe('platform.unauthenticated');
  });

  it('S12: guesses tokens so often a minute from one address, and keeps neither those who are known nor others out', async () => {
    const { asked, who, code, advance } = openTest(3);
    await who(bearer('ina'));
    const guesses = [];
    for (const guess of ['a', 'b', 'c', 'd', 'e']) guesses.push(await code(bearer(guess)));
    expect(guesses).toEqual([
      ...Array(3).fill('platform.unauthenticated'),
      ...Array(2).fill('platform.too-many-requests'),
    ]);
    expect(asked).toEqual(['ina', 'a', 'b', 'c']);
    expect(await code(bearer('ina'))).toBe('ina');
    expect(await code(bearer('f', '10.0.0.2'))).toBe('platform.unauthenticated');
    advance(60_000);
    expect(await code(bearer('d'))).toBe('platform.unauthenticated');
  });
});
