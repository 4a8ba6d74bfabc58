/** `npm run server -- payments ceremony …`: a command as on the server, with what the demo's own service is given. */
import { spawnSync } from 'node:child_process';
import { interlink, workEnv } from './stack/services.mjs';

const env = { ...process.env, ...workEnv() };
const { status } = spawnSync(process.execPath, [interlink, ...process.argv.slice(2)], { env, stdio: 'inherit' });
process.exitCode = status ?? 1;
