import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const shell = path.resolve(__dirname, '..');
const script = path.join(shell, 'assemble.mjs');

const listFile = (content: unknown) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'list-')), 'openimis.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

const assemble = (...file: string[]) =>
  JSON.parse(execFileSync(process.execPath, [script, '--print', ...file], { encoding: 'utf8' })) as Record<
    string,
    string
  >;

describe('The assembly of the shell from openimis.json', () => {
  it('is what is committed, so that a line added there is not forgotten here', () => {
    for (const [name, text] of Object.entries(assemble())) {
      expect(readFileSync(path.join(shell, 'src/generated', name), 'utf8')).toBe(text);
    }
  });

  it('splits a package from its version at the last @ and names its configuration after the scope', () => {
    const made = assemble(
      listFile({ locales: [], modules: [{ name: 'XModule', npm: '@some/fe-x@file:../fe-x-2.tgz' }] }),
    );
    expect(made['modules.ts']).toContain("import { XModule as module0 } from '@some/fe-x';");
    const plain = assemble(listFile({ locales: [], modules: [{ npm: '@some/fe-x@1.2.3' }] }));
    expect(plain['modules.ts']).toContain("import { default as module0 } from '@some/fe-x';");
    expect(plain['modules.ts']).toContain("key: 'fe-x', npm: '@some/fe-x', version: '1.2.3'");
  });

  it('takes the logical name that a line gives', () => {
    const made = assemble(listFile({ locales: [], modules: [{ npm: 'fe-y@1.0.0', logicalName: 'y' }] }));
    expect(made['modules.ts']).toContain("key: 'y', npm: 'fe-y'");
  });

  it.each([
    ['without a version', { npm: '@some/fe-x' }, 'names no version'],
    ['without a scope or a logical name', { npm: 'fe-y@1.0.0' }, 'needs a "logicalName"'],
  ])('refuses a line %s and says what is missing', (_, line, sentence) => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [script, '--print', listFile({ locales: [], modules: [line] })],
      {
        encoding: 'utf8',
      },
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(sentence);
  });
});
