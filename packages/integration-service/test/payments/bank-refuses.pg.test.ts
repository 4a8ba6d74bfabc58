import { request } from 'node:https';
import { pain00100109 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { detachedJws } from '../../src/payments/signing.js';
import { openPaymentsKit, type PaymentsKit } from './payments-kit.js';

const xml = [...pain00100109(aFile(), [aLine()])].join('');

/** Leaves and branches without which the public schema takes no message. */
const MANDATORY = [
  'GrpHdr', 'MsgId', 'CreDtTm', 'InitgPty', 'PmtInf', 'PmtInfId', 'PmtMtd', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt',
  'CdtTrfTxInf', 'PmtId', 'EndToEndId', 'Amt', 'InstdAmt',
]; // prettier-ignore

describe('the bank, which knows nothing of how the file was made', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit();
  }, 120_000);
  afterAll(() => kit.close());

  const send = async (body: string, signed = body) => {
    const { bank, keys } = { bank: kit.interconnection.partner('bank-payments'), keys: kit.interconnection.keys };
    const headers = {
      'content-type': 'application/xml',
      'idempotency-key': aFile().messageId,
      'x-jws-signature': await detachedJws(keys.signing, Buffer.from(signed)),
    };
    const cause = { actor: kit.maker.actor, subjectId: 'test' };
    const sent = {
      operation: 'payment-file',
      method: 'POST',
      path: '/payments/pain001',
      headers,
      body,
      cause,
    } as const;
    return (await bank.outgoing.request(sent)).status;
  };

  it.each(MANDATORY)('I11: refuses a file without %s', async (name) => {
    const without = xml.replace(new RegExp(`<${name}[ >].*?</${name}>`, 's'), '');
    expect(without).not.toBe(xml);
    expect(await send(without)).toBe(400);
  });

  it('refuses a file of which one byte is not what was signed', async () => {
    expect(await send(xml.replace('2000.00', '2000.01'), xml)).toBe(401);
  });

  it('I11: takes the file as it is made, once', async () => {
    expect([await send(xml), await send(xml)]).toEqual([202, 202]);
  });

  it('S15: talks to nobody without a certificate of its authority', async () => {
    const answer = new Promise((resolve, reject) => {
      request(`${kit.bankUrl}/payments/x/pain002`, { rejectUnauthorized: false }, resolve).on('error', reject).end();
    });
    await expect(answer).rejects.toThrow();
  });
});
