import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

jest.setTimeout(120_000);

const root = path.resolve(__dirname, '../..');
const COPIED = [
  'packages/contracts/src',
  'packages/domain/src',
  'packages/integration-service/src',
  'packages/integration-service/test/exchange/registry.test.ts',
  'packages/integration-service/test/payments/channel-kit.ts',
  'packages/integration-service/test/payments/channels.test.ts',
  'packages/integration-service/test/support/postgres-global-setup.cjs',
  'packages/integration-service/test/support/postgres-global-teardown.cjs',
  'packages/integration-service/test/verification/registry.test.ts',
  'packages/integration-service/test/verification/verifier-suite.test.ts',
  'scripts/config/fe-setup.cjs',
  'scripts/config/jest.config.cjs',
  'scripts/config/test-sequencer.cjs',
  'package.json',
];

describe('npm run new', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'interlink-new-'));
  beforeAll(() => {
    for (const one of COPIED) {
      mkdirSync(path.dirname(path.join(copy, one)), { recursive: true });
      cpSync(path.join(root, one), path.join(copy, one), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  const make = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/new.mjs', ...args, '--root', copy], { cwd: root, encoding: 'utf8' });
  const registry = (folder: string) =>
    readFileSync(path.join(copy, 'packages/integration-service/src', folder, 'registry.ts'), 'utf8');

  it('writes a verifier, a connector and a payment channel that are listed in order and whose tests pass', () => {
    expect(make('verifier', 'mobile-wallet')).toMatchObject({ status: 0, stderr: '' });
    expect(make('channel', 'mobile-money')).toMatchObject({ status: 0, stderr: '' });
    expect(make('connector', 'birth-registry')).toMatchObject({ status: 0, stderr: '' });
    expect(registry('verification/verifiers')).toMatch(
      /mapperVerifier,\s+mobileMoneyVerifier,\s+mobileWallet,\s+nationalId,?\s+\]/,
    );
    expect(registry('payments/channels')).toMatch(/https,\s+mobileMoney,\s+payPoint,/);
    expect(registry('exchange/connectors')).toMatch(/beneficiaryRegistry,\s+birthRegistry,\s+civilRegistry,/);
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const args = ['-c', 'scripts/config/jest.config.cjs', '--selectProjects', 'unit', '--runInBand', '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, [jest, ...args], { cwd: copy, encoding: 'utf8' });
    const result = JSON.parse(stdout || '{}') as Record<string, number>;
    expect({ ...result, stderr: result['success'] ? '' : stderr }).toMatchObject({
      numFailedTestSuites: 0,
      numPassedTestSuites: 7,
      stderr: '',
    });
  });

  it.each([
    ['Mobile Wallet', 2, '"Mobile Wallet" is no name: use small letters, digits and single hyphens'],
    ['../escape', 2, '"../escape" is no name'],
    ['national-id', 1, 'national-id.ts is there already: choose another name.'],
  ])('refuses the name %s with one sentence', (name, status, sentence) => {
    const before = registry('verification/verifiers');
    const refused = make('verifier', name);
    expect(refused.status).toBe(status);
    expect(refused.stderr).toContain(sentence);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(registry('verification/verifiers')).toBe(before);
  });

  it('says how it is used when the kind is none', () => {
    expect(make('screen', 'x')).toMatchObject({ status: 2, stderr: expect.stringContaining('usage: npm run new') });
  });
});
