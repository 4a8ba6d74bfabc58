import { readSettings } from './settings.js';
import { startSandbox } from './sandbox.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const sandbox = await startSandbox(settings, Date.now);
  const stop = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`The partner sandbox is ready: http://127.0.0.1:${settings.ports.hub}/\n`);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`The partner sandbox did not start: ${thrown instanceof Error ? thrown.message : thrown}\n`);
  process.exit(1);
});
