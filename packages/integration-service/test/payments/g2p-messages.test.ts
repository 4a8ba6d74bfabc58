import { G2P_DISBURSE, G2P_FORMAT, g2pDisburse } from '@interlink/domain/payments/formats/g2p-disburse';
import fc from 'fast-check';
import { aFile, aLine } from '../../../domain/test/payments/builders.js';
import { formatOf, mediaOf, openFormats } from '../../src/payments/formats.js';
import { hashesOf } from '../../src/payments/read-back.js';
import { readG2pDisburse } from '../../src/payments/readers/g2p-disburse.js';
import { readG2pStatus } from '../../src/payments/readers/g2p-status.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';
import { expectApprovedHashes, expectSealToBreak } from './sealed-text.js';

const lines = ['e1', 'e2', 'e3'].map((entitlementId) => aLine({ entitlementId }));
const sealed = g2pDisburse(aFile(), lines);
const sealedHashes = (text: string) => hashesOf(() => readG2pDisburse(text), aFile(), lines);

describe('a disburse message is read again before it is sealed', () => {
  it('A1.5: to the very hashes that were approved', () => {
    expectApprovedHashes(sealedHashes(sealed), lines);
  });

  it('A1.5: and any other letter in it breaks the seal', () => {
    expectSealToBreak(sealed, sealedHashes, /^[ -~]$/);
  });

  it.each([
    ['another payer on one line', sealed.replace('0001112223334', '0001112223335')],
    ['another day on one line', sealed.replace('2026-11-26', '2026-11-27')],
    ['another time of day', sealed.replaceAll('T00:00:00Z', 'T01:00:00Z')],
    ['an account that became a wallet', sealed.replaceAll('account:0110', 'mobile:0110')],
    ['a member more', sealed.replace('"purpose"', '"fee":"1","purpose"')],
    ['no JSON', sealed.slice(0, -1)],
  ])('A1.5: is no message of ours with %s', (_what, text) => {
    expect(() => readG2pDisburse(text)).toThrow(UnreadableMessage);
  });

  it('is a format by name, told apart by its id', () => {
    const formats = openFormats({ formats: {}, maxLinesPerFile: 10 }, new Map());
    expect(formats.get(G2P_FORMAT)?.id).toBe(G2P_DISBURSE);
    expect(mediaOf(G2P_DISBURSE)).toEqual({ contentType: 'application/json', extension: 'json' });
    const way = { send: () => Promise.resolve('unknown' as const), reports: () => Promise.resolve([]) };
    const channels = new Map([['g2p-connect', { ...way, format: G2P_FORMAT }]]);
    expect(formatOf({ formats, channels }, 'g2p-connect').id).toBe(G2P_DISBURSE);
  });
});

const header = { message_id: 'm-1', message_ts: '2026-11-24T08:00:00Z', action: 'on-disburse', status: 'succ' };
const item = (over: object = {}) => ({
  ...{ reference_id: 'I1', timestamp: '2026-11-24T10:00:00+03:00', status: 'succ' },
  ...over,
});
const told = (items: readonly object[], over: object = {}) =>
  JSON.stringify({ header: { ...header, ...over }, message: { transaction_id: 'M1', disbursements_status: items } });

describe('what is told of a disbursement is a status report', () => {
  it('A2: by line, with the time of each and its reason as ISO 20022 has it', () => {
    const items = [item(), item({ reference_id: 'I2', status: 'rjct', status_reason_code: 'rjct.payee_fa.invalid' })];
    expect(readG2pStatus(told(items))).toEqual({
      ...{ id: 'm-1', createdAt: '2026-11-24T08:00:00.000Z', originalMessageId: 'M1' },
      lines: [
        { instrId: 'I1', status: 'ACSC', at: '2026-11-24T07:00:00.000Z', amount: undefined },
        { instrId: 'I2', status: 'RJCT', reason: 'AC01', at: '2026-11-24T07:00:00.000Z', amount: undefined },
      ],
    });
  });

  it('A2: when it was asked for, too', () => {
    const txn_status = { transaction_id: 'M1', disbursements_status: [item()] };
    const message = { transaction_id: 'q-1', txnstatus_response: { txn_type: 'disburse', txn_status } };
    expect(readG2pStatus(JSON.stringify({ header, message })).originalMessageId).toBe('M1');
  });

  it.each([
    ['a word that nobody knows', { status: 'paid' }, 'paid'],
    ['a word of ISO 20022, which it does not speak', { status: 'ACSC' }, 'ACSC'],
    [
      'a success of an account that is not there',
      { status_reason_code: 'succ.fa.not_found' },
      'succ succ.fa.not_found',
    ],
  ])('A2: but for %s, which says nothing of its payment and is kept as it was said', (_what, over, unknown) => {
    const { lines } = readG2pStatus(told([item(over), item({ reference_id: 'I2' })]));
    expect(lines).toMatchObject([
      { instrId: 'I1', unknown },
      { instrId: 'I2', status: 'ACSC' },
    ]);
    expect(lines[0]?.status).toBeUndefined();
  });

  it('R5: as a whole only when it is rejected and names no line; a duplicate rejects nothing', () => {
    const whole = (code?: string) => readG2pStatus(told([], { status: 'rjct', status_reason_code: code }));
    expect(whole('rjct.payer_fa.invalid')).toMatchObject({ groupStatus: 'RJCT', groupReason: 'AC09' });
    expect(whole('rjct.message_id.duplicate')).toMatchObject({ groupStatus: 'PDNG' });
    expect(readG2pStatus(told([item()], { status: 'rjct' })).groupStatus).toBeUndefined();
    expect(readG2pStatus(told([])).groupStatus).toBeUndefined();
  });

  it.each([
    ['one payment twice', told([item(), item({ status: 'rjct' })])],
    ['a time without a zone', told([item({ timestamp: '2026-11-24T10:00:00' })])],
    ['a message without a time', told([item()], { message_ts: 'soon' })],
    ['a number for an id', told([item({ reference_id: 7 })])],
    ['no list', JSON.stringify({ header, message: { transaction_id: 'M1' } })],
    ['no JSON', told([item()]).slice(0, -1)],
    ['nothing', ''],
    ['too many brackets', '['.repeat(100_000)],
  ])('S17: is not read with %s', (_what, text) => {
    expect(() => readG2pStatus(text)).toThrow(UnreadableMessage);
  });

  it('S17: is read or is unreadable, whatever was changed in it; nothing else ever comes out', () => {
    const whole = told([item()]);
    const spoilt = fc.record({ at: fc.nat(whole.length), cut: fc.nat(30), put: fc.string({ maxLength: 12 }) });
    fc.assert(
      fc.property(spoilt, ({ at, cut, put }) => {
        try {
          readG2pStatus(whole.slice(0, at) + put + whole.slice(at + cut));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableMessage);
        }
      }),
      { numRuns: 500 },
    );
  });
});
