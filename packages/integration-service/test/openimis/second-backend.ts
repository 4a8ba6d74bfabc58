import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../partner-sandbox/test/support/ports.js';

/** How `npm test` starts openIMIS: gunicorn, its folder and environment. */
interface HowToStart {
  readonly gunicorn: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A second real openIMIS on the same database, whose changes act at once instead of making a task. */
export async function startWithoutMakerChecker(): Promise<{ url: string; stop(): Promise<void> }> {
  const how = JSON.parse(process.env.INTERLINK_TEST_OPENIMIS ?? '{}') as HowToStart;
  const port = await freePort();
  const settings = join(__dirname, 'without_maker_checker.py');
  const args = ['--config', settings, '--bind', `127.0.0.1:${port}`, 'interlink_openimis.wsgi'];
  const child = spawn(how.gunicorn, args, { cwd: how.cwd, env: { ...process.env, ...how.env }, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(`${url}/healthz`)); tries += 1) {
    if (tries > 300 || child.exitCode !== null) throw new Error('The second openIMIS did not start.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
