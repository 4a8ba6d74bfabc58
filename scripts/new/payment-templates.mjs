/** Begins as what it must be when it understands nothing: of no file does anybody know that it arrived. */
export const channel = {
  source: (id, name) => `import { Type } from 'typebox';
import { OutgoingError } from '../../interconnection/service.js';
import type { PaymentChannel } from './channel.js';

/** Sends files to ... by ... . */
export const ${name}: PaymentChannel = {
  id: '${id}',
  settings: Type.Object({}, { additionalProperties: false }),
  open: ({ bank }) => ({
    async send({ messageId, text, contentType }, cause) {
      try {
        // The message id must make a second sending fail on the other side.
        const headers = { 'content-type': contentType, 'idempotency-key': messageId };
        const request = { operation: 'payment-file', method: 'POST', path: '/files', headers, body: text, cause } as const;
        await bank.outgoing.request(request);
        // Read the answer here. What is not understood is unknown: then nothing is ever sent again.
        return 'unknown';
      } catch (thrown) {
        if (!(thrown instanceof OutgoingError)) throw thrown;
        return 'unknown';
      }
    },
    // Fetch status reports (pain.002) here.
    reports: () => Promise.resolve([]),
  }),
};
`,
  test: (id, name) => `import { ${name} } from '../../src/payments/channels/${id}.js';
import { channelTools, outgoingFile, paymentCause } from './channel-kit.js';

describe('the payment channel ${id}', () => {
  it.each([[200], [500]])('does not say that a file arrived when the bank answers %s in words that it does not know', async (status) => {
    const channel = ${name}.open(channelTools({ status, text: 'sorry' }), {});
    expect(await channel.send(outgoingFile(), paymentCause)).toBe('unknown');
  });

  it('has no report where there is none', async () => {
    const channel = ${name}.open(channelTools({ status: 404, text: '' }), {});
    expect(await channel.reports('M1', paymentCause)).toEqual([]);
  });
});
`,
};
