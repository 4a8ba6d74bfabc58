import type { PaymentSettings } from '@interlink/contracts/payments/settings';
import { PATIENT_MS } from '../support/patient.js';
import { testConfig } from '../support/platform.js';

export const DEBTOR = '0001112223334';

interface Urls {
  readonly bankUrl: string;
  readonly accountCheckUrl: string;
  readonly hubUrl: string;
  readonly switchUrl: string;
}

/** A deployment that pays over these partners. */
export function configOf(
  secretsDir: string,
  { bankUrl, accountCheckUrl, hubUrl, switchUrl }: Urls,
  policy: Partial<PaymentSettings>,
  timeZone: string,
) {
  const { settings } = testConfig();
  const common = { clientId: 'interlink', timeoutMs: PATIENT_MS, allowPrivateAddresses: true } as const;
  const partners = {
    'bank-payments': {
      ...common,
      url: bankUrl,
      clientCertificate: {
        certificateFile: 'bank-client.crt',
        keyFile: 'bank-client.key',
        authorityFile: 'bank-ca.crt',
      },
    },
    bank: { ...common, url: accountCheckUrl, clientSecretFile: 'client-secret', tokenPath: '/oauth2/token' },
    'civil-registry': { ...common, url: accountCheckUrl },
    'payment-hub': {
      ...common,
      ...{ url: hubUrl, clientSecretFile: 'client-secret', tokenPath: '/oauth2/token' },
    },
    'payment-switch': {
      ...common,
      ...{ url: switchUrl, clientSecretFile: 'client-secret', tokenPath: '/oauth2/client/token' },
      ...{ dciId: 'payment-switch', signature: 'required' as const },
    },
    'national-id': { ...common, url: accountCheckUrl },
  };
  const debtor = {
    debtorName: 'Ministry of Social Welfare',
    debtorId: 'MSW',
    debtorAccount: DEBTOR,
    debtorAgent: 'DEMOKENA',
    categoryPurpose: 'SSBE',
    purpose: 'SSBE',
  };
  const policies = { payments: { programmes: { OAA: debtor }, approvalAssurance: 'attested', ...policy } };
  return { secretsDir, settings: { ...settings, timeZone, partners, policies } };
}
