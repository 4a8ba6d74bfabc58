import { Type, type Static } from 'typebox';

/** The registries that the standard knows; each is a base path of ours. */
export const DciRole = Type.Enum(['crvs', 'dr', 'fr', 'ibr', 'sr']);
export type DciRole = Static<typeof DciRole>;
export const dciRoles: readonly DciRole[] = ['crvs', 'dr', 'fr', 'ibr', 'sr'];

/** `reg_type` of each role. */
export const registryTypes: Readonly<Record<DciRole, string>> = {
  crvs: 'ns:org:RegistryType:Civil',
  dr: 'ns:org:RegistryType:DR',
  fr: 'ns:org:RegistryType:FR',
  ibr: 'ns:org:RegistryType:IBR',
  sr: 'ns:org:RegistryType:Social',
};

/** What records are about, whatever the role calls them. */
export type RecordEntity = 'Beneficiary' | 'DisabledPerson' | 'Farmer' | 'Group' | 'Member' | 'Person';

/** `reg_record_type` by role; the first is the default, the last segment after a colon counts. */
export const recordTypes: Readonly<Record<DciRole, Readonly<Record<string, RecordEntity>>>> = {
  crvs: { Person: 'Person' },
  dr: { DisabledPerson: 'DisabledPerson', PWDPerson: 'DisabledPerson' },
  fr: { Farmer: 'Farmer' },
  ibr: { Beneficiary: 'Beneficiary', Member: 'Beneficiary' },
  sr: { SRPerson: 'Member', Member: 'Member', Group: 'Group' },
};

export const DciOperation = Type.Enum([
  'disabled',
  'enrolled',
  'enrollment-updates',
  'get-disability-details',
  'get-disability-support',
  'notify',
  'on-search',
  'on-subscribe',
  'on-unsubscribe',
  'search',
  'subscribe',
  'sync-search',
  'sync-txn-status',
  'txn-on-status',
  'txn-status',
  'unsubscribe',
]);
export type DciOperation = Static<typeof DciOperation>;

export interface OperationShape {
  /** Below `/registry`. */
  readonly path: string;
  /** The header's `action`, and the one of the answer that follows, at once or by callback. */
  readonly action: string;
  readonly replyAction?: string;
  readonly kind: 'async' | 'callback' | 'sync';
  readonly roles: readonly DciRole[];
  /** Message member that lists the items, to be counted against total_count. */
  readonly items?: string;
}

const all = dciRoles;
const withStatus: readonly DciRole[] = ['crvs', 'fr', 'ibr', 'sr'];

/** Every endpoint (dci.md 2), sorted. */
export const operations: Readonly<Record<DciOperation, OperationShape>> = {
  disabled: { path: '/sync/disabled', action: 'search', replyAction: 'on-search', kind: 'sync', roles: ['dr'] },
  enrolled: { path: '/sync/enrolled', action: 'search', replyAction: 'on-search', kind: 'sync', roles: ['ibr'] },
  'enrollment-updates': {
    path: '/sync/enrollment/updates',
    action: 'notify',
    replyAction: 'on-search',
    kind: 'sync',
    roles: ['ibr'],
  },
  'get-disability-details': {
    path: '/sync/get-disability-details',
    action: 'search',
    replyAction: 'on-search',
    kind: 'sync',
    roles: ['dr'],
  },
  'get-disability-support': {
    path: '/sync/get-disability-support',
    action: 'search',
    replyAction: 'on-search',
    kind: 'sync',
    roles: ['dr'],
  },
  notify: { path: '/notify', action: 'notify', kind: 'callback', roles: all, items: 'notify_event' },
  'on-search': { path: '/on-search', action: 'on-search', kind: 'callback', roles: all, items: 'search_response' },
  'on-subscribe': {
    path: '/on-subscribe',
    action: 'on-subscribe',
    kind: 'callback',
    roles: all,
    items: 'subscribe_response',
  },
  'on-unsubscribe': { path: '/on-unsubscribe', action: 'on-unsubscribe', kind: 'callback', roles: all },
  search: {
    path: '/search',
    action: 'search',
    replyAction: 'on-search',
    kind: 'async',
    roles: all,
    items: 'search_request',
  },
  subscribe: {
    path: '/subscribe',
    action: 'subscribe',
    replyAction: 'on-subscribe',
    kind: 'async',
    roles: all,
    items: 'subscribe_request',
  },
  'sync-search': {
    path: '/sync/search',
    action: 'search',
    replyAction: 'on-search',
    kind: 'sync',
    roles: all,
    items: 'search_request',
  },
  'sync-txn-status': {
    path: '/sync/txn/status',
    action: 'txn-status',
    replyAction: 'txn-on-status',
    kind: 'sync',
    roles: withStatus,
  },
  'txn-on-status': { path: '/txn/on-status', action: 'txn-on-status', kind: 'callback', roles: withStatus },
  'txn-status': {
    path: '/txn/status',
    action: 'txn-status',
    replyAction: 'txn-on-status',
    kind: 'async',
    roles: withStatus,
  },
  unsubscribe: {
    path: '/unsubscribe',
    action: 'unsubscribe',
    replyAction: 'on-unsubscribe',
    kind: 'async',
    roles: all,
    items: 'subscription_codes',
  },
};
