import type { PartnerRegistration } from './registered-partner.js';
import type { SignatureState, SignedParts } from './partner-port.js';

/** What of a request is looked at to know who sends it. Header names are lower case, as Node gives them. */
export interface InboundRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** SHA-256 of the client certificate of this very connection, hex; the server fills it in. */
  readonly certificateSha256?: string | undefined;
  readonly correlationId: string;
}

/** A partner who proved who it is, for the length of one request. */
export interface InboundPartner extends PartnerRegistration {
  /** Which of its versions this is: another one after every change of what is registered. */
  readonly version: number;
  readonly id: string;
  /** For `inTransaction` and the audit. */
  readonly actor: {
    readonly kind: 'partner';
    readonly id: string;
    readonly loginName: string;
    readonly correlationId: string;
  };
  /** Of the token: space-separated words of OAuth2. */
  readonly scopes: readonly string[];
}

/** The codes of dci.md 3.1 with which a message as a whole is refused. */
export type MessageRefusal =
  | 'err.request.bad'
  | 'err.sender_id.invalid'
  | 'err.receiver_id.invalid'
  | 'err.signature.missing'
  | 'err.signature.invalid'
  | 'err.encryption.invalid'
  | 'rjct.message_ts.invalid';

/** A message that was read, decrypted and checked, or why not. */
export type OpenedMessage =
  | {
      readonly ok: true;
      readonly parts: SignedParts;
      readonly signature: Exclude<SignatureState, 'invalid'>;
      readonly encrypted: boolean;
    }
  | { readonly ok: false; readonly refusal: MessageRefusal; readonly detail: string };

/** `new`: go on in the same transaction. `repeated`: the same bytes came before; answer as then, do nothing. */
export type Taken = 'new' | 'repeated';
