import { createExchange } from '../../src/exchange/service.js';
import type { NewInquiry } from '../../src/exchange/client/inquiries.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import type { Platform } from '../../src/platform/platform.js';

/** A process that asks a registry, and may be killed at it. */
export async function life(platform: Platform, inquiry: NewInquiry): Promise<void> {
  const interconnection = await createInterconnection(platform);
  await createExchange(platform, interconnection).inquiries.begin(inquiry);
  await interconnection.close();
}
