import { createRegistry } from '../../src/registry/service.js';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { rememberingOpenImis } from './remembering-openimis.js';

/** A worker that publishes until nothing is left. */
export async function life(platform: Platform, task: { readonly file: string }): Promise<void> {
  const openimis = rememberingOpenImis(task.file);
  const social = await createSocialRegistry(platform, { registry: createRegistry(platform), openimis });
  while ((await social.publications.advance()) > 0);
}
