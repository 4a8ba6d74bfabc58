import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { MessageCheck } from '@interlink/contracts/interconnection/console';
import type { OwnKeyFacts, RotateKey } from '@interlink/contracts/interconnection/own-keys';
import type { Agreement, AgreementAction, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import { ServiceError } from '@interlink/contracts/errors';
import type {
  AddAddress,
  AddCertificate,
  AddKeys,
  ChangeStatus,
  ExchangeFilter,
  ExchangePage,
  NewCredential,
} from '@interlink/contracts/interconnection/partner-commands';
import type { AddPartner, PartnerSummary, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Inbound } from './inbound/inbound.js';
import type { Keyring } from './keyring.js';
import { checkMessage } from './check-message.js';
import { fetchKeys } from './fetch-keys.js';
import { connectorsHealth } from './outgoing-calls.js';
import { rotateKey } from './rotate-key.js';
import { actOnAgreement, draftAgreement } from './agreements.js';
import { getPartner, listExchanges, listPartners } from './partner-views.js';
import type { InterconnectionPolicy } from './policy.js';
import {
  addAddress,
  addCertificate,
  addKeys,
  addPartner,
  changeStatus,
  confirm,
  makeCredential,
  withdraw,
} from './registration.js';
import type { ProposedKind } from './registration.js';
import { findPartner, type PartnerCache } from './store/partner-records.js';

/** What operators do about partners. Whoever acts is `tx.actor`; two-person rules hold here, rights at the routes. */
export interface PartnerAdmin {
  list(): Promise<readonly PartnerSummary[]>;
  get(id: string): Promise<PartnerView>;
  agreements(id: string): Promise<readonly Agreement[]>;
  add(tx: Tx, partner: AddPartner): Promise<PartnerView>;
  changeStatus(tx: Tx, id: string, change: ChangeStatus): Promise<PartnerView>;
  addKeys(tx: Tx, id: string, keys: AddKeys): Promise<PartnerView>;
  /** The key set at the partner's confirmed address. Throws when there is none or it cannot be had. */
  fetchKeys(operator: Operator, id: string): Promise<AddKeys['jwks']>;
  /** Proposes those of a fetched key set that are new; each waits for a second person like any other. */
  proposeFetched(tx: Tx, id: string, jwks: AddKeys['jwks']): Promise<PartnerView>;
  addAddress(tx: Tx, id: string, address: AddAddress): Promise<PartnerView>;
  addCertificate(tx: Tx, id: string, certificate: AddCertificate): Promise<PartnerView>;
  confirm(tx: Tx, id: string, what: ProposedKind, which: string): Promise<PartnerView>;
  withdraw(tx: Tx, id: string, what: ProposedKind, which: string): Promise<PartnerView>;
  makeCredential(tx: Tx, id: string): Promise<NewCredential>;
  draftAgreement(tx: Tx, id: string, terms: AgreementTerms): Promise<Agreement>;
  actOnAgreement(tx: Tx, id: string, agreement: string, action: AgreementAction): Promise<Agreement>;
  /** Ids of people only for who holds `interconnection.read-personal`; that look is itself audited. */
  exchanges(operator: Operator, filter: ExchangeFilter): Promise<ExchangePage>;
  /** What would become of a message that the partner sends; it has no effect. */
  check(operator: Operator, id: string, message: string): Promise<MessageCheck>;
  /** How the systems of interlink.json did in the last hour. */
  connectors(): Promise<readonly ConnectorHealth[]>;
  ownKeys(): Promise<readonly OwnKeyFacts[]>;
  rotateKey(tx: Tx, asked: RotateKey): Promise<OwnKeyFacts>;
}

export interface PartnerAdminDeps {
  readonly platform: Platform;
  readonly policy: InterconnectionPolicy;
  readonly partners: PartnerCache;
  readonly inbound: Pick<Inbound, 'openMessage'>;
  readonly keyring: Keyring;
}

export function openPartnerAdmin({ platform, policy, partners, inbound, keyring }: PartnerAdminDeps): PartnerAdmin {
  const { ids } = platform;
  /** Acts on a partner that there is, and answers with what it looks like then. */
  const changing = async (tx: Tx, id: string, work: () => Promise<void>): Promise<PartnerView> => {
    await mustExist(tx, id);
    await work();
    partners.forget(id);
    return getPartner(tx, id);
  };
  return {
    list: () =>
      listPartners(
        platform,
        Object.entries(platform.config.settings.partners).map(([id, { url }]) => ({ id, url })),
      ),
    get: (id) => getPartner(platform, id),
    agreements: async (id) => (await mustExist(platform, id)).agreements,
    async add(tx, partner) {
      await addPartner(tx, partner);
      return getPartner(tx, partner.id);
    },
    changeStatus: (tx, id, change) => changing(tx, id, () => changeStatus(tx, id, change)),
    addKeys: (tx, id, keys) => changing(tx, id, () => addKeys(tx, ids, id, keys)),
    fetchKeys: async ({ actor }, id) =>
      fetchKeys(await mustExist(platform, id), { actor, policy, now: () => platform.clock.now().getTime() }),
    proposeFetched: (tx, id, jwks) => changing(tx, id, () => addKeys(tx, ids, id, { jwks }, 'url')),
    addAddress: (tx, id, address) => changing(tx, id, () => addAddress(tx, { ids, policy }, id, address)),
    addCertificate: (tx, id, certificate) => changing(tx, id, () => addCertificate(tx, ids, id, certificate)),
    confirm: (tx, id, what, which) => changing(tx, id, () => confirm(tx, id, what, which)),
    withdraw: (tx, id, what, which) => changing(tx, id, () => withdraw(tx, id, what, which)),
    async makeCredential(tx, id) {
      await mustExist(tx, id);
      partners.forget(id);
      return makeCredential(tx, ids, id);
    },
    async draftAgreement(tx, id, terms) {
      await mustExist(tx, id);
      return draftAgreement(tx, ids, id, terms);
    },
    async actOnAgreement(tx, id, agreement, action) {
      partners.forget(id);
      return actOnAgreement(tx, id, agreement, action);
    },
    ...openOperations({ platform, inbound, keyring }),
  };
}

function openOperations({
  platform,
  inbound,
  keyring,
}: Pick<PartnerAdminDeps, 'platform' | 'inbound' | 'keyring'>): Pick<
  PartnerAdmin,
  'check' | 'connectors' | 'exchanges' | 'ownKeys' | 'rotateKey'
> {
  return {
    async exchanges({ session, actor }, filter) {
      const showPeople = session.permissions.includes('interconnection.read-personal');
      const page = await listExchanges(platform, filter, showPeople);
      if (!showPeople) return page;
      const subjects = [...new Set(page.lines.flatMap((line) => line.subjects ?? []))];
      const read = { action: 'interconnection.read-log', stream: 'exchange-log', subjects };
      return platform.auditedRead(actor, read, async () => page);
    },
    check: async ({ actor }, id, message) =>
      checkMessage(inbound, await mustExist(platform, id), message, {
        now: platform.clock.now(),
        correlationId: actor.correlationId,
      }),
    connectors: () => connectorsHealth(platform, platform.config.settings.partners, platform.clock.now()),
    ownKeys: () => keyring.list(),
    rotateKey: (tx, asked) => rotateKey(tx, keyring, asked),
  };
}

async function mustExist(handle: Pick<Platform, 'db'>, id: string) {
  const record = await findPartner(handle, id);
  if (!record) throw new ServiceError('interconnection.not-found', { partner: id });
  return record;
}
