import type { CDPSession, Page } from 'playwright-core';

/** Plugs a security key of Chromium's own making into one page (Chrome DevTools Protocol, WebAuthn). */
export async function plugIn(page: Page): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
