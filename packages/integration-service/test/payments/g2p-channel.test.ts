import type { PartnerPost, SignatureState } from '@interlink/contracts/interconnection/partner-port';
import { g2pDisburse } from '@interlink/domain/payments/formats/g2p-disburse';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { OutgoingError, type Partner } from '../../src/interconnection/service.js';
import { g2pConnect } from '../../src/payments/channels/g2p-connect.js';
import { channelTools, outgoingFile, paymentCause } from './channel-kit.js';

interface Playing {
  readonly status?: number;
  readonly body?: unknown;
  readonly signature?: SignatureState;
  readonly cannotSign?: boolean;
}

/** The channel to a partner that answers everything so; without an answer the line is dead. */
function openWay(playing: Playing | undefined) {
  const posted: PartnerPost[] = [];
  const tools = channelTools(undefined);
  const partner = {
    id: 'payment-switch',
    settings: { clientId: 'interlink', dciId: 'switch.example' },
    outgoing: { skew: () => undefined },
    post: (post: PartnerPost) => {
      posted.push(post);
      if (!playing) return Promise.reject(new OutgoingError('timed-out'));
      const text = typeof playing.body === 'string' ? playing.body : JSON.stringify(playing.body ?? {});
      return Promise.resolve({ status: playing.status ?? 200, headers: {}, bytes: Buffer.from(text) });
    },
    sign: () => (playing?.cannotSign ? Promise.reject(new Error('no key')) : Promise.resolve('head.body.signature')),
    encrypt: () => Promise.resolve(undefined),
    decrypt: (parts: object) => Promise.resolve(parts),
    verify: () => Promise.resolve(playing?.signature ?? 'verified'),
  } as unknown as Partner;
  const way = g2pConnect.open({ ...tools, partner: () => partner }, { partner: 'payment-switch' });
  return { way, posted, alarms: tools.alarms, message: () => JSON.parse(posted[0]?.body ?? 'null') };
}

const file = outgoingFile({
  messageId: aFile().messageId,
  text: g2pDisburse(aFile(), [aLine({ entitlementId: 'e1' }), aLine({ entitlementId: 'e2' })]),
  count: 2,
});
const ack = (status: string) => ({
  message: { ack_status: status, timestamp: '2026-11-24T08:00:00Z', correlation_id: 'c-1' },
});

describe('a disbursement by G2P Connect', () => {
  it('A2: bears the sealed list as it is, the message id of the file, and where the answer goes', async () => {
    const { way, posted, message } = openWay({ body: ack('ACK') });
    expect(await way.send(file, paymentCause)).toBe('received');
    expect(posted.map(({ path, operation }) => [operation, path])).toEqual([['g2p-disburse', '/disburse']]);
    expect(message().header).toEqual({
      ...{
        version: '1.0.0',
        message_id: aFile().messageId,
        message_ts: '1970-01-01T00:00:00.000Z',
        action: 'disburse',
      },
      ...{ sender_id: 'interlink', sender_uri: 'https://mis.example.org/interlink/g2pconnect/on-disburse' },
      ...{ receiver_id: 'switch.example', total_count: 2, status: 'rcvd', is_msg_encrypted: false, meta: {} },
    });
    expect(JSON.stringify(message().message)).toBe(file.text);
    expect(message().signature).toBe('head.body.signature');
  });

  it.each([
    ['acknowledged', 'received', { body: ack('ACK') }],
    ['acknowledged with 202', 'received', { status: 202, body: ack('ACK') }],
    ['called invalid', 'refused', { body: ack('ERR') }],
    ['called invalid with 400', 'refused', { status: 400, body: ack('ERR') }],
    ['refused by error', 'refused', { status: 403, body: { errors: [{ code: 'err.request.unauthorized' }] } }],
    // Nothing more will be told: whether it pays is asked for.
    ['noted', 'unknown', { body: ack('NACK') }],
    ['answered by a page for people', 'unknown', { body: '<html>' }],
    ['answered by nothing', 'unknown', { body: '' }],
    ['refused by whoever stands in between', 'unknown', { status: 403, body: '<html>' }],
    ['failing', 'unknown', { status: 500, body: ack('ERR') }],
    ['busy', 'unknown', { status: 429, body: ack('ERR') }],
    ['silent', 'unknown', undefined],
  ])('R4: that is %s is %s', async (_how, outcome, playing) => {
    const { way, posted } = openWay(playing);
    expect(await way.send(file, paymentCause)).toBe(outcome);
    expect(posted).toHaveLength(1);
  });

  it.each([
    ['there is no key to sign with', { cannotSign: true }, file],
    ['the list is none', { body: ack('ACK') }, { ...file, text: '{}' }],
  ])('S15: does not leave when %s: the batch stops for people', async (_why, playing, sent) => {
    const { way, posted, alarms } = openWay(playing);
    expect(await way.send(sent, paymentCause)).toBe('refused');
    expect([posted.length, alarms]).toEqual([0, ['g2p-message-cannot-be-made']]);
  });
});

describe('the status of a disbursement', () => {
  const told = (asked = 'q-1') => ({
    signature: 'a.b.c',
    header: { message_id: 'm-1', message_ts: '2026-11-24T08:00:00Z', action: 'txn-on-status' },
    message: { transaction_id: asked, txnstatus_response: { txn_type: 'disburse', txn_status: {} } },
  });

  it('A2: is asked for by the message id, and handed over as it was signed', async () => {
    const { way, posted, message } = openWay({ body: told() });
    const [text, ...others] = await way.reports('M1', paymentCause);
    expect([JSON.parse(text ?? ''), others]).toEqual([told(), []]);
    expect(posted[0]?.path).toBe('/disburse/sync/txn/status');
    expect(message().message).toEqual({
      transaction_id: 'q-1',
      txnstatus_request: {
        ...{ reference_id: 'q-1', txn_type: 'disburse', attribute_type: 'transaction_id', attribute_value: 'M1' },
      },
    });
  });

  it.each([
    ['nobody signed it', { body: told(), signature: 'invalid' as const }, 'g2p-answer-not-signed-by-the-partner'],
    ['it answers another question', { body: told('q-2') }, 'g2p-answer-to-another-question'],
    ['it says nothing', { body: { signature: 'a.b.c', header: {} } }, 'g2p-answer-to-another-question'],
  ])('S10: is left out, and told, when %s', async (_why, playing, alarm) => {
    const { way, alarms } = openWay(playing);
    expect(await way.reports('M1', paymentCause)).toEqual([]);
    expect(alarms).toEqual([alarm]);
  });

  it.each([
    ['does not know it', { status: 404, body: {} }],
    ['does not answer', undefined],
  ])('is nothing, and nothing to tell, when the partner %s', async (_why, playing) => {
    const { way, alarms } = openWay(playing);
    expect([await way.reports('M1', paymentCause), alarms]).toEqual([[], []]);
  });
});
