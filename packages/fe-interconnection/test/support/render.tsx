import { fireEvent, screen } from '@testing-library/react';
import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { PartnerKeyView, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { interconnectionApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_APPROVE, RIGHT_MANAGE, RIGHT_OPERATE, RIGHT_READ } from '../../src/names.js';

export { arrive, axeViolations, enter } from '../../../fe-kit/test/support/pages.js';

type FakeApi = ReturnType<typeof fakeApi>;
export const MANAGER = [RIGHT_READ, RIGHT_MANAGE, RIGHT_OPERATE];
export const SUPERVISOR = [RIGHT_READ, RIGHT_APPROVE];

/** Renders a page of this module in the test host, over a fake API; `ina.intake` is signed in. */
export function renderPage(page: JSX.Element, api: FakeApi, options: Omit<HostOptions, 'contributions'> = {}) {
  return renderHost(page, {
    ...{ rights: MANAGER, client: api.client, params: { id: 'health' } },
    ...options,
    contributions: contributions(interconnectionApi(api.client)),
  });
}

/** Presses what takes two presses. */
export function pressTwice(first: RegExp | string, second: RegExp | string): void {
  fireEvent.click(screen.getByRole('button', { name: first }));
  fireEvent.click(screen.getByRole('button', { name: second }));
}

const PROPOSED = { proposedBy: 'ian.integration', proposedAt: '2026-11-24T08:00:00.000Z' };
export const THUMBPRINT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

export const aKey = (over: Partial<PartnerKeyView> = {}): PartnerKeyView => ({
  ...{ id: '01930000-0000-7000-8000-0000000000a1', kid: THUMBPRINT, thumbprint: THUMBPRINT, use: 'sig', alg: 'EdDSA' },
  ...{ source: 'upload', notBefore: '2026-11-24T08:00:00.000Z', notAfter: '2027-11-24T08:00:00.000Z', ...PROPOSED },
  ...over,
});

export const aPartner = (over: Partial<PartnerView> = {}): PartnerView => ({
  ...{ id: 'health', name: 'Ministry of Health', environment: 'test', status: 'draft', lenient: false, quotas: {} },
  ...{ dciId: 'https://health.example/dci', ownDciId: 'interlink', signature: 'required', dialect: 'attached-jws' },
  ...{ encryption: 'none', addedBy: 'ian.integration', addedAt: '2026-11-24T08:00:00.000Z', credentials: [] },
  contacts: [{ role: 'technical', name: 'Hana', email: 'hana@health.example' }],
  keys: [aKey()],
  certificates: [],
  addresses: [
    {
      ...{ id: '01930000-0000-7000-8000-0000000000b1', kind: 'callback', url: 'https://health.example/cb' },
      ...PROPOSED,
    },
  ],
  ...over,
});

export const anAgreement = (over: Partial<Agreement> = {}): Agreement => ({
  ...{ id: '01930000-0000-7000-8000-0000000000c1', partner: 'health', status: 'draft', purpose: 'health-waiver' },
  ...{ direction: 'out', mode: 'query', recordTypes: ['Member'], elements: ['demographic_info.name'] },
  ...{ legalBasis: 'Health Act, article 12', consentRequired: false, validFrom: '2026-01-01' },
  ...{ validUntil: '2026-12-31', exactCounts: false, retentionDays: 90, breachContact: 'dpo@health.example' },
  ...{ madeBy: 'ian.integration', madeAt: '2026-11-24T08:00:00.000Z' },
  ...over,
});
