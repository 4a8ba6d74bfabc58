import type { BulkFileFilter, BulkFilePage } from '@interlink/contracts/exchange/bulk';
import type { FollowedRegistries, FollowedRegistry, FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import type { SubscriptionFilter, SubscriptionPage } from '@interlink/contracts/exchange/subscription-view';
import type { Agreement, AgreementAction, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { MessageCheck } from '@interlink/contracts/interconnection/console';
import type { OwnKeyFacts } from '@interlink/contracts/interconnection/own-keys';
import type {
  AddAddress,
  AddCertificate,
  AddKeys,
  ExchangeFilter,
  ExchangePage,
  NewCredential,
} from '@interlink/contracts/interconnection/partner-commands';
import type { AddPartner, PartnerSummary, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { ParkedPage } from '@interlink/contracts/platform/outbox';
import type { ApiClient } from '@interlink/fe-kit/api-client';

/** What one person does to a partner; each is a change of its own, written down under his name. */
export type PartnerChange =
  | { readonly do: 'activate' }
  | { readonly do: 'address'; readonly address: AddAddress }
  | { readonly do: 'certificate'; readonly certificate: AddCertificate }
  | { readonly do: 'confirm'; readonly what: 'addresses' | 'certificates' | 'keys'; readonly item: string }
  | { readonly do: 'fetch-keys' }
  | { readonly do: 'keys'; readonly keys: AddKeys }
  | { readonly do: 'suspend' }
  | { readonly do: 'withdraw'; readonly what: 'addresses' | 'certificates' | 'keys'; readonly item: string };

/** Interlink's API about partners. With the same key a change happens once, however often it is sent. */
export interface InterconnectionApi {
  partners(): Promise<PartnerSummary[]>;
  partner(id: string): Promise<PartnerView>;
  add(partner: AddPartner, key: string): Promise<PartnerView>;
  change(id: string, change: PartnerChange, key: string): Promise<PartnerView>;
  makeSecret(id: string, key: string): Promise<NewCredential>;
  agreements(id: string): Promise<Agreement[]>;
  draft(id: string, terms: AgreementTerms, key: string): Promise<Agreement>;
  act(id: string, agreement: string, action: AgreementAction, key: string): Promise<Agreement>;
  check(id: string, message: string): Promise<MessageCheck>;
  subscriptions(filter: SubscriptionFilter): Promise<SubscriptionPage>;
  followed(): Promise<FollowedRegistries>;
  follow(body: FollowRegistry, key: string): Promise<FollowedRegistry>;
  endFollowing(id: string, key: string): Promise<FollowedRegistry>;
  files(filter: BulkFileFilter): Promise<BulkFilePage>;
  exchanges(filter: ExchangeFilter): Promise<ExchangePage>;
  parked(cursor: string | undefined): Promise<ParkedPage>;
  replay(id: string): Promise<void>;
  connectors(): Promise<ConnectorHealth[]>;
  ownKeys(): Promise<OwnKeyFacts[]>;
}

export function interconnectionApi(client: ApiClient): InterconnectionApi {
  const at = (id: string, rest = '') => `/partners/${encodeURIComponent(id)}${rest}`;
  return {
    partners: () => client.get('/partners'),
    partner: (id) => client.get(at(id)),
    add: (partner, key) => client.post('/partners', partner, { key }),
    change: (id, change, key) => client.post(at(id, pathOf(change)), bodyOf(change), { key }),
    makeSecret: (id, key) => client.post(at(id, '/credentials'), {}, { key }),
    agreements: (id) => client.get(at(id, '/agreements')),
    draft: (id, terms, key) => client.post(at(id, '/agreements'), terms, { key }),
    act: (id, agreement, action, key) => client.post(at(id, `/agreements/${agreement}/actions`), { action }, { key }),
    check: (id, message) => client.post(at(id, '/check'), { message }),
    subscriptions: (filter) => client.get('/subscriptions', filter),
    followed: () => client.get('/followed-registries'),
    follow: (body, key) => client.post('/followed-registries', body, { key }),
    endFollowing: (id, key) => client.post(`/followed-registries/${encodeURIComponent(id)}/end`, {}, { key }),
    files: (filter) => client.get('/exchange-files', filter),
    exchanges: (filter) => client.get('/exchanges', filter),
    parked: (cursor) => client.get('/platform/outbox/parked', { cursor }),
    replay: (id) => client.post(`/platform/outbox/${id}/replay`, {}),
    connectors: () => client.get('/connectors'),
    ownKeys: () => client.get('/own-keys'),
  };
}

function pathOf(change: PartnerChange): string {
  switch (change.do) {
    case 'address':
      return '/addresses';
    case 'certificate':
      return '/certificates';
    case 'fetch-keys':
      return '/keys/fetch';
    case 'keys':
      return '/keys';
    case 'confirm':
    case 'withdraw':
      return `/${change.what}/${change.item}/${change.do}`;
    default:
      return `/${change.do}`;
  }
}

function bodyOf(change: PartnerChange): object {
  if (change.do === 'address') return change.address;
  if (change.do === 'certificate') return change.certificate;
  return change.do === 'keys' ? change.keys : {};
}
