import { PassThrough } from 'node:stream';
import { ApiProblem, type ApiCall, type ApiClient } from '../../src/cli/api-client.js';
import { confirming } from '../../src/cli/confirm.js';

const needed = (details: Readonly<Record<string, unknown>>) =>
  new ApiProblem(403, 'platform.confirmation-needed', 'Confirm.', 'c-1', details);

function typed(...lines: string[]) {
  const input = new PassThrough();
  input.end(lines.map((line) => `${line}\n`).join(''));
  return { input, output: new PassThrough() };
}

function fakeClient() {
  const posts: { path: string; body: unknown }[] = [];
  const post = async <T>(path: string, call?: ApiCall) => {
    posts.push({ path, body: call?.body });
    return {} as T;
  };
  return { posts, api: { post, get: post } as ApiClient };
}

/** Refused until somebody confirmed. */
const act = (posts: readonly unknown[], details = {}) => {
  const done = jest.fn(async () => {
    if (posts.length === 0) throw needed(details);
    return 'done';
  });
  return done;
};

describe('An act of the command line that weighs', () => {
  it('S7: asks for the password when the service wants it, and is then done', async () => {
    const { posts, api } = fakeClient();
    await expect(confirming(api, act(posts), typed('secret'))).resolves.toBe('done');
    expect(posts).toEqual([{ path: '/session/confirm', body: { password: 'secret' } }]);
  });

  it('S11: asks for the code as well where it must', async () => {
    const { posts, api } = fakeClient();
    await confirming(api, act(posts, { secondFactor: true }), typed('secret', '123456'));
    expect(posts[0]?.body).toEqual({ password: 'secret', code: '123456' });
  });

  it('S7: is repeated once only', async () => {
    const { api } = fakeClient();
    const never = jest.fn(() => Promise.reject(needed({})));
    await expect(confirming(api, never, typed('secret'))).rejects.toMatchObject({
      code: 'platform.confirmation-needed',
    });
    expect(never).toHaveBeenCalledTimes(2);
  });

  it('says how to give the password when standard input is empty', async () => {
    const { posts, api } = fakeClient();
    await expect(confirming(api, act(posts), typed())).rejects.toThrow('give it on standard input');
    expect(posts).toEqual([]);
  });

  it('leaves every other refusal as it is', async () => {
    const { posts, api } = fakeClient();
    const refused = () => Promise.reject(new ApiProblem(403, 'platform.forbidden', 'No.', 'c-1'));
    await expect(confirming(api, refused, typed('secret'))).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect(posts).toEqual([]);
  });
});
