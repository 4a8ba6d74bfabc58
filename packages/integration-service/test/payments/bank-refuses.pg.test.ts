import { request } from 'node:https';
import { pain00100109 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { detachedJws } from '../../src/payments/signing.js';
import { openPaymentsKit, type PaymentsKit } from './payments-kit.js';

// Not a measure of speed: a busy machine may take long.
jest.setTimeout(120_000);

const xml = Buffer.from(pain00100109(aFile(), [aLine()])).toString('latin1');

/** Every field that we promise, by the part of the message that holds it. */
const MANDATORY: Readonly<Record<string, string>> = {
  CstmrCdtTrfInitn: 'GrpHdr PmtInf',
  GrpHdr: 'MsgId CreDtTm NbOfTxs CtrlSum InitgPty Id',
  PmtInf:
    'PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum PmtTpInf SvcLvl CtgyPurp ReqdExctnDt Dbtr DbtrAcct Ccy DbtrAgt ChrgBr CdtTrfTxInf',
  CdtTrfTxInf: 'PmtId InstrId EndToEndId UETR Amt InstdAmt CdtrAgt Cdtr CdtrAcct SchmeNm Purp RmtInf',
};
const dropped = Object.entries(MANDATORY).flatMap(([parent, names]) =>
  names.split(' ').map((name) => [`${parent}/${name}`, without(parent, name)] as const),
);

function without(parent: string, name: string): string {
  const start = xml.indexOf(`<${parent}>`) + parent.length + 2;
  const head = xml.slice(0, start);
  return head + xml.slice(start).replace(new RegExp(`<${name}[ >].*?</${name}>`, 's'), '');
}

/** What is there and yet not what we promise. */
const changed = (
  [
    ['another MsgId', /<MsgId>M/, '<MsgId>N'],
    ['a count too high', /<NbOfTxs>1</, '<NbOfTxs>2<'],
    ['a sum that is a cent off', /<CtrlSum>2000.00/, '<CtrlSum>2000.01'],
    ['a block that counts otherwise', /(<PmtInf>.*?<NbOfTxs>)1</s, '$12<'],
    ['a block that sums otherwise', /(<PmtInf>.*?<CtrlSum>)2000.00/s, '$11999.99'],
    ['a cheque', /TRF/, 'CHK'],
    ['a booking in one sum', /<BtchBookg>false/, '<BtchBookg>true'],
    ['a service level that is none', /NURG/, 'XXXX'],
    ['a category purpose outside the list', /(<CtgyPurp><Cd>)SSBE/, '$1BENE'],
    ['shared charges', /<ChrgBr>\w+/, '<ChrgBr>SHAR'],
    ['an account in another currency', /(<Ccy>)KES/, '$1USD'],
    ['a day that is none', /<Dt>\d{4}-\d\d-\d\d/, '<Dt>2026-02-30'],
    ['an amount of nothing', /(Ccy="KES">)2000.00/, '$10.00'],
    ['an amount with three digits', /(Ccy="KES">)2000.00/, '$12000.000'],
    ['a line in another currency', /<InstdAmt Ccy="KES"/, '<InstdAmt Ccy="USD"'],
    ['a UETR in capitals', /<UETR>[^<]*/, '<UETR>0B1F4C9E-2A77-4C3D-8E51-3A0E6C2D9B10'],
    ['an account scheme of its own', /<Cd>BBAN/, '<Cd>CUID'],
    ['a second payment information block', /(<PmtInf>.*<\/PmtInf>)/s, '$1$1'],
  ] as const
).map(([what, from, to]) => [what, xml.replace(from, to)] as const);

describe('IBR-031: the bank, which knows nothing of how the file was made', () => {
  let kit: PaymentsKit;
  beforeAll(async () => {
    kit = await openPaymentsKit();
  }, 120_000);
  afterAll(() => kit.close());

  const send = async (body: string, signed = body, over: Readonly<Record<string, string>> = {}) => {
    const { bank, keys } = { bank: kit.interconnection.partner('bank-payments'), keys: kit.interconnection.keys };
    const headers = {
      'content-type': 'application/xml',
      'idempotency-key': aFile().messageId,
      'x-jws-signature': await detachedJws(keys.signing, Buffer.from(signed)),
      ...over,
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

  it.each(dropped)('I11: refuses a file without %s', async (_name, file) => {
    expect(file).not.toBe(xml);
    expect(await send(file)).toBe(400);
  });

  it.each(changed)('I11: refuses a file with %s', async (_what, file) => {
    expect(file).not.toBe(xml);
    expect(await send(file)).toBe(400);
  });

  it('refuses a file of which one byte is not what was signed, or that nobody signed', async () => {
    expect(await send(xml.replace('2000.00', '2000.01'), xml)).toBe(401);
    expect(await send(xml, xml, { 'x-jws-signature': '' })).toBe(401);
  });

  it('S15: refuses an encrypted file when it has no key to open it', async () => {
    expect(await send('a.b.c.d.e', xml, { 'content-type': 'application/jose' })).toBe(400);
  });

  it('refuses a file under another key of idempotency than its message id', async () => {
    expect(await send(xml, xml, { 'idempotency-key': 'another' })).toBe(400);
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
