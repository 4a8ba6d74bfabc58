import type { PartnerSettings } from '@interlink/contracts/interconnection/partner';
import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { createVerification } from '../../src/verification/service.js';
import { makeKey, makeSecrets } from '../interconnection/test-keys.js';
import { openTestPlatform, testActor, testConfig } from '../support/platform.js';
import { startFakeBank } from './fake-bank.js';
import { startFakeCivilRegistry } from './fake-civil-registry.js';
import { startFakeNationalId } from './fake-national-id.js';

/** Longer than a busy machine stands still, and what a test waits for whom it lets be silent. */
export const TIMEOUT_MS = 5000;

/** Verification over a real database, with three partners over real sockets. */
export async function openVerificationKit(more: More = {}) {
  const [nationalIdKey, civilKey] = [await makeKey('ES256'), await makeKey('EdDSA')];
  const secrets = await makeSecrets({ 'civil-registry': [civilKey.publicJwk] });
  const nationalId = await startFakeNationalId(nationalIdKey, secrets.oidc);
  const civil = await startFakeCivilRegistry(civilKey, secrets.signing.publicJwk);
  const bank = await startFakeBank();
  const common = { clientId: 'interlink', timeoutMs: TIMEOUT_MS, allowPrivateAddresses: true } as const;
  const secret = { clientSecretFile: 'client-secret' };
  const partners = {
    'national-id': { ...common, url: nationalId.url },
    'civil-registry': {
      ...common,
      ...secret,
      url: civil.url,
      tokenPath: '/oauth2/client/token',
      dciId: 'civil-registry',
    },
    bank: { ...common, ...secret, url: bank.url, tokenPath: '/oauth2/token' },
  };
  const { settings } = testConfig();
  const others = await more.partners?.(secrets);
  const test = await openTestPlatform({
    secretsDir: secrets.dir,
    settings: { ...settings, partners: { ...partners, ...others }, policies: more.policies ?? {} },
  });
  const interconnection = await createInterconnection(test.platform);
  const exchange = createExchange(test.platform, interconnection);
  const verification = createVerification(test.platform, { interconnection, exchange });
  return {
    ...test,
    verification,
    nationalId,
    civil,
    bank,
    stranger: await makeKey('EdDSA'),
    strangerEs: await makeKey('ES256'),
    actor: testActor(),
    async close() {
      await interconnection.close();
      await Promise.all([nationalId.close(), civil.close(), bank.close()]);
      await test.close();
      secrets.remove();
    },
  };
}
/** Other partners and policies, for a test of its own. */
interface More {
  readonly partners?: (
    secrets: Awaited<ReturnType<typeof makeSecrets>>,
  ) => Promise<Readonly<Record<string, PartnerSettings>>>;
  readonly policies?: Readonly<Record<string, object>>;
}
export type VerificationKit = Awaited<ReturnType<typeof openVerificationKit>>;
