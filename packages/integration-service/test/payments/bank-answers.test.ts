import { Type } from 'typebox';
import { openOutgoing } from '../../src/interconnection/outgoing.js';
import { OutgoingError } from '../../src/interconnection/service.js';
import { aboutAccount, fetchJson, fetchText, readMessage } from '../../src/payments/bank-answers.js';
import type { PaymentsContext } from '../../src/payments/policy.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';
import { startFakePartner } from '../interconnection/fake-partner.js';
import { paymentCause } from './channel-kit.js';

const List = Type.Object({ ids: Type.Array(Type.String()) });
const question = { operation: 'statements', path: '/x', actor: paymentCause.actor, subjectId: aboutAccount('0001234') };

/** A bank that answers so; `told` is what whoever runs the service reads in the log. */
function bankThat(answer: () => { readonly status: number; readonly text: string }) {
  const told: object[] = [];
  const request = async () => {
    const { status, text } = answer();
    return { status, headers: {}, bytes: Buffer.from(text) };
  };
  const log = { error: (_text: string, fields: object) => told.push(fields) };
  const context = { bank: { id: 'bank-payments', outgoing: { request } }, platform: { log } };
  return { context: context as unknown as PaymentsContext, told };
}

describe('what the bank answers', () => {
  it('names of an account its end alone', () => {
    expect(question.subjectId).toBe('account:1234');
  });

  it('is taken when it is what was asked for', async () => {
    const { context, told } = bankThat(() => ({ status: 200, text: '{"ids":["S1"]}' }));
    expect(await fetchJson(context, question, List)).toEqual({ ids: ['S1'] });
    expect(told).toEqual([]);
  });

  it.each(['', '<html>', '{"ids":["S1"]', 'null', '[]', '{"ids":[1]}', '{"ids":{"__proto__":[]}}'])(
    'S16: throws nothing and is told when it is %j: what comes after it is read all the same',
    async (text) => {
      const { context, told } = bankThat(() => ({ status: 200, text }));
      expect(await fetchJson(context, question, List)).toBeUndefined();
      expect(told).toEqual([{ partner: 'bank-payments', operation: 'statements', kind: 'not as expected' }]);
    },
  );

  it.each<[string, () => { status: number; text: string }]>([
    ['has nothing', () => ({ status: 404, text: '{"ids":[]}' })],
    [
      'is not reached',
      () => {
        throw new OutgoingError('unreachable');
      },
    ],
  ])('is nothing, and nothing to tell, when it %s', async (_why, answer) => {
    const { context, told } = bankThat(answer);
    expect([await fetchJson(context, question, List), await fetchText(context, question)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(told).toEqual([]);
  });

  it('A1.6: is read whole when it is as large as the report of a full file', async () => {
    const report = 'x'.repeat(8 * 1_048_576);
    const server = await startFakePartner(() => ({ body: report }));
    const destination = {
      partner: 'bank',
      url: server.url,
      timeoutMs: 60_000,
      connections: 1,
      allowPrivateAddresses: true,
    };
    const outgoing = openOutgoing(destination, { now: Date.now, record: () => Promise.resolve() });
    const { context, told } = bankThat(() => ({ status: 500, text: '' }));
    const bank = { ...context.bank, outgoing };
    expect((await fetchText({ ...context, bank } as PaymentsContext, question))?.length).toBe(report.length);
    expect(told).toEqual([]);
    await outgoing.close();
    await server.close();
  });

  it('is told when it is too large to be read, for it will be the next time too', async () => {
    const { context, told } = bankThat(() => {
      throw new OutgoingError('too-large');
    });
    expect(await fetchText(context, question)).toBeUndefined();
    expect(told).toEqual([{ partner: 'bank-payments', operation: 'statements' }]);
  });

  it('hides no fault of ours', async () => {
    const broken = bankThat(() => {
      throw new TypeError('a defect');
    });
    await expect(fetchJson(broken.context, question, List)).rejects.toThrow('a defect');
    const read = () => {
      throw new TypeError('a defect');
    };
    expect(() => readMessage(broken.context, 'statement', read)).toThrow('a defect');
    const unreadable = () => {
      throw new UnreadableMessage('several statements');
    };
    expect(readMessage(broken.context, 'statement', unreadable)).toBeUndefined();
    expect(broken.told).toMatchObject([{ operation: 'statement', kind: 'several statements' }]);
  });
});
