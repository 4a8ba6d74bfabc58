import { createRegistry } from '../../src/registry/service.js';
import type { FeedRow } from '../../src/openimis/feed-port.js';
import type { Platform } from '../../src/platform/platform.js';
import { fakeOpenImis } from '../support/fake-openimis.js';
import { feedOver, type Rows } from './paged-feed.js';

/** A worker that sweeps openIMIS to the end, a page a turn. */
export async function life(platform: Platform, task: { readonly rows: Record<string, FeedRow[]> }): Promise<void> {
  const openimis = fakeOpenImis();
  openimis.feed = feedOver(task.rows as Rows, new Set(), []);
  const follower = createRegistry(platform).follower(openimis);
  while (!(await follower.sweep(2)));
}
