import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const call = (code: string) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' }).stdout;

describe('the generated reference', () => {
  it('names for a rule every test whose title bears its id, without the id', () => {
    const page = call("import { scorecard } from './scripts/docs/scorecard.mjs'; console.log(scorecard());");
    expect(page).toContain(
      '| S14 | `packages/integration-service/test/platform/config.test.ts` | starts when nothing is a convenience |',
    );
    expect(page.match(/^\| S10 /gm)?.length).toBeGreaterThan(10);
  });

  it('says of a requirement whether it is shown from outside, by rules alone or by nothing', () => {
    const page = call("import { scorecard } from './scripts/docs/scorecard.mjs'; console.log(scorecard());");
    const standing = (id: string) =>
      page
        .split('\n')
        .find((line) => line.startsWith(`| ${id} | `))
        ?.split(' | ')[4];
    expect(['IBR-036', 'IBR-040'].map(standing)).toEqual(['green', 'red']);
    expect(page).toMatch(/\d+ green, \d+ amber, \d+ red/);
  });

  it('says of a setting its type, its bounds, whether it is required and what it is when left out', () => {
    const schema = {
      required: ['name', 'retries'],
      properties: {
        name: { type: 'string' },
        retries: { type: 'integer', minimum: 1, maximum: 10, default: 2 },
        way: { anyOf: [{ const: 'a' }, { const: 'b' }] },
        each: { type: 'object', patternProperties: { '.*': { properties: { url: { type: 'string' } } } } },
      },
    };
    const rows = call(
      `import { describe } from './scripts/docs/settings.mjs'; console.log(JSON.stringify(describe(${JSON.stringify(schema)})));`,
    );
    expect(JSON.parse(rows)).toEqual([
      ['`name`', 'string', 'yes', ''],
      ['`retries`', 'integer from 1 to 10', '', '`2`'],
      ['`way`', '"a" or "b"', '', ''],
      ['`each`', 'object', '', ''],
      ['`each.<name>.url`', 'string', '', ''],
    ]);
  });
});

describe('a link in the documents', () => {
  const written = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  const pages = ['README.md', ...written.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  it.each(pages)('of %s leads to a file', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to]) => to ?? '');
    for (const to of links) expect(() => readFileSync(path.join(root, path.dirname(page), to))).not.toThrow(/ENOENT/);
  });
});
