import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

export const [sue, ana] = [testActor('sue.supervisor'), testActor('ana.approver')];

export interface ErasureTest {
  readonly test: TestPlatform;
  readonly registry: Registry;
  /** Where the journal of erasures lies. */
  readonly secretsDir: string;
  /** Points at which work is broken off, for a test to fill and empty. */
  readonly breaks: FailpointName[];
  /** Kinds of the domain events that were published. */
  readonly told: string[];
  feed(source: string, ...records: Parameters<Registry['ingest']>[2][number][]): ReturnType<Registry['ingest']>;
  close(): Promise<void>;
}

/** A registry that keeps people for seven years, with a journal of its own. */
export async function openErasureTest(): Promise<ErasureTest> {
  const secretsDir = mkdtempSync(path.join(tmpdir(), 'interlink-erasure-'));
  const breaks: FailpointName[] = [];
  const told: string[] = [];
  const test = await openTestPlatform({ secretsDir });
  const { config } = test.platform;
  const { policies } = config.settings;
  const kept = { ...policies, registry: { ...(policies['registry'] as object), retentionYears: 7 } };
  const registry = createRegistry({
    ...test.platform,
    config: { ...config, secretsDir, settings: { ...config.settings, policies: kept } },
    publish: (_tx, { kind }) => void told.push(kind),
    failpoint(name) {
      if (breaks.includes(name)) throw new Error(`broken off ${name}`);
    },
  });
  return {
    ...{ test, registry, secretsDir, breaks, told },
    feed: (source, ...records) => registry.ingest(testActor('interlink'), source, records),
    async close() {
      await test.close();
      rmSync(secretsDir, { recursive: true, force: true });
    },
  };
}
