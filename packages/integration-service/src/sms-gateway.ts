import { OutgoingError, type Partner } from './interconnection/service.js';
import type { GatewayCause, SmsGateway } from './platform/outbox/sms-destination.js';
import { parseAnswer } from './platform/json.js';

type Call = Parameters<SmsGateway['call']>[0];

/** The platform's way to the partner `sms`; a token that is no longer taken is renewed once. */
export function smsGateway({ outgoing, tokens }: Pick<Partner, 'outgoing' | 'tokens'>): SmsGateway {
  const ask = async (call: Call, cause: GatewayCause) => {
    const token = await tokens?.get(cause);
    const answer = await outgoing.request({
      ...call,
      cause,
      operation: call.method === 'POST' ? 'send-sms' : 'sms-receipt',
      headers: {
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
    if (answer.status === 401 && token !== undefined) tokens?.forget(token);
    return answer;
  };
  return {
    async call(call, cause) {
      try {
        const first = await ask(call, cause);
        const { status, bytes } = first.status === 401 ? await ask(call, cause) : first;
        return { status, body: parseAnswer(bytes) };
      } catch (thrown) {
        if (thrown instanceof OutgoingError) return undefined;
        throw thrown;
      }
    },
  };
}
