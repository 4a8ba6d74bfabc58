import { openServer } from '../src/common/partner-server';

describe('a partner of the sandbox that breaks', () => {
  const told: string[] = [];
  let write: jest.SpyInstance;

  beforeEach(() => {
    told.length = 0;
    write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told.push(String(text));
      return true;
    });
  });
  afterEach(() => write.mockRestore());

  async function ask(failure: Error) {
    const app = openServer('bank');
    app.get('/accounts', async () => {
      throw failure;
    });
    const answer = await app.inject('/accounts?number=4711');
    await app.close();
    return answer.statusCode;
  }

  it('tells its log which partner, what was asked and why, and keeps the query to itself', async () => {
    expect(await ask(new Error('spawn xmllint ENOENT'))).toBe(500);
    expect(told.join('')).toMatch(/ bank failed of itself at GET \/accounts: spawn xmllint ENOENT\n\s+at /);
    expect(told.join('')).not.toContain('4711');
  });

  it('says nothing of what it refuses', async () => {
    expect(await ask(Object.assign(new Error('no'), { statusCode: 422 }))).toBe(422);
    expect(told).toEqual([]);
  });
});
