import { randomUUID } from 'node:crypto';
import { EmittedHeader } from '@interlink/contracts/exchange/dci/header';
import type { HeaderReason } from '@interlink/contracts/exchange/dci/codes';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import type { DciStatus } from '@interlink/contracts/exchange/dci/values';
import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import { emittedHeader } from '@interlink/domain/exchange/message/emit';
import { hasForm } from '../../platform/check-form.js';
import type { ExchangeContext } from '../context.js';

export interface Outgoing {
  readonly role: DciRole;
  readonly action: string;
  readonly message: object;
  readonly items: number;
  readonly status?: DciStatus;
  readonly reason?: HeaderReason | undefined;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** The same for each repeat of one message; a new one when it is left out. */
  readonly messageId?: string;
  readonly at: string;
}

/** A whole message of ours: header, signature, and encryption where the partner takes it. */
export async function sealedEnvelope(
  { inbound, ownUrl }: ExchangeContext,
  partner: InboundPartner,
  { role, message, messageId, ...rest }: Outgoing,
): Promise<object> {
  const encrypted = await inbound.encrypt(partner, message);
  const header = emittedHeader({
    ...rest,
    messageId: messageId ?? randomUUID(),
    senderId: partner.ownDciId,
    senderUri: `${ownUrl}/${role}/registry/on-search`,
    receiverId: partner.dciId,
    isEncrypted: encrypted !== undefined,
  });
  // Strict in what we send: a header of ours that breaks the format is our bug and does not leave.
  if (!hasForm(EmittedHeader, header)) throw new Error('a DCI header does not have its own form');
  // What is signed is what the receiver reads after opening: header and plain message.
  const signature = await inbound.sign(partner, { header, message });
  return { signature, header, message: encrypted ?? message };
}
