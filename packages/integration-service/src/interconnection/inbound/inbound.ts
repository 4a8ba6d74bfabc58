import { ServiceError } from '@interlink/contracts/errors';
import type { AgreementDecision, AgreementQuestion } from '@interlink/contracts/interconnection/agreement';
import type {
  InboundPartner,
  InboundRequest,
  OpenedMessage,
  Taken,
} from '@interlink/contracts/interconnection/inbound';
import type { SignatureState, SignedParts } from '@interlink/contracts/interconnection/partner-port';
import type { AddressKind } from '@interlink/contracts/interconnection/registered-partner';
import type { JudgedConsent } from '@interlink/domain/interconnection/judge-consent';
import { quotaOf } from '@interlink/domain/interconnection/quota-window';
import type { FastifyRequest } from 'fastify';
import { takeMessage } from '../../platform/inbox.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { recordExchange, type ExchangeEntry } from '../exchange-log.js';
import type { Keyring } from '../keyring.js';
import { signMessage } from '../message-signature.js';
import type { InterconnectionPolicy } from '../policy.js';
import { giveBack, type PassedBy } from '../store/agreements.js';
import type { PartnerCache, PartnerRecord } from '../store/partner-records.js';
import { findingNonces, noteNonce, openSpending, takePredicate } from '../store/use.js';
import { checkConsent, type StatedBasis } from './consent.js';
import { dayOf, findAgreement, findAgreementWithin, type AgreementAsker } from './agreement-gate.js';
import { authenticate, toInboundPartner } from './authenticate.js';
import { toInboundRequest } from './certificate.js';
import { grantToken, type TokenAnswer, type TokenRequest } from './client-credentials.js';
import { encryptMessage, type EncryptedMessage } from './encryption.js';
import { checkSignature, openMessage, readMessage } from './open-message.js';
import { encryptionKeyOf, keysOf } from './partner-keys.js';
import type { TokenIssuer } from './tokens.js';

/** Everything that stands between a partner's bytes and our data, and between our data and a partner. */
export interface Inbound {
  /** What of an HTTP request says who sends it: its headers and its client certificate. */
  requestOf(request: Pick<FastifyRequest, 'headers' | 'raw' | 'correlationId'>): InboundRequest;
  /** The token endpoint: client_secret_basic, client_secret_post, private_key_jwt. */
  grantToken(request: TokenRequest): Promise<TokenAnswer>;
  /** Who sends this: our bearer token and, where registered, the client certificate. Throws 401. */
  authenticate(request: InboundRequest): Promise<InboundPartner>;
  /** The partner without a request: for callbacks and notifications from a job. Throws when it is not active. */
  activePartner(id: string, correlationId: string): Promise<InboundPartner>;
  /** The bytes received to checked header and message, or the DCI code with which the whole is refused. */
  openMessage(partner: InboundPartner, bytes: Uint8Array): Promise<OpenedMessage>;
  /** The signature alone; `signature` is that of the body when it is left out. */
  verifyMessage(partner: InboundPartner, bytes: Uint8Array, signature?: unknown): Promise<SignatureState>;
  /** The envelope's `signature`, in the partner's dialect. */
  sign(partner: Pick<InboundPartner, 'dialect' | 'ownDciId'>, parts: SignedParts): Promise<string>;
  /** Undefined when the partner has no confirmed encryption key, or takes none. Throws when it must have one. */
  encrypt(partner: InboundPartner, message: unknown): Promise<EncryptedMessage | undefined>;
  /** First in the transaction of the effect (S4). Throws `platform.message-altered` for another body of that id. */
  takeMessage(tx: Tx, partner: InboundPartner, messageId: string, bytes: Uint8Array): Promise<Taken>;
  /** Taken with the commit, and kept until `expiresAt`. */
  noteNonce(tx: Tx, partnerId: string, nonce: string, expiresAt: Date): void;
  isNonceTaken(tx: Tx, partnerId: string, nonce: string): Promise<boolean>;
  /**
   * What an item says of purpose and consent, as far as it may be believed: part of the question of `findAgreement`.
   */
  checkConsent(partner: InboundPartner, stated: StatedBasis): Promise<JudgedConsent>;
  /** May data pass, and which? A refusal is in the audit when this returns. */
  findAgreement(asker: AgreementAsker, question: AgreementQuestion): Promise<AgreementDecision>;
  /** The same within a transaction of the caller, who goes by it once it is committed, and a refusal is in the audit. */
  findAgreementWithin(tx: Tx, operation: string, question: AgreementQuestion): Promise<AgreementDecision>;
  /** One call against the partner's quota. Throws 429 with `details.retryAfterSeconds`. */
  spend(partner: InboundPartner, operation: string, cost?: number): Promise<void>;
  /**
   * The same for a call that came in: who sent it, authenticated again where the partner is registered otherwise by now
   * than it was remembered. A certificate may have been bound or revoked a moment ago, in another replica.
   */
  admit(request: InboundRequest, partner: InboundPartner, operation: string): Promise<InboundPartner>;
  /** S12: one more filter whose total is told; false when today's are used up. */
  spendPredicate(partner: InboundPartner, predicate: string): Promise<boolean>;
  /** The exchange log, the agreement's count and the citizen's access log, in the transaction of the effect. */
  record(tx: Tx, entry: ExchangeEntry): Promise<string>;
  /** Nobody gets what was recorded for this message: it takes nothing of the agreement's volume. */
  giveBack(tx: Tx, passed: PassedBy): Promise<void>;
  /** S16: a registered and confirmed address; the one given, or the first of its kind. Undefined: there is none. */
  findAddress(partnerId: string, kind: AddressKind, url?: string): Promise<string | undefined>;
}

export interface InboundDeps {
  readonly platform: Platform;
  readonly policy: InterconnectionPolicy;
  readonly keyring: Keyring;
  readonly partners: PartnerCache;
  readonly tokens: TokenIssuer;
}

export function openInbound({ platform, policy, keyring, partners, tokens }: InboundDeps): Inbound {
  const now = () => platform.clock.now();
  const partnerKeys = async (id: string) => keysOf(await getRecord(partners, id), now);
  const opening = { keyring, keysOf: partnerKeys, now, windowMs: policy.replayWindowSeconds * 1000 };
  const issuer = `${platform.config.publicOrigin}/interlink`;
  const granting = { platform, partners, tokens, audiences: [issuer, `${issuer}/oauth2/client/token`] };
  const spend = openSpending(platform);
  const whoSent = (request: InboundRequest) => authenticate({ tokens, partners }, request);
  return {
    requestOf: (request) => toInboundRequest(request, policy),
    grantToken: (request) => grantToken(granting, request),
    authenticate: whoSent,
    activePartner: async (id, correlationId) => toInboundPartner(await getActive(partners, id), [], correlationId),
    openMessage: (partner, bytes) => openMessage(opening, partner, bytes),
    async verifyMessage(partner, bytes, signature) {
      const read = readMessage(bytes);
      if ('ok' in read) return 'invalid';
      const state = await checkSignature(opening, partner, signature ?? read.signature, read.parts);
      return typeof state === 'string' ? state : 'invalid';
    },
    sign: async ({ dialect, ownDciId }, parts) =>
      signMessage(parts, dialect, {
        key: await keyring.signing(),
        senderId: ownDciId,
        nowSeconds: Math.floor(now().getTime() / 1000),
      }),
    encrypt: (partner, message) => encryptFor(partners, partner, message, now()),
    takeMessage: async (tx, { id }, messageId, bytes) =>
      (await takeMessage(tx, id, messageId, Buffer.from(bytes))) ? 'new' : 'repeated',
    ...withinTransaction,
    checkConsent: async (partner, stated) => checkConsent(await partnerKeys(partner.id), partner, stated, now()),
    findAgreement: (asker, question) => findAgreement(platform, partners, asker, question),
    findAgreementWithin: (tx, operation, question) => findAgreementWithin(tx, partners, operation, question),
    spend: async (partner, operation, cost = 1) =>
      void (await spendOrThrow(spend, partners, partner, { operation, cost })),
    async admit(request, partner, operation) {
      const version = await spendOrThrow(spend, partners, partner, { operation, cost: 1 });
      return version === partner.version ? partner : whoSent(request);
    },
    spendPredicate: (partner, predicate) =>
      platform.inTransaction(partner.actor, (tx) =>
        takePredicate(tx, partner.id, platform.vault.blindIndex('exchange-filter', predicate), {
          day: dayOf(tx.now),
          limit: policy.predicatesPerDay,
        }),
      ),
    record: async (tx, entry) => recordExchange(tx, platform, entry),
    findAddress: async (id, kind, url) => addressOf(await getRecord(partners, id), kind, url),
  };
}

/** What needs nothing but the caller's transaction. */
const withinTransaction: Pick<Inbound, 'giveBack' | 'isNonceTaken' | 'noteNonce'> = {
  giveBack,
  noteNonce: (tx, partner, text, expiresAt) => noteNonce(tx, { partner, text }, expiresAt),
  isNonceTaken: (tx, partner, text) => tx.jointly(findingNonces, { partner, text }),
};

function addressOf({ addresses }: PartnerRecord, kind: AddressKind, url: string | undefined): string | undefined {
  const usable = addresses.filter((one) => one.kind === kind && one.confirmedAt !== null);
  return (url === undefined ? usable[0] : usable.find((one) => one.url === url))?.url;
}

async function getRecord(partners: PartnerCache, id: string): Promise<PartnerRecord> {
  const record = await partners.find(id);
  if (!record) throw new ServiceError('interconnection.not-found', { partner: id });
  return record;
}

async function getActive(partners: PartnerCache, id: string): Promise<PartnerRecord> {
  const record = await partners.findNow(id);
  if (!record) throw new ServiceError('interconnection.not-found', { partner: id });
  if (record.status !== 'active') throw new ServiceError('interconnection.partner-unauthenticated', { partner: id });
  return record;
}

async function encryptFor(partners: PartnerCache, { id, encryption }: InboundPartner, message: unknown, now: Date) {
  if (encryption === 'none') return undefined;
  const key = await encryptionKeyOf(await getRecord(partners, id), now);
  if (key) return encryptMessage(message, key);
  if (encryption === 'optional') return undefined;
  throw new ServiceError('interconnection.key-refused', { partner: id, reason: 'no-encryption-key' });
}

async function spendOrThrow(
  spend: ReturnType<typeof openSpending>,
  partners: PartnerCache,
  partner: InboundPartner,
  { operation, cost }: { readonly operation: string; readonly cost: number },
): Promise<number> {
  const quota = quotaOf(partner.quotas, operation);
  const spent = await spend({ partner: partner.id, operation, quota, cost });
  if (spent === 'not-active') {
    partners.forget(partner.id);
    throw new ServiceError('interconnection.partner-unauthenticated', { partner: partner.id });
  }
  if ('retryAfterSeconds' in spent)
    throw new ServiceError('interconnection.too-many-requests', { operation, ...spent });
  partners.forgetOthers(partner.id, spent.version);
  return spent.version;
}
