import type { MapperLinkEnvelope, MapperResolveEnvelope } from '@interlink/contracts/exchange/mapper';
import type { MapperLink, MapperQuestion } from '@interlink/contracts/exchange/mapper-port';
import { sentHeaderOf, type MessageIdentity } from '../sent-header.js';

/** Tells the mapper which account is a person's; yet to be signed. */
export function mapperLinkMessage(link: MapperLink, id: MessageIdentity): Omit<MapperLinkEnvelope, 'signature'> {
  const { name, phoneNumber } = link;
  const item = {
    ...{ reference_id: id.referenceId, timestamp: id.at, id: link.id, fa: link.fa },
    ...(name !== undefined && { name }),
    ...(phoneNumber !== undefined && { phone_number: phoneNumber }),
    locale: 'eng',
  };
  return {
    header: sentHeaderOf('link', id),
    message: { transaction_id: id.transactionId, link_request: [item] },
  };
}

/** Asks about one person; yet to be signed. */
export function mapperResolveMessage(
  question: MapperQuestion,
  id: MessageIdentity,
): Omit<MapperResolveEnvelope, 'signature'> {
  const item = {
    ...{ reference_id: id.referenceId, timestamp: id.at, id: question.id },
    ...(question.scope === 'yes_no' && { fa: question.fa }),
    scope: question.scope,
  };
  return {
    header: sentHeaderOf('resolve', id),
    message: { transaction_id: id.transactionId, resolve_request: [item] },
  };
}
