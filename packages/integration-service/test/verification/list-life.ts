import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { createRegistry } from '../../src/registry/service.js';
import { createVerificationLists } from '../../src/verification/lists/service.js';
import { createVerification } from '../../src/verification/service.js';
import { fakeOpenImis } from '../support/fake-openimis.js';

/** A process that works off one list, and may be killed at it. */
export async function life(platform: Platform, { listId }: { readonly listId: string }): Promise<void> {
  const interconnection = await createInterconnection(platform);
  const exchange = createExchange(platform, interconnection);
  const verification = createVerification(platform, { interconnection, exchange });
  const deps = { openimis: fakeOpenImis(), verification, registry: createRegistry(platform) };
  await createVerificationLists(platform, deps).work(listId);
  await interconnection.close();
}
