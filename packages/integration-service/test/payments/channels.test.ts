import { Type } from 'typebox';
import type { OutgoingRequest } from '../../src/interconnection/service.js';
import type { PaymentChannel } from '../../src/payments/channels/channel.js';
import { https } from '../../src/payments/channels/https.js';
import { channelOf, openChannels } from '../../src/payments/channels/open.js';
import { channels } from '../../src/payments/channels/registry.js';
import { fingerprintOf } from '../../src/payments/channels/sftp.js';
import { channelTools, outgoingFile, paymentCause } from './channel-kit.js';

describe('the registry of payment channels', () => {
  it('names each once, in order, so that interlink.json can name it', () => {
    const ids = channels.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
  });
});

describe('opening channels', () => {
  const tools = channelTools(undefined);
  const needy: PaymentChannel = {
    id: 'needy',
    settings: Type.Object({ url: Type.String() }, { additionalProperties: false }) as never,
    open: (_tools, settings) => ({
      send: () => Promise.resolve('unknown'),
      reports: () => Promise.resolve([JSON.stringify(settings)]),
    }),
  };

  it('has the one that needs nothing, and not the one that was given nothing', () => {
    expect([...openChannels([https, needy], tools, {}).keys()]).toEqual(['https']);
  });

  it('gives a channel its own settings', async () => {
    const opened = openChannels([https, needy], tools, { needy: { url: 'x' } });
    expect(await channelOf({ channels: opened }, 'needy').reports('M', paymentCause)).toEqual(['{"url":"x"}']);
  });

  it('has a second one of a kind by a name of its own, with settings of its own', async () => {
    const opened = openChannels([https, needy], tools, { 'needy-wallets': { url: 'y' }, needy: { url: 'x' } });
    expect([...opened.keys()]).toEqual(['https', 'needy', 'needy-wallets']);
    const said = await channelOf({ channels: opened }, 'needy-wallets').reports('M', paymentCause);
    expect(said).toEqual(['{"url":"y"}']);
  });

  it('gives https the format of its files', () => {
    const opened = openChannels([https], tools, { 'https-wallets': { format: 'mobile-money-bulk' } });
    expect([...opened].map(([id, { format }]) => [id, format])).toEqual([
      ['https', undefined],
      ['https-wallets', 'mobile-money-bulk'],
    ]);
  });

  it.each([
    [{ needy: { url: 1 } }, 'the settings of the payment channel needy are not right'],
    [{ needy: { url: 'x', more: true } }, 'the settings of the payment channel needy are not right'],
    [{ 'needy-two': {} }, 'the settings of the payment channel needy-two are not right'],
    [{ needytwo: { url: 'x' } }, 'settings of a payment channel needytwo: there is none'],
    [{ pigeon: {} }, 'settings of a payment channel pigeon: there is none'],
  ])('refuses %j with one sentence', (configured, sentence) => {
    expect(() => openChannels([https, needy], tools, configured)).toThrow(sentence);
  });

  it('says which channel is missing when interlink.json has lost it', () => {
    expect(() => channelOf({ channels: new Map() }, 'sftp')).toThrow(
      expect.objectContaining({ code: 'payments.channel-missing', details: { channel: 'sftp' } }),
    );
  });
});

describe('the payment channel https', () => {
  it.each([
    [200, 'received'],
    [202, 'received'],
    [400, 'refused'],
    [401, 'refused'],
    [408, 'unknown'],
    [422, 'refused'],
    [425, 'unknown'],
    [429, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ])('R4: takes an answer %s for %s', async (status, outcome) => {
    const channel = https.open(channelTools({ status, text: '' }), {});
    expect(await channel.send(outgoingFile(), paymentCause)).toBe(outcome);
  });

  it('R4: does not know when no answer came', async () => {
    expect(await https.open(channelTools(undefined), {}).send(outgoingFile(), paymentCause)).toBe('unknown');
    expect(await https.open(channelTools(undefined), {}).reports('M1', paymentCause)).toEqual([]);
  });

  it('A1.5: sends the message id as idempotency key, and the signature over the very bytes', async () => {
    const asked: OutgoingRequest[] = [];
    await https.open(channelTools({ status: 202, text: '' }, asked), {}).send(outgoingFile(), paymentCause);
    expect(asked).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/payments/pain001',
        body: '<Document/>',
        headers: {
          'content-type': 'application/xml',
          'idempotency-key': 'M1',
          'x-jws-signature': 'head..signature',
        },
      }),
    ]);
  });

  it.each([
    [200, ['<r/>']],
    [404, []],
    [500, []],
  ])('has the report of an answer %s: %j', async (status, reports) => {
    const channel = https.open(channelTools({ status, text: '<r/>' }), {});
    expect(await channel.reports('M1', paymentCause)).toEqual(reports);
  });
});

describe('R3: a recall over https', () => {
  it('goes to its own place under its own id, signed like a file', async () => {
    const asked: OutgoingRequest[] = [];
    const channel = https.open(channelTools({ status: 202, text: '' }, asked), {});
    expect(await channel.recall?.(outgoingFile({ messageId: 'R1' }), paymentCause)).toBe('received');
    expect(asked).toMatchObject([
      {
        ...{ operation: 'payment-recall', method: 'POST', path: '/payments/camt055', body: '<Document/>' },
        headers: { 'idempotency-key': 'R1', 'x-jws-signature': 'head..signature' },
      },
    ]);
  });

  it.each([
    [200, ['<r/>']],
    [404, []],
    [503, []],
  ])('has the bank’s word of an answer %s: %j', async (status, texts) => {
    const asked: OutgoingRequest[] = [];
    const channel = https.open(channelTools({ status, text: '<r/>' }, asked), {});
    expect(await channel.recallAnswers?.('R1', paymentCause)).toEqual(texts);
    expect(asked).toMatchObject([{ operation: 'recall-answer', method: 'GET', path: '/payments/R1/camt029' }]);
  });

  it('is no word when nobody answers', async () => {
    const channel = https.open(channelTools(undefined), {});
    expect(await channel.recall?.(outgoingFile(), paymentCause)).toBe('unknown');
    expect(await channel.recallAnswers?.('R1', paymentCause)).toEqual([]);
  });
});

describe('the fingerprint of a host key', () => {
  it('is what OpenSSH shows', () => {
    expect(fingerprintOf(Buffer.from('abc'))).toBe('SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0');
  });
});
