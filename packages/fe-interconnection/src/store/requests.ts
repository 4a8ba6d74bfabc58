import type { BulkFileFilter, BulkFilePage } from '@interlink/contracts/exchange/bulk';
import type { FollowedRegistries, FollowedRegistry, FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import type { SubscriptionFilter, SubscriptionPage } from '@interlink/contracts/exchange/subscription-view';
import type { Agreement, AgreementAction, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import type { MessageCheck } from '@interlink/contracts/interconnection/console';
import type { OwnKeyFacts } from '@interlink/contracts/interconnection/own-keys';
import type {
  ExchangeFilter,
  ExchangePage,
  NewCredential,
} from '@interlink/contracts/interconnection/partner-commands';
import type { AddPartner, PartnerSummary, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { ParkedPage } from '@interlink/contracts/platform/outbox';
import { defineRequest } from '@interlink/fe-kit/store/request';
import type { PartnerChange } from '../api.js';

const named = (name: string) => `INTERLINK_INTERCONNECTION_${name}`;

export interface OfPartner {
  readonly id: string;
}
export interface Keyed {
  /** Idempotency-Key. */
  readonly key: string;
}

export const loadPartners = defineRequest<undefined, PartnerSummary[]>(named('PARTNERS'));
export const loadPartner = defineRequest<OfPartner, PartnerView>(named('PARTNER'));
export const addPartner = defineRequest<{ readonly partner: AddPartner } & Keyed, PartnerView>(named('ADD'));
export const changePartner = defineRequest<OfPartner & { readonly change: PartnerChange } & Keyed, PartnerView>(
  named('CHANGE'),
);
export const makeSecret = defineRequest<OfPartner & Keyed, NewCredential>(named('SECRET'));
export const loadAgreements = defineRequest<OfPartner, Agreement[]>(named('AGREEMENTS'));
export const draftAgreement = defineRequest<OfPartner & { readonly terms: AgreementTerms } & Keyed, Agreement>(
  named('DRAFT'),
);
export const actOnAgreement = defineRequest<
  OfPartner & { readonly agreement: string; readonly action: AgreementAction } & Keyed,
  Agreement
>(named('ACT'));
export const checkMessage = defineRequest<OfPartner & { readonly message: string }, MessageCheck>(named('CHECK'));
export const loadSubscriptions = defineRequest<SubscriptionFilter, SubscriptionPage>(named('SUBSCRIPTIONS'));
export const loadFollowed = defineRequest<undefined, FollowedRegistries>(named('FOLLOWED'));
export const followRegistry = defineRequest<{ readonly body: FollowRegistry } & Keyed, FollowedRegistry>(
  named('FOLLOW'),
);
export const endFollowing = defineRequest<{ readonly id: string } & Keyed, FollowedRegistry>(named('END_FOLLOWING'));
export const loadFiles = defineRequest<BulkFileFilter, BulkFilePage>(named('FILES'));
export const loadExchanges = defineRequest<ExchangeFilter, ExchangePage>(named('EXCHANGES'));
export const loadParked = defineRequest<{ readonly cursor?: string | undefined }, ParkedPage>(named('PARKED'));
export const replayParked = defineRequest<{ readonly id: string }, void>(named('REPLAY'));
export const loadConnectors = defineRequest<undefined, ConnectorHealth[]>(named('CONNECTORS'));
export const loadOwnKeys = defineRequest<undefined, OwnKeyFacts[]>(named('OWN_KEYS'));

/** Forgets what the page before asked and was told: no secret outlives the page that showed it. */
export const LEAVE = named('LEAVE');
export const leavePage = () => ({ type: LEAVE });
