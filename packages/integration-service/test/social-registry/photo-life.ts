import { createRegistry } from '../../src/registry/service.js';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { serveIntake } from './intake-kit.js';
import { openimisWith, VILLAGE } from './kit.js';
import { putPhoto } from './photo-kit.js';

/** A service that is sent one photograph. */
export async function life(
  platform: Platform,
  task: { readonly household: string; readonly photo: string },
): Promise<void> {
  const registry = createRegistry(platform);
  const social = await createSocialRegistry(platform, { registry, openimis: openimisWith([VILLAGE]) });
  const app = await serveIntake(platform, social);
  await putPhoto(app, task.household, task.photo);
  await app.close();
}
