/** `npm run code -- ana.approver`: what a demo user's authenticator shows now. Only for the demo, whose secrets are here. */
import { demoCode } from './stack/authenticator.mjs';

const [login = ''] = process.argv.slice(2);
const code = /^[a-z.]+$/.test(login) ? await demoCode(login) : undefined;
if (code) console.log(code);
else {
  console.error(`${login || 'Nobody'} has no authenticator in the demo; for example: npm run code -- ana.approver`);
  process.exitCode = 1;
}
