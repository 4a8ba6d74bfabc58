import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extensionChecks, loadExtensions } from '../src/extensions.js';
import { reportReady } from '../src/platform/http/health.js';
import { openSources } from '../src/verification/sources.js';
import { testConfig } from './support/platform.js';

const WALLET = `exports.extension = {
  verifiers: [{
    id: 'mobile-wallet',
    kind: 'account',
    open: () => async () => ({ outcome: 'verified', reasons: [], evidence: { signature: 'absent' }, proof: {} }),
  }],
};`;

/** A deployment's folder with real packages in it, put there by npm from folders of this machine. */
function deploymentWith(packages: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-extension-'));
  const sources = Object.entries(packages).map(([name, code]) => {
    const source = path.join(folder, 'src', name.replace('/', '-'));
    mkdirSync(source, { recursive: true });
    writeFileSync(path.join(source, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    writeFileSync(path.join(source, 'index.js'), code);
    return source;
  });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'deployment', private: true }));
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--install-links', ...sources], {
    cwd: folder,
    stdio: 'ignore',
  });
  return folder;
}

describe('Extensions of a deployment', () => {
  let folder: string;
  beforeAll(() => {
    folder = deploymentWith({
      '@example/wallets': WALLET,
      'not-one': 'exports.something = 1;',
      'takes-ours': WALLET.replace('mobile-wallet', 'bank-account'),
      broken: 'throw new Error("marker-of-a-secret");',
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (...extensions: string[]) => {
    const config = testConfig();
    return loadExtensions(
      { ...config, configDir: folder, settings: { ...config.settings, extensions } },
      (file) => import(file),
    );
  };

  it('are loaded from the packages that interlink.json names, and listed in the ready details', async () => {
    const loaded = await load('@example/wallets');
    expect(loaded.map(({ extension }) => extension.verifiers?.map(({ id }) => id))).toEqual([['mobile-wallet']]);
    const { checks } = await reportReady(extensionChecks(loaded));
    expect(checks).toEqual({ 'extension @example/wallets': 'ok' });
  });

  it('answer where the settings name them', async () => {
    const [wallets] = await load('@example/wallets');
    const source = { verifier: 'mobile-wallet', partner: 'wallets' };
    const partner = { id: 'wallets' } as never;
    const openNothing = { id: 'x', kind: 'identity' as const, open: () => ({}) as never };
    const civil = { id: 'y', kind: 'civil-status' as const, open: () => async () => ({}) as never };
    const sources = openSources({
      settings: {
        identity: { verifier: 'x', partner: 'p' },
        civilStatus: { verifier: 'y', partner: 'p' },
        accounts: { WALLET: source },
        enrolments: [],
      } as never,
      interconnection: { partner: () => partner, keys: { oidc: undefined } } as never,
      exchange: { civilRegistry: () => undefined, mapper: () => undefined, registry: () => undefined } as never,
      clock: { now: () => new Date() },
      redirectUri: '',
      extensions: [openNothing, civil, ...(wallets?.extension.verifiers ?? [])],
    });
    const answer = await sources.account('WALLET').ask({} as never, {} as never);
    expect(answer.outcome).toBe('verified');
    expect((await sources.account('OTHER').ask({} as never, {} as never)).reasons).toEqual(['account-not-checkable']);
  });

  it.each([
    ['not-there', 'is not installed'],
    ['not-one', 'does not export `extension`'],
    ['takes-ours', 'there is a bank-account already'],
    ['broken', 'cannot be loaded'],
    ['../somewhere', 'is not the name of a package'],
    ['/etc/passwd', 'is not the name of a package'],
  ])('stop the start with one sentence when %s', async (name, words) => {
    const failure = await load(name).catch((thrown: Error) => thrown);
    expect(failure).toMatchObject({ name: 'ConfigError', message: expect.stringContaining(words) });
    expect((failure as Error).message).not.toContain('marker');
  });

  it('may not bear one id twice', async () => {
    await expect(load('@example/wallets', '@example/wallets')).rejects.toThrow('there is a mobile-wallet already');
  });
});
