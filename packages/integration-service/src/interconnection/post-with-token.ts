import type { PartnerPost } from '@interlink/contracts/interconnection/partner-port';
import type { TokenClient } from './access-token.js';
import type { Outgoing, OutgoingAnswer } from './outgoing.js';

/** Posts JSON with a bearer token; a token that the partner no longer takes is renewed once. */
export async function postWithToken(
  outgoing: Outgoing,
  tokens: TokenClient | undefined,
  post: PartnerPost,
): Promise<OutgoingAnswer> {
  if (!tokens) return send(outgoing, post, {});
  const token = await tokens.get(post.cause);
  const answer = await send(outgoing, post, { authorization: `Bearer ${token}` });
  if (answer.status !== 401) return answer;
  tokens.forget(token);
  return send(outgoing, post, { authorization: `Bearer ${await tokens.get(post.cause)}` });
}

function send(
  outgoing: Outgoing,
  { operation, path, body, cause }: PartnerPost,
  headers: Readonly<Record<string, string>>,
) {
  return outgoing.request({
    operation,
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
    cause,
  });
}
