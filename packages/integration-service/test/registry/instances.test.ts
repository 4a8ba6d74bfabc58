import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstanceSettings, RegistryPolicy } from '../../src/registry/policy.js';
import { openInstances } from '../../src/registry/instances.js';
import { testConfig } from '../support/platform.js';

type Sources = RegistryPolicy['sources'];
const ids = { next: () => '00000000-0000-4000-8000-000000000001' };
const platform = { config: testConfig(), ids };
const at = (over: Partial<InstanceSettings> = {}): InstanceSettings => ({
  url: 'https://openimis.example.org',
  ...over,
});
const health = (over: Partial<Sources[string]> = {}): Sources => ({
  health: { name: 'Health insurance', kind: 'openimis', instance: at(), ...over },
});

describe('other openIMIS instances that the registry follows', () => {
  it('IBR-030: are those that interlink.json gives an address, and no other source', async () => {
    const sources: Sources = {
      openimis: { name: 'openIMIS', kind: 'openimis' },
      municipal: { name: 'Municipal welfare office', kind: 'file' },
      ...health(),
    };
    expect((await openInstances(platform, { sources })).map(({ source }) => source)).toEqual(['health']);
  });

  it.each([
    [
      'our own, which has an address already',
      { openimis: { name: 'openIMIS', kind: 'openimis' as const, instance: at() } },
    ],
    ['a source of another kind', health({ kind: 'file' })],
    ['plain http to another machine', health({ instance: at({ url: 'http://openimis.example.org' }) })],
  ])('S14: refuse %s, before anything is asked', async (_what, sources) => {
    const source = Object.keys(sources)[0];
    await expect(openInstances(platform, { sources })).rejects.toThrow(`The source ${source} of policies.registry`);
  });

  it('may be on this machine without TLS, as ours may', async () => {
    const sources = health({ instance: at({ url: 'http://127.0.0.1:9' }) });
    expect(await openInstances(platform, { sources })).toHaveLength(1);
  });

  it('are read by a mapping of their own where they have one, and it is checked at the start', async () => {
    const configDir = mkdtempSync(join(tmpdir(), 'instances-'));
    writeFileSync(join(configDir, 'mapping-health.json'), '{"individual":7}');
    const sources = health({ instance: at({ mapping: 'mapping-health.json' }) });
    const config = { ...platform.config, configDir };
    await expect(openInstances({ config, ids }, { sources })).rejects.toThrow();
  });

  it('S9: sign in by the password in their own folder of secrets, never by that of ours', async () => {
    const secretsDir = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(secretsDir, 'service-sync'), 'ours');
    const config = { ...platform.config, secretsDir };
    const sources = health({ instance: at({ url: 'http://127.0.0.1:9' }) });
    const [instance] = await openInstances({ config, ids }, { sources });
    await expect(instance?.openimis.asService('sync', ids.next()).programmes.list()).rejects.toThrow(
      join(secretsDir, 'health', 'service-sync'),
    );
  });
});
