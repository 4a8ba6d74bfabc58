import { randomUUID } from 'node:crypto';
import { openCeremony } from '../../payments/approvers/ceremony.js';
import { systemActor } from '../../platform/actor.js';
import { loadConfig } from '../../platform/config.js';
import type { Environment } from '../../platform/environment.js';
import { openProcess } from '../../platform/process.js';
import { subscriptions } from '../../subscriptions.js';

/** Gives the code of the ceremony, which is shown once. */
export async function beginCeremony(
  environment: Environment,
  record: Parameters<typeof openCeremony>[2],
): Promise<string> {
  const { platform, database } = await openProcess(await loadConfig(environment), 'serve', subscriptions);
  try {
    return await platform.inTransaction(systemActor(randomUUID()), (tx) =>
      openCeremony(tx, platform.ids.next(), record),
    );
  } finally {
    await database.close();
  }
}
