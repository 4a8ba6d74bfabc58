import type { PartnerGet, PartnerPost } from '@interlink/contracts/interconnection/partner-port';
import { GOVSTACK_BATCH, GOVSTACK_FORMAT, govstackBatch } from '@interlink/domain/payments/formats/govstack-batch';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { OutgoingError, type Partner } from '../../src/interconnection/service.js';
import { paymentHub } from '../../src/payments/channels/payment-hub.js';
import { mediaOf, openFormats } from '../../src/payments/formats.js';
import { hashesOf } from '../../src/payments/read-back.js';
import { readGovstackBatch } from '../../src/payments/readers/govstack-batch.js';
import { readHubAnswers } from '../../src/payments/readers/hub-status.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';
import { saysTheSame } from '../../src/payments/restated.js';
import { channelTools, outgoingFile, paymentCause } from './channel-kit.js';
import { expectApprovedHashes, expectSealToBreak } from './sealed-text.js';

const lines = ['e1', 'e2', 'e3'].map((entitlementId) => aLine({ entitlementId }));
const sealed = govstackBatch(aFile(), lines);
const sealedHashes = (text: string, of = lines) => hashesOf(() => readGovstackBatch(text), aFile(), of);

describe('a bulk list is read again before it is sealed', () => {
  it('A1.5: to the very hashes that were approved, by the beginnings of ids', () => {
    expectApprovedHashes(sealedHashes(sealed), lines);
  });

  it('A1.5: and any other letter in it breaks the seal', () => {
    expectSealToBreak(sealed, sealedHashes, /^[!-~]$/);
  });

  it('A1.5: two ids that begin alike seal nothing', () => {
    const [one] = lines;
    const twin = aLine({ entitlementId: 'e9', instrId: `${one?.instrId.slice(0, 20)}${'f'.repeat(13)}` });
    const both = one ? [one, twin] : [];
    const seal = () => sealedHashes(govstackBatch(aFile(), both), both);
    expect(seal).toThrow(expect.objectContaining({ code: 'payments.seal-differs' }));
  });

  it.each([
    ['another payer on one line', sealed.replace('0001112223334', '0001112223335')],
    ['another mode', sealed.replace('"ACCOUNT"', '"VOUCHER"')],
    ['a party more', sealed.replace('{"key":"agent"', '{"key":"x","value":"y"},{"key":"agent"')],
    ['its payments on one line', sealed.replaceAll('\n', '')],
    ['no payment', '[]'],
    ['no JSON', sealed.slice(0, -3)],
  ])('A1.5: is no list of ours with %s', (_what, text) => {
    expect(() => readGovstackBatch(text)).toThrow(UnreadableMessage);
  });

  it('is a format by name, told apart by its id', () => {
    const formats = openFormats({ formats: {}, maxLinesPerFile: 10 }, new Map());
    expect(formats.get(GOVSTACK_FORMAT)?.id).toBe(GOVSTACK_BATCH);
    expect(mediaOf(GOVSTACK_BATCH)).toEqual({ contentType: 'application/json', extension: 'json' });
  });
});

const summary = (over: object = {}) => ({
  ...{ batchId: 'b-1', requestId: 'M0123456789abcdef012', total: 3, successful: 1, ongoing: 1, failed: 1 },
  ...{ totalAmount: 6000.5, successfulAmount: 2000, pendingAmount: 2000.25, failedAmount: 2000.25 },
  generatedAt: '2026-11-24T08:00:00Z',
  ...over,
});
const transfers = [
  { requestId: 'I1', status: 'COMPLETED', amount: 2000, completedAt: '2026-11-24T10:00:00+03:00' },
  { requestId: 'I2', status: 'ONGOING', amount: 2000.25 },
  { requestId: 'I3', status: 'FAILED', amount: 2000.25, errorCode: '3204' },
];
const answers = (over: object = {}, pages: readonly (readonly object[])[] = [transfers]) =>
  JSON.stringify({
    messageId: 'M1',
    summary: JSON.stringify(summary(over)),
    details: pages.map((content, at) => JSON.stringify({ content, last: at === pages.length - 1 })),
  });

describe('what a hub answers about a batch is a status report', () => {
  it('A3: with the totals that are held against the seal, and each payment by its id', () => {
    expect(readHubAnswers(answers(), 'KES')).toEqual({
      ...{ id: 'b-1:2026-11-24T08:00:00.000Z', createdAt: '2026-11-24T08:00:00.000Z', originalMessageId: 'M1' },
      ...{ originalCount: 3, originalSum: '6000.50' },
      lines: [
        { instrId: 'I1', status: 'ACSC', at: '2026-11-24T07:00:00.000Z', amount: '2000' },
        { instrId: 'I2', status: 'PDNG', at: undefined, amount: '2000.25' },
        { instrId: 'I3', status: 'RJCT', reason: 'AC01', at: undefined, amount: '2000.25' },
      ],
    });
    expect(readHubAnswers(answers({}, [transfers.slice(0, 2), transfers.slice(2)]), 'KES').lines).toHaveLength(3);
  });

  it.each([{ successful: 2 }, { ongoing: 0 }, { totalAmount: 6000 }, { failedAmount: 0 }])(
    'A3: totals that do not add up (%j) differ from every seal',
    (over) => {
      expect(readHubAnswers(answers(over), 'KES').originalCount).toBe(-1);
    },
  );

  it('A3: keeps a word that nobody knows as it was said, and reads the rest', () => {
    const [first, ...others] = transfers;
    const { lines } = readHubAnswers(answers({}, [[{ ...first, status: 'PAID' }, ...others]]), 'KES');
    expect(lines.map(({ status, unknown }) => status ?? `?${unknown}`)).toEqual(['?PAID', 'PDNG', 'RJCT']);
  });

  it.each([
    ['payments missing', answers({}, [transfers.slice(1)])],
    ['a payment more', answers({}, [[...transfers, { ...transfers[0], requestId: 'I4' }]])],
    ['a payment twice', answers({}, [[...transfers.slice(1), ...transfers.slice(1, 2)]])],
    ['an amount of more digits than the currency has', answers({ totalAmount: 6000.501 })],
    ['an amount beyond all', answers({ totalAmount: 1e21 })],
    ['a time without a zone', answers({ generatedAt: '2026-11-24T08:00:00' })],
    ['a count below nothing', answers({ failed: -1 })],
    ['no summary', JSON.stringify({ messageId: 'M1', summary: '<html>', details: ['{}'] })],
    ['no JSON', answers().slice(1)],
  ])('S17: is not read with %s', (_what, text) => {
    expect(() => readHubAnswers(text, 'KES')).toThrow(UnreadableMessage);
  });

  it('R2: says the same again in another order and at another time, and not when a word differs', () => {
    const one = readHubAnswers(answers(), 'KES');
    const later = readHubAnswers(answers({ generatedAt: '2026-11-24T09:00:00Z' }, [[...transfers].reverse()]), 'KES');
    expect(saysTheSame(one, later)).toBe(true);
    const other = transfers.map((each) => ({ ...each, status: 'COMPLETED' }));
    expect(saysTheSame(one, readHubAnswers(answers({}, [other]), 'KES'))).toBe(false);
  });
});

type Asked = (PartnerGet | PartnerPost) & { readonly method: string };

/** The channel to a hub that gives these answers, one after the other; none at the end. */
function openWay(replies: readonly { readonly status?: number; readonly body: unknown }[], over: object = {}) {
  const asked: Asked[] = [];
  const tools = channelTools(undefined);
  const waiting = [...replies];
  const answer = (one: Asked) => {
    asked.push(one);
    const next = waiting.shift();
    if (!next) return Promise.reject(new OutgoingError('timed-out'));
    const text = typeof next.body === 'string' ? next.body : JSON.stringify(next.body);
    return Promise.resolve({ status: next.status ?? 200, headers: {}, bytes: Buffer.from(text) });
  };
  const partner = {
    ...{ id: 'payment-hub', outgoing: { skew: () => undefined } },
    post: (post: PartnerPost) => answer({ method: 'POST', ...post }),
    get: (get: PartnerGet) => answer({ method: 'GET', ...get }),
  };
  const settings = {
    partner: 'payment-hub',
    headers: 'govstack',
    tenant: 't',
    programme: 'p',
    institution: 'i',
  } as const;
  const way = paymentHub.open({ ...tools, partner: () => partner as unknown as Partner }, { ...settings, ...over });
  return { way, asked, alarms: tools.alarms };
}
const file = outgoingFile({ messageId: aFile().messageId, text: sealed, contentType: 'application/json' });

describe('a payment hub', () => {
  it.each([
    ['govstack', {}, ['x-program-id', 'x-registering-institution-id'], 'raw'],
    ['payment-hub', { format: 'hub-csv' }, ['x-programid', 'x-registering-institutionid'], 'csv'],
  ])('A3: is sent the sealed list once, under the names of %s', async (headers, over, names, type) => {
    const { way, asked } = openWay([{ status: 202, body: { batchId: 'b-1' } }], { headers, ...over });
    expect(await way.send(file, paymentCause)).toBe('received');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: `/batchtransactions?type=${type}`, body: sealed });
    expect(asked[0]?.headers).toMatchObject({
      ...{ 'x-correlationid': aFile().messageId.slice(0, 20), 'platform-tenantid': 't', type },
      ...{ [names[0] ?? '']: 'p', [names[1] ?? '']: 'i', 'x-jws-signature': 'head..signature' },
    });
  });

  it.each([
    ['names where to ask', 'received', [{ status: 202, body: { PollingPath: '/batch/Summary/b-1' } }]],
    ['says why not', 'refused', [{ status: 400, body: { errorCode: 'headers' } }]],
    ['has another of that id', 'unknown', [{ status: 409, body: { errorCode: 'duplicate' } }]],
    ['answers by a page for people', 'unknown', [{ body: '<html>' }]],
    ['names no batch', 'unknown', [{ status: 202, body: {} }]],
    ['is hidden behind somebody who refuses', 'unknown', [{ status: 403, body: '<html>' }]],
    ['fails', 'unknown', [{ status: 500, body: { errorCode: 'x' } }]],
    ['is busy', 'unknown', [{ status: 429, body: { errorCode: 'x' } }]],
    ['is silent', 'unknown', []],
  ])('R4: that %s: the file is %s', async (_what, outcome, replies) => {
    const { way, asked } = openWay(replies);
    expect(await way.send(file, paymentCause)).toBe(outcome);
    expect(asked).toHaveLength(1);
  });

  const found = { body: { link: '/batch/Summary/b-1' } };
  const page = (last: boolean) => ({ body: { content: transfers, last } });

  it('A3: is asked for the batch of our id, its totals, and each page of its payments', async () => {
    const messageId = 'M0123456789abcdef0123456789abcdef';
    const { way, asked } = openWay([found, { body: summary() }, page(false), page(true)]);
    const [text, ...others] = await way.reports(messageId, paymentCause);
    expect([JSON.parse(text ?? '').messageId, JSON.parse(text ?? '').details.length, others]).toEqual([
      messageId,
      2,
      [],
    ]);
    expect(asked.map(({ path }) => path)).toEqual([
      '/responses/M0123456789abcdef012',
      '/batch/Summary/b-1',
      '/batch/detail?batchId=b-1&pageNo=0&pageSize=500',
      '/batch/detail?batchId=b-1&pageNo=1&pageSize=500',
    ]);
  });

  it.each([
    ['knows no such batch', [{ status: 404, body: {} }], []],
    ['leads elsewhere', [{ body: { link: 'https://evil.example/batch/Summary/b-1' } }], []],
    ['leads up the path', [{ body: { link: '/batch/Summary/../../secrets' } }], []],
    ['breaks off before the totals', [found], []],
    ['breaks off between pages', [found, { body: summary() }, page(false)], []],
    ['answers a page by something else', [found, { body: summary() }, { body: '<html>' }], []],
    ['tells of another batch', [found, { body: summary({ batchId: 'b-2' }) }], ['hub-answer-about-another-batch']],
    ['tells of another request', [found, { body: summary({ requestId: 'x' }) }], ['hub-answer-about-another-batch']],
  ])('S16: that %s reports nothing', async (_what, replies, told) => {
    const { way, alarms } = openWay(replies);
    expect(await way.reports('M0123456789abcdef0123456789abcdef', paymentCause)).toEqual([]);
    expect(alarms).toEqual(told);
  });
});
