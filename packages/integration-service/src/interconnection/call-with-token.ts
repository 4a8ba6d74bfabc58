import type { PartnerGet, PartnerPost } from '@interlink/contracts/interconnection/partner-port';
import type { TokenClient } from './access-token.js';
import type { Outgoing, OutgoingAnswer } from './outgoing.js';

/**
 * Posts JSON with a bearer token, or asks for it where there is no body; a token that the partner no longer takes is
 * renewed once.
 */
export async function callWithToken(
  outgoing: Outgoing,
  tokens: TokenClient | undefined,
  call: PartnerGet | PartnerPost,
): Promise<OutgoingAnswer> {
  if (!tokens) return send(outgoing, call, {});
  const token = await tokens.get(call.cause);
  const answer = await send(outgoing, call, { authorization: `Bearer ${token}` });
  if (answer.status !== 401) return answer;
  tokens.forget(token);
  return send(outgoing, call, { authorization: `Bearer ${await tokens.get(call.cause)}` });
}

function send(outgoing: Outgoing, call: PartnerGet | PartnerPost, token: Readonly<Record<string, string>>) {
  const given = { accept: 'application/json', ...call.headers, ...token };
  if (!('body' in call)) return outgoing.request({ ...call, method: 'GET', headers: given });
  return outgoing.request({ ...call, method: 'POST', headers: { 'content-type': 'application/json', ...given } });
}
