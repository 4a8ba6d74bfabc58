import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSealKey } from '../../src/audit/seal-key.js';
import { sealLog, tellWitness, type Witness } from '../../src/audit/seal.js';
import { openDatabase } from '../../src/platform/database.js';
import type { TestPlatform } from './platform.js';

export type WitnessAnswer = Awaited<ReturnType<Witness['keep']>>;

/** What `interlink work` does every minute, one minute at a time, with a witness that says what a test wants. */
export async function openTestSealing(test: Pick<TestPlatform, 'clock' | 'url'>) {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-seal-'));
  const file = join(folder, 'seal.jwk');
  writeFileSync(file, JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })));
  const key = await loadSealKey(file);
  const database = openDatabase({ connectionString: test.url('interlink_seal'), name: 'seal', maxConnections: 2 });
  return {
    async seal(answer: WitnessAnswer) {
      await sealLog({ database, key, deployment: 'test', clock: test.clock });
      return tellWitness({ database, clock: test.clock }, { keep: async () => answer });
    },
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
