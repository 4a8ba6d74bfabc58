import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonRecord, SourceRecord } from '@interlink/contracts/registry/source-record';
import { createFollower } from '../../src/registry/follower.js';
import { openInstances } from '../../src/registry/instances.js';
import { RegistryPolicy } from '../../src/registry/policy.js';
import { readPolicy } from '../../src/platform/config.js';
import type { Platform } from '../../src/platform/platform.js';
import { testClock, testConfig } from '../support/platform.js';
import { aStranger, enrol, endpoint, real } from '../openimis/real-openimis.js';
import { need } from '../enrolment/running-stack.js';

/** The real backend under a second name, as a neighbour's would be: signed in to by the neighbour's own secret. */
async function neighbour() {
  const secretsDir = mkdtempSync(join(tmpdir(), 'secrets-'));
  mkdirSync(join(secretsDir, 'neighbour'));
  copyFileSync(join(need('INTERLINK_TEST_SECRETS_DIR'), 'service-sync'), join(secretsDir, 'neighbour/service-sync'));
  const platform = { config: testConfig({ secretsDir }), ids: { next: () => randomUUID() }, clock: testClock() };
  const policy = readPolicy(platform.config, 'registry', RegistryPolicy);
  const source = { name: 'Neighbour', kind: 'openimis' as const, instance: { url: endpoint.url } };
  const withNeighbour: RegistryPolicy = { ...policy, sources: { ...policy.sources, neighbour: source } };
  const [instance] = await openInstances(platform, withNeighbour);
  if (!instance) throw new Error('there is no neighbour');
  return { platform: platform as unknown as Platform, policy: withNeighbour, openimis: instance.openimis };
}

describe('another real openIMIS as a source', () => {
  it('IBR-030: gives a person with the village that ours has by the same code, under its own name', async () => {
    const { platform, policy, openimis } = await neighbour();
    const stranger = await aStranger();
    const { id: individualId } = await enrol().landing.ensureIndividual(randomUUID(), stranger);
    const taken: [string, readonly SourceRecord[]][] = [];
    const registry = {
      ingest: async (_actor: unknown, source: string, records: readonly SourceRecord[]) => {
        taken.push([source, records]);
        return { received: records.length, added: records.length, changed: 0, deleted: 0, unchanged: 0, people: [] };
      },
      saveProgrammes: async () => undefined,
    };
    const other = { source: 'neighbour', ours: real };
    if (individualId === undefined) throw new Error('openIMIS made nobody');
    await createFollower(platform, { registry, openimis, policy, other }).refresh(individualId, 'olga.operator');
    expect(taken.map(([source]) => source)).toEqual(['neighbour']);
    const [person] = taken[0]?.[1] as [PersonRecord];
    const ours = (await real.asService('sync', randomUUID()).locations.villages()).find(
      ({ locationId }) => locationId === stranger.locationId,
    );
    expect(person).toMatchObject({
      key: individualId,
      data: { place: { locationId: stranger.locationId, districtId: ours?.districtId } },
    });
  });
});
