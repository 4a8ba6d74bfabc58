import type { AgreementStatus, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import type {
  AddressKind,
  PartnerRegistration,
  PartnerStatus,
} from '@interlink/contracts/interconnection/registered-partner';
import type { OwnKeyPurpose } from '@interlink/contracts/interconnection/own-keys';
import type { JWK } from 'jose';
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, unknown, unknown>;

interface Proposed {
  proposedBy: string;
  proposedLogin: string;
  proposedAt: Date;
  confirmedBy: string | null;
  confirmedLogin: string | null;
  confirmedAt: Date | null;
}

export interface PartnerKeyTable extends Proposed {
  id: string;
  partner: string;
  kid: string;
  /** As the partner called it before; what it signed under that name is still on its way. */
  earlierKid: Generated<string | null>;
  thumbprint: string;
  use: 'sig' | 'enc';
  alg: string;
  jwk: Json<JWK>;
  source: 'upload' | 'url';
  notBefore: Date;
  notAfter: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
}

export interface PartnerAddressTable extends Proposed {
  id: string;
  partner: string;
  kind: AddressKind;
  url: string;
  removedAt: Date | null;
}

export interface PartnerCertificateTable extends Proposed {
  id: string;
  partner: string;
  /** Hex. */
  sha256: string;
  revokedAt: Date | null;
  revokedBy: string | null;
}

export interface ExchangeLogTable {
  id: string;
  at: Date;
  partner: string;
  direction: 'in' | 'out';
  operation: string;
  /** HTTP status, `refused`, or why there was no answer. */
  result: string;
  refusal: string | null;
  agreementId: string | null;
  purpose: string | null;
  elements: Json<readonly string[]>;
  subjects: Json<readonly string[]>;
  records: number;
  tookMs: number;
  messageId: string | null;
  transactionId: string | null;
  correlationId: string;
  signature: string;
  bytes: number;
}

export interface InterconnectionTables {
  'interconnection.partner': {
    id: string;
    status: PartnerStatus;
    dciId: string;
    registration: Json<PartnerRegistration>;
    addedBy: string;
    addedLogin: string;
    addedAt: Date;
    changedAt: Date;
    /** Another one after every change of the partner or of what belongs to it; PostgreSQL counts. */
    version: Generated<number>;
  };
  'interconnection.credential': {
    id: string;
    partner: string;
    secretHash: string;
    notAfter: Date;
    madeBy: string;
    madeLogin: string;
    madeAt: Date;
    revokedAt: Date | null;
  };
  'interconnection.partnerKey': PartnerKeyTable;
  'interconnection.partnerAddress': PartnerAddressTable;
  'interconnection.partnerCertificate': PartnerCertificateTable;
  'interconnection.agreement': {
    id: string;
    partner: string;
    status: AgreementStatus;
    terms: Json<AgreementTerms>;
    madeBy: string;
    madeLogin: string;
    madeAt: Date;
    approvedBy: string | null;
    approvedLogin: string | null;
    approvedAt: Date | null;
    changedAt: Date;
  };
  'interconnection.agreementUse': { agreementId: string; day: string; records: number; most: number | null };
  'interconnection.nonce': { partner: string; nonce: string; expiresAt: Date };
  'interconnection.quotaUse': {
    partner: string;
    operation: string;
    second: number;
    inSecond: number;
    day: number;
    inDay: number;
  };
  'interconnection.predicate': { partner: string; day: string; hash: string };
  'interconnection.exchangeLog': ExchangeLogTable;
  'interconnection.outgoingCall': {
    id: string;
    partner: string;
    operation: string;
    result: string;
    tookMs: number;
    at: Date;
  };
  'interconnection.ownKey': {
    kid: string;
    purpose: OwnKeyPurpose;
    alg: string;
    publicJwk: Json<JWK>;
    sealedJwk: Buffer;
    madeAt: Date;
    currentFrom: Date;
    publishedUntil: Date | null;
  };
}
