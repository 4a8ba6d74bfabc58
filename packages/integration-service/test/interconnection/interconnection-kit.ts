import { randomUUID } from 'node:crypto';
import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { PartnerRegistration } from '@interlink/contracts/interconnection/registered-partner';
import type { JWK } from 'jose';
import { createInterconnection, type Interconnection } from '../../src/interconnection/service.js';
import type { InterconnectionTables } from '../../src/interconnection/tables.js';
import { toJson } from '../../src/platform/database.js';
import type { Platform } from '../../src/platform/platform.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { makeKey, makeSecrets, type TestKey } from './test-keys.js';

export const registration = (over: Partial<PartnerRegistration> = {}): PartnerRegistration => ({
  name: 'Ministry of Health',
  environment: 'test',
  dciId: 'https://health.example/dci',
  ownDciId: 'interlink',
  signature: 'required',
  dialect: 'attached-jws',
  encryption: 'none',
  lenient: false,
  contacts: [],
  quotas: {},
  ...over,
});

export const agreementTerms = (over: Partial<AgreementTerms> = {}): AgreementTerms => ({
  purpose: 'health-waiver',
  direction: 'out',
  mode: 'query',
  recordTypes: ['Member'],
  elements: ['member_identifier', 'demographic_info.name'],
  legalBasis: 'Health Act, article 12',
  consentRequired: false,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  exactCounts: false,
  retentionDays: 90,
  breachContact: 'dpo@health.example',
  ...over,
});

/** What a partner registers: its own signing key, which only it holds. */
export interface TestPartner {
  readonly id: string;
  readonly key: TestKey;
}

export interface InterconnectionKit extends TestPlatform {
  readonly interconnection: Interconnection;
  readonly secretsDir: string;
  /** A partner that two people have registered; `confirmed: false` leaves its key to a second person. */
  addPartner(id: string, over?: PartnerOver): Promise<TestPartner>;
  addKey(partner: string, key: { readonly publicJwk: JWK; readonly kid: string }, over?: KeyOver): Promise<void>;
  addAgreement(partner: string, over?: Partial<AgreementTerms>, status?: 'active' | 'approved'): Promise<string>;
}

interface PartnerOver extends Partial<PartnerRegistration> {
  readonly status?: 'draft' | 'active' | 'suspended';
  /** Its signing key; absent: a new one. */
  readonly key?: TestKey;
}
interface KeyOver {
  readonly confirmed?: boolean;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly use?: 'sig' | 'enc';
  readonly alg?: string;
}

export async function openInterconnectionKit(settings: Record<string, unknown> = {}): Promise<InterconnectionKit> {
  const names = ['bank', 'civil-registry', 'national-id', 'sms', 'witness', 'bank-payments'];
  const secrets = await makeSecrets(Object.fromEntries(names.map((name) => [name, []])));
  const kit = await openTestPlatform({ secretsDir: secrets.dir });
  const { platform } = kit;
  Object.assign(platform.config.settings, { partners: {}, policies: { interconnection: settings } });
  const interconnection = await createInterconnection(platform);
  const { addKey, addPartner } = registrationDesk(platform);
  const db = () => platform.db<InterconnectionTables>();
  return {
    ...kit,
    interconnection,
    secretsDir: secrets.dir,
    addKey,
    addPartner,
    async addAgreement(partner, over = {}, status = 'active') {
      const id = randomUUID();
      const made = { madeBy: 'ian', madeLogin: 'ian', madeAt: new Date(0), changedAt: new Date(0) };
      const approved = { approvedBy: 'sue', approvedLogin: 'sue', approvedAt: new Date(0) };
      const row = { id, partner, status, terms: toJson(agreementTerms(over)), ...made, ...approved };
      await db().insertInto('interconnection.agreement').values(row).execute();
      return id;
    },
    async close() {
      await interconnection.close();
      await kit.close();
      secrets.remove();
    },
  };
}

/** Writes partners that two people have registered into any platform of a test. */
export function registrationDesk(platform: Platform): Pick<InterconnectionKit, 'addKey' | 'addPartner'> {
  const db = () => platform.db<InterconnectionTables>();
  const people = { proposedBy: 'ian', proposedLogin: 'ian', proposedAt: new Date(0) };
  const addKey: InterconnectionKit['addKey'] = async (partner, { publicJwk, kid }, over = {}) => {
    const confirmed = over.confirmed ?? true;
    await db()
      .insertInto('interconnection.partnerKey')
      .values({
        ...{ id: randomUUID(), partner, kid, thumbprint: kid, use: over.use ?? 'sig', source: 'upload' },
        ...{ alg: over.alg ?? 'EdDSA', jwk: toJson(publicJwk), revokedAt: null, revokedBy: null, ...people },
        notBefore: new Date(over.notBefore ?? '2026-01-01'),
        notAfter: new Date(over.notAfter ?? '2027-01-01'),
        confirmedBy: confirmed ? 'sue' : null,
        confirmedLogin: confirmed ? 'sue' : null,
        confirmedAt: confirmed ? new Date(0) : null,
      })
      .execute();
  };
  return {
    addKey,
    async addPartner(id, { status = 'active', key: given, ...over } = {}) {
      const whole = registration({ dciId: `https://${id}.example/dci`, ...over });
      const added = { addedBy: 'ian', addedLogin: 'ian', addedAt: new Date(0), changedAt: new Date(0) };
      const row = { id, status, dciId: whole.dciId, registration: toJson(whole), ...added };
      await db().insertInto('interconnection.partner').values(row).execute();
      const key = given ?? (await makeKey('EdDSA'));
      await addKey(id, key);
      return { id, key };
    },
  };
}
