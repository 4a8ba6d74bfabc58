import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { hasPortion } from '@interlink/domain/registry/first-load';
import { createRegistry } from '../../src/registry/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { testActor } from '../support/platform.js';

interface Task {
  readonly file: string;
  readonly portions: readonly (readonly SourceRecord[])[];
}

/** Whoever loads a file as `interlink registry load` does: what is in is not sent again; the others two at a time. */
export async function life(platform: Platform, { file, portions }: Task): Promise<void> {
  const { firstLoad } = createRegistry(platform);
  const actor = testActor('adm.admin');
  const begun = await firstLoad.begin(actor, 'openimis', file);
  const missing = portions
    .map((records, at) => ({ records, number: at + 1 }))
    .filter((one) => !hasPortion(begun, one.number));
  for (let at = 0; at < missing.length; at += 2) {
    await Promise.all(
      missing
        .slice(at, at + 2)
        .map(({ records, number }) => firstLoad.portion(actor, { source: 'openimis', file, number }, records)),
    );
  }
  await firstLoad.finish(actor, { source: 'openimis', file, number: portions.length });
}
