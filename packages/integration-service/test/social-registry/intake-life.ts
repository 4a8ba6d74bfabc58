import type { TakeInHousehold } from '@interlink/contracts/social-registry/intake';
import { createRegistry } from '../../src/registry/service.js';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { openimisWith, VILLAGE } from './kit.js';
import { postHousehold, serveIntake } from './intake-kit.js';

/** A service that is asked to take in one household, with the key of the wish. */
export async function life(
  platform: Platform,
  task: { readonly body: TakeInHousehold; readonly key: string },
): Promise<void> {
  const registry = createRegistry(platform);
  const social = await createSocialRegistry(platform, { registry, openimis: openimisWith([VILLAGE]) });
  const app = await serveIntake(platform, social);
  await postHousehold(app, '', 'ina', task.body, { 'idempotency-key': task.key });
  await app.close();
}
