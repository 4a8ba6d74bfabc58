import type { Config } from '../platform/config.js';
import { loadConfig } from '../platform/config.js';
import type { Environment } from '../platform/environment.js';
import type { Running } from '../main.js';

const GRACE_MS = 20_000;

/** Starts a process and ends it in order when the machine asks for it; a second signal ends it at once. */
export async function runUntilTold(
  environment: Environment,
  start: (config: Config) => Promise<Running>,
): Promise<void> {
  const running = await start(await loadConfig(environment));
  await new Promise<void>((resolve) => {
    const onSignal = () => {
      process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
      resolve();
    };
    process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  });
  const late = setTimeout(() => process.exit(1), GRACE_MS);
  await running.stop();
  clearTimeout(late);
}
