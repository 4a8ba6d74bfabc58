import type { PartnerPort, SignedParts } from '@interlink/contracts/interconnection/partner-port';

export interface OpenedAnswer {
  /** As whoever reads it takes it: nothing in it is encrypted any more. */
  readonly plain: unknown;
  /** What was signed: the header that came, the message in plain. */
  readonly signed: SignedParts;
}

/**
 * Undefined when what came cannot be opened, or came plain where it must not. What is no envelope is opened by nobody.
 */
export async function openAnswer(
  received: unknown,
  partner: Pick<PartnerPort, 'decrypt'>,
): Promise<OpenedAnswer | undefined> {
  const { header, message } = (received ?? {}) as Partial<SignedParts>;
  if (!isObject(header)) return { plain: received, signed: { header, message } };
  const signed = await partner.decrypt({ header, message });
  if (!signed) return undefined;
  const said = 'is_msg_encrypted' in header ? { ...header, is_msg_encrypted: false } : header;
  return { plain: { ...(received as object), header: said, message: signed.message }, signed };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
