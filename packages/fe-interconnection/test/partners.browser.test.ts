import type { Browser, Page } from 'playwright-core';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { axeViolations } from '../../shell/test/support/axe.js';
import { goTo, launch, login, newContext, passwordOf, screenshot } from '../../shell/test/support/browser.js';

jest.setTimeout(240_000);

/** A partner of its own, so that the test can be repeated on used data. */
const id = `browser-${Date.now().toString(36)}`;

describe('A partner', () => {
  let browser: Browser;
  let manager: Page;
  let supervisor: Page;

  beforeAll(async () => {
    browser = await launch();
    manager = await login(await newContext(browser), 'ian.integration');
    supervisor = await login(await newContext(browser), 'sue.supervisor');
  });
  afterAll(() => browser.close());

  /** S7: the first weighty act of a session asks for the password. */
  async function confirmPassword(page: Page, name: string) {
    await page.getByRole('dialog').waitFor();
    await page.getByLabel('Your password').fill(passwordOf(name));
    await page.getByRole('button', { name: 'Confirm and go on' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  it('S16: is registered by one person, and may exchange once another one compared its key', async () => {
    const { publicKey } = await generateKeyPair('Ed25519', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const thumbprint = await calculateJwkThumbprint(jwk);

    await goTo(manager, '/interlink/interconnection/new-partner');
    await manager.getByLabel('Id', { exact: true }).fill(id);
    await manager.getByLabel('Name', { exact: true }).fill('Ministry of Health');
    await manager.getByLabel('Its DCI id').fill(`https://${id}.example/dci`);
    await manager.getByLabel('Technical contact').fill('Hana');
    await manager.getByLabel('E-mail of the contact').fill('hana@health.example');
    await screenshot(manager, 'partner-new');
    expect(await axeViolations(manager)).toEqual([]);
    await manager.getByRole('button', { name: 'Write it down' }).click();
    await confirmPassword(manager, 'ian.integration');
    await manager.getByRole('heading', { level: 1, name: 'Ministry of Health' }).waitFor();
    await manager.getByLabel('Its public keys (JWKS)').fill(JSON.stringify({ keys: [jwk] }));
    await manager.getByRole('button', { name: 'Propose the keys' }).click();
    await manager.getByText('You proposed this').waitFor();
    expect(await manager.getByRole('button', { name: /^Confirm: / }).count()).toBe(0);
    await screenshot(manager, 'partner-proposed');
    expect(await axeViolations(manager)).toEqual([]);

    await goTo(supervisor, `/interlink/interconnection/partners/${id}`);
    await supervisor.getByLabel('Fingerprint as the partner told you').fill(thumbprint);
    await supervisor.getByRole('button', { name: `Confirm: ${thumbprint}` }).click();
    await confirmPassword(supervisor, 'sue.supervisor');
    await supervisor.getByText('Confirmed by sue.supervisor', { exact: false }).waitFor();
    await supervisor.getByRole('button', { name: 'Activate' }).click();
    await supervisor.getByRole('button', { name: 'Yes, it may exchange' }).click();
    await supervisor.getByText('Active', { exact: true }).waitFor();
    await screenshot(supervisor, 'partner-active');
    expect(await axeViolations(supervisor)).toEqual([]);
  });

  it('F2: is given an agreement that one person drafts and another one approves', async () => {
    await goTo(manager, `/interlink/interconnection/partners/${id}/agreements`);
    await manager.getByLabel('Purpose').fill('health-waiver');
    await manager.getByLabel('Elements').fill('member_identifier\ndemographic_info.name');
    await manager.getByLabel('Legal basis').fill('Health Act, article 12');
    await manager.getByLabel('First day').fill('2026-01-01');
    await manager.getByLabel('Last day').fill('2027-12-31');
    await manager.getByLabel('Contact in case of a breach').fill('dpo@health.example');
    await screenshot(manager, 'agreement-draft');
    await manager.getByRole('button', { name: 'Draft an agreement' }).click();
    await manager.getByText('You proposed this').waitFor();

    await goTo(supervisor, `/interlink/interconnection/partners/${id}/agreements`);
    for (const [act, sure] of [
      ['Approve', 'I have read it'],
      ['Activate', 'let it take effect'],
    ] as const) {
      await supervisor.getByRole('button', { name: act }).click();
      await supervisor.getByRole('button', { name: sure }).click();
    }
    await supervisor.getByText('In force').waitFor();
    await screenshot(supervisor, 'agreement-active');
    expect(await axeViolations(supervisor)).toEqual([]);
  });

  it.each([
    ['console', `partners/${id}/console`, 'Messages to begin with'],
    ['partners', 'partners', 'Asked by us'],
    ['subscriptions', 'subscriptions', 'Who is told of what'],
    ['exchanges', 'exchanges', 'What passed and what was refused'],
    ['connectors', 'connectors', 'Signing of messages'],
  ])('has its page %s, without a fault of access', async (name, path, words) => {
    await goTo(manager, `/interlink/interconnection/${path}`);
    await manager.getByText(words, { exact: false }).first().waitFor();
    await screenshot(manager, `interconnection-${name}`);
    expect(await axeViolations(manager)).toEqual([]);
  });
});
