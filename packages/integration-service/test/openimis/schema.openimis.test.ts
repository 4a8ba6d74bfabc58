import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { need } from '../enrolment/running-stack';

const codegen = resolve(__dirname, '../../../../scripts/codegen.mjs');
const check = (file: string) => promisify(execFile)(process.execPath, [codegen, '--against', file]);

interface OpenImisRun {
  readonly gunicorn: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}
const SETTINGS = 'interlink_openimis.settings';

/** What the backend of this run prints: by its own process, because its answer to an introspection takes a minute. */
const PRINT =
  'import django; django.setup(); from interlink_openimis.graphql import schema; print("#schema"); print(schema)';

describe('the schema that the backend of this run prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-schema-'));
  const file = join(folder, 'schema.graphql');
  let text: string;
  beforeAll(() => {
    const { gunicorn, cwd, env } = JSON.parse(need('INTERLINK_TEST_OPENIMIS')) as OpenImisRun;
    const python = join(dirname(gunicorn), 'python');
    // openIMIS's modules say that they are loaded on the same way.
    const printed = execFileSync(python, ['-c', PRINT], {
      cwd,
      env: { ...env, DJANGO_SETTINGS_MODULE: SETTINGS },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    text = printed.slice(printed.indexOf('#schema'));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has everything that our operations ask', async () => {
    writeFileSync(file, text);
    await expect(check(file)).resolves.toMatchObject({ stderr: '' });
  }, 60_000);

  it('is refused by the same check when it lacks what we use, with its name', async () => {
    writeFileSync(file, text.replace(/\bresolveTask\(/g, 'resolveNothing('));
    await expect(check(file)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('resolveTask') });
  }, 60_000);
});
