import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './paths.mjs';
import { loginPassword } from './secrets.mjs';

/** Where the demo keeps what a person would have in a telephone: the secret of a demo user's authenticator. */
const fileOf = (login) => within('secrets', `totp-${path.basename(login)}`);

/** How long an authenticator shows a code. */
const STEP_MS = 30_000;

/** The six digits that the demo user's authenticator shows now, or `aheadMs` later. Undefined without one. */
export async function demoCode(login, aheadMs = 0) {
  if (!existsSync(fileOf(login))) return undefined;
  const { Secret, TOTP } = await import('otpauth');
  const secret = Secret.fromBase32(readFileSync(fileOf(login), 'utf8').trim());
  return new TOTP({ secret, digits: 6, period: STEP_MS / 1000 }).generate({ timestamp: Date.now() + aheadMs });
}

/** Password and code of a demo user for his session; sets the authenticator up first when he has none. */
export async function confirmWithCode(api, login) {
  const password = loginPassword('demo-password');
  const confirm = (code) => api.post('/session/confirm', { body: { password, ...(code && { code }) } });
  if (!existsSync(fileOf(login))) {
    await confirm();
    const { secret } = await api.post('/session/totp');
    writeFileSync(fileOf(login), `${secret}\n`, { mode: 0o600 });
    await api.post('/session/totp/activation', { body: { code: await demoCode(login) } });
    return;
  }
  // A code counts once. When it was used a moment ago the next one is good already; when that was used too, one waits for another.
  const tries = [
    () => demoCode(login),
    () => demoCode(login, STEP_MS),
    async () => {
      await sleep(STEP_MS - (Date.now() % STEP_MS));
      return demoCode(login, STEP_MS);
    },
  ];
  for (const [place, codeOf] of tries.entries()) {
    try {
      return await confirm(await codeOf());
    } catch (refused) {
      if (refused.code !== 'platform.confirmation-refused' || place === tries.length - 1) throw refused;
    }
  }
}
