import type { OutgoingRequest, Partner } from '../../src/interconnection/service.js';
import { OutgoingError } from '../../src/interconnection/service.js';
import type { ChannelTools, OutgoingFile } from '../../src/payments/channels/channel.js';

const actor = { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' } as const;
export const paymentCause = { actor, subjectId: 'batch' };

export const outgoingFile = (over: Partial<OutgoingFile> = {}): OutgoingFile => ({
  messageId: 'M1',
  text: '<Document/>',
  sha256: 'ab',
  size: 11,
  count: 1,
  total: '12.30',
  contentType: 'application/xml',
  extension: 'xml',
  bodySignature: 'head..signature',
  ...over,
});

/** A bank that gives the same answer to everything; without an answer the line is dead. */
export function channelTools(
  answer: { readonly status: number; readonly text: string } | undefined,
  asked: OutgoingRequest[] = [],
  secretsDir = '/nowhere',
): ChannelTools & { readonly alarms: string[] } {
  const alarms: string[] = [];
  const request = (one: OutgoingRequest) => {
    asked.push(one);
    if (!answer) return Promise.reject(new OutgoingError('timed-out'));
    return Promise.resolve({ status: answer.status, headers: {}, bytes: Buffer.from(answer.text) });
  };
  const bank = { id: 'bank-payments', outgoing: { request } } as unknown as Partner;
  const tools = {
    bank,
    partner: () => bank,
    ownUrl: 'https://mis.example.org/interlink',
    now: () => new Date(0),
    newId: () => 'q-1',
  };
  return { ...tools, secretsDir, failpoint: () => undefined, alarm: (code) => alarms.push(code), alarms };
}
