import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { need } from '../../../shell/test/support/browser.js';

interface Credential {
  readonly credentialId: string;
  readonly privateKey: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  readonly signCount: number;
}

/** A security key of Chromium's own making, plugged into one page (Chrome DevTools Protocol, WebAuthn). */
export interface SecurityKey {
  credentials(): Promise<Credential[]>;
  /** Kept in the data folder of the stack, so that the test can be repeated on used data. */
  keep(): Promise<void>;
  /** Whether a key of an earlier run was brought back. */
  readonly isKnown: boolean;
}

const fileOf = (login: string) => path.join(need('INTERLINK_TEST_STATE_DIR'), 'secrets', `virtual-key-${login}.json`);

/** Plugs a key in; that of an earlier run when there is one. */
export async function plugIn(page: Page, login: string): Promise<SecurityKey> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const file = fileOf(login);
  const isKnown = existsSync(file);
  if (isKnown) {
    const credential = JSON.parse(readFileSync(file, 'utf8')) as Credential;
    await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  }
  const credentials = async () =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials as Credential[];
  return {
    isKnown,
    credentials,
    async keep() {
      const [credential] = await credentials();
      if (!credential) throw new Error(`The key of ${login} holds nothing.`);
      writeFileSync(file, JSON.stringify(credential), { mode: 0o600 });
    },
  };
}
