import type { PartnerSettings } from './partner.js';

/** Who acts, as the access log names them. */
export interface Caller {
  readonly kind: 'operator' | 'partner' | 'system';
  readonly id: string;
  readonly loginName: string;
  readonly correlationId: string;
  readonly onBehalfOf?: string;
}

/** Who caused an exchange and about whom; an id only, never a personal value (S13). */
export interface ExchangeCause {
  readonly actor: Caller;
  readonly subjectId: string;
}

export interface PartnerPost {
  /** What is asked for, e.g. `civil-search`; goes to the access log. */
  readonly operation: string;
  /** Relative to the partner's url. */
  readonly path: string;
  /** Exactly as it was signed: JSON, unless its headers say otherwise. */
  readonly body: string;
  /** Beside the token; names in small letters. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cause: ExchangeCause;
  /** Of the answer; left out: 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** For a large answer: how long it may take from its first byte on; left out: the whole has the partner's time. */
  readonly bodyTimeoutMs?: number | undefined;
}

/** The same without a body. What the path says of a person is written nowhere but in the request itself. */
export type PartnerGet = Omit<PartnerPost, 'body'>;

export interface PartnerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As received. */
  readonly bytes: Uint8Array;
}

/** Header and message of a DCI envelope: what is signed. */
export interface SignedParts {
  readonly header: unknown;
  readonly message: unknown;
}

export type SignatureState = 'verified' | 'absent' | 'invalid';

/** One partner of interlink.json, ready to be asked. */
export interface PartnerPort {
  readonly id: string;
  readonly settings: PartnerSettings;
  /** Posts JSON with the partner's bearer token, if it takes one. Throws when there is no answer; let it pass. */
  post(post: PartnerPost): Promise<PartnerAnswer>;
  /** Asks for JSON, as `post`. */
  get(get: PartnerGet): Promise<PartnerAnswer>;
  /** Signs for this partner, in its dialect. */
  sign(parts: SignedParts): Promise<string>;
  /**
   * The message as it leaves, encrypted for the partner; undefined: it leaves as it is. Throws when it must be and
   * cannot.
   */
  encrypt(message: unknown): Promise<object | undefined>;
  /** The parts with the message in plain. Undefined when it cannot be decrypted, or came plain where it must not. */
  decrypt(parts: SignedParts): Promise<SignedParts | undefined>;
  /** Whether the partner signed; with policy `required` an absent signature counts as invalid. */
  verify(signature: unknown, parts: SignedParts): Promise<SignatureState>;
}
