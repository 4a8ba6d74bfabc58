import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../partner-sandbox/test/support/ports.js';
import type { FailpointName } from '../../src/platform/failpoints';
import { eventually, need } from './running-stack';

const root = join(__dirname, '../../../..');

/** A second `interlink serve` over the databases of the running stack, which kills itself at one point. */
export interface MortalService {
  readonly url: string;
  /** SIGKILL once it killed itself; null while it lives. */
  readonly diedBy: () => NodeJS.Signals | null;
  /** Waits a moment for it: a request fails before the process is seen to end. */
  death(): Promise<NodeJS.Signals | null>;
  stop(): Promise<void>;
}

export async function startMortal(point: FailpointName): Promise<MortalService> {
  const config = impatientConfig();
  const [port, opsPort] = [await freePort(), await freePort()];
  const log = openSync(join(need('INTERLINK_TEST_STATE_DIR'), 'logs/mortal.log'), 'a');
  const child = spawn(process.execPath, [join(root, 'packages/integration-service/bin/interlink.js'), 'serve'], {
    env: {
      ...process.env,
      INTERLINK_MODE: 'test',
      INTERLINK_CONFIG: config,
      INTERLINK_SECRETS_DIR: need('INTERLINK_TEST_SECRETS_DIR'),
      INTERLINK_PORT: String(port),
      INTERLINK_OPS_PORT: String(opsPort),
      INTERLINK_FAILPOINT: point,
      DATABASE_URL: need('DATABASE_URL'),
    },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  const isUp = await eventually(
    () => answers(`${url}/interlink/health/live`),
    (up) => up || child.exitCode !== null,
    60,
  );
  if (!isUp) throw new Error(`a service with the failpoint ${point} did not start`);
  return {
    url,
    diedBy: () => child.signalCode,
    death: () =>
      eventually(
        async () => child.signalCode,
        (signal) => signal !== null,
        20,
      ),
    async stop() {
      await end(child);
      rmSync(config, { recursive: true, force: true });
    },
  };
}

/** The deployment's own folder, but with short leases, so that a test need not wait for half a minute. */
function impatientConfig(): string {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-kill-'));
  cpSync(need('INTERLINK_CONFIG'), folder, { recursive: true });
  const file = join(folder, 'interlink.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  const enrolment = { ...settings.policies.enrolment, leaseMs: 3_000, rescueMs: 3_000 };
  writeFileSync(file, JSON.stringify({ ...settings, policies: { ...settings.policies, enrolment } }));
  return folder;
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
