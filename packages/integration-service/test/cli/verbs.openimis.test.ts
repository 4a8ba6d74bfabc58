import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from '../../src/cli/program';
import { inClear } from '../support/in-clear';

jest.setTimeout(120_000);

const secret = (name: string) => readFileSync(join(process.env.INTERLINK_TEST_SECRETS_DIR ?? '', name), 'utf8').trim();
const file = join(mkdtempSync(join(tmpdir(), 'interlink-verbs-')), 'session.json');
const environment = {
  INTERLINK_SESSION_FILE: file,
  OPENIMIS_URL: process.env.OPENIMIS_URL,
  INTERLINK_CONFIG: join(__dirname, '../../../../openimis-config/development'),
};

/** Runs a command with these lines on standard input; gives its exit code and what it wrote. */
async function interlink(argv: string, ...lines: string[]) {
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');
  const input = new PassThrough();
  input.end(lines.map((line) => `${line}\n`).join(''));
  Object.defineProperty(process, 'stdin', { value: input, configurable: true });
  let out = '';
  let err = '';
  const streams = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const code = await run(['node', 'interlink', ...argv.split(' ')], environment, streams);
  if (stdin) Object.defineProperty(process, 'stdin', stdin);
  return { code, out, err };
}

describe('The command line with the real openIMIS', () => {
  it('says that nobody is logged in before anybody is', async () => {
    await expect(interlink('openimis profile')).resolves.toMatchObject({
      code: 3,
      err: expect.stringContaining('login'),
    });
  });

  it('S7: signs in with a password from standard input and keeps the token in a file of its owner', async () => {
    await expect(interlink('login', 'Admin', secret('admin-password'))).resolves.toMatchObject({ code: 0, err: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      loginName: 'Admin',
      openimisUrl: environment.OPENIMIS_URL,
    });
  });

  it('refuses a wrong password with one sentence and keeps who was signed in', async () => {
    const { code, err } = await interlink('login --user ina.intake', 'Wrong-pass1');
    expect([code, err]).toEqual([3, 'interlink: openIMIS does not know this login and password.\n']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ loginName: 'Admin' });
  });

  it('S8: installs the roles, which changes nothing where they are', async () => {
    const { code, out } = await interlink('rights install');
    expect(code).toBe(0);
    expect(out).toContain('unchanged  Intake officer');
    expect(out).not.toContain('created');
  });

  it('profiles openIMIS without showing what anybody bears', async () => {
    const { code, out } = await interlink('openimis profile --limit 200 --json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ proposal: { nationalId: { key: 'national_id' } } });
    expect(out).not.toMatch(inClear('\\+254', '2000\\d{4}'));
  });

  it('S8: an operator without the right is refused', async () => {
    await interlink('login --user ina.intake', secret('demo-password'));
    await expect(interlink('rights install')).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('platform.forbidden'),
    });
    await interlink('logout');
    await expect(interlink('rights install')).resolves.toMatchObject({ code: 3 });
  });
});
