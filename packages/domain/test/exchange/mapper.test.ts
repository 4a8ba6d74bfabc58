import type { MapperAnswerEnvelope, MapperAnswerItem } from '@interlink/contracts/exchange/mapper';
import { MapperLinkEnvelope, MapperResolveEnvelope } from '@interlink/contracts/exchange/mapper';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { isSameAccount, readAddress, toAddress } from '../../src/exchange/mapper/address.js';
import { readLinkAnswer, readResolveAnswer } from '../../src/exchange/mapper/answer.js';
import { mapperLinkMessage, mapperResolveMessage } from '../../src/exchange/mapper/messages.js';

const identity = {
  ...{ messageId: 'm-1', transactionId: 't-1', referenceId: 'r-1', at: '2026-11-24T08:00:00Z' },
  ...{ senderId: 'interlink', senderUri: 'https://mis.example.org/dci', receiverId: 'mapper' },
};
const asked = { transactionId: 't-1', referenceId: 'r-1', askedBy: 'interlink', askedOf: 'mapper' };

describe('an address of a mapper', () => {
  it('is written as type, value and provider', () => {
    expect(toAddress({ type: 'uin', value: '880012', provider: 'nid' })).toBe('uin:880012@nid');
    expect(readAddress('mobile:0700@mno')).toEqual({ type: 'mobile', value: '0700', provider: 'mno' });
  });

  it('loses the gaps that people write into numbers', () => {
    expect(toAddress({ type: 'account', value: '0110 0152 872', provider: 'BANK' })).toBe('account:01100152872@BANK');
  });

  it.each([
    { type: '', value: '1', provider: 'p' },
    { type: 't', value: '', provider: 'p' },
    { type: 't', value: '1', provider: '' },
    { type: 't', value: 'a@b', provider: 'p' },
    { type: 't:u', value: '1', provider: 'p' },
    { type: 't', value: '1', provider: 'p@q' },
  ])('is not made of %j', (parts) => {
    expect(toAddress(parts)).toBeUndefined();
  });

  it.each(['', 'uin', 'uin:1', '1@nid', 'uin:@nid', ':1@nid', 'uin:1@', 'a:b:c@d'])('is not read from "%s"', (text) => {
    expect(readAddress(text)).toBeUndefined();
  });

  const part = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[^:@\s]+$/.test(text));
  it('comes back as it was written, whatever its parts', () => {
    fc.assert(
      fc.property(part, part, part, (type, value, provider) => {
        const address = toAddress({ type, value, provider });
        expect(address && readAddress(address)).toEqual({ type, value, provider });
      }),
    );
  });

  it('leads to one account whatever the type is called, and in capitals or not', () => {
    expect(isSameAccount('account:KE01@bank', 'iban:ke01@BANK')).toBe(true);
    expect(isSameAccount('account:1@bank', 'account:2@bank')).toBe(false);
    expect(isSameAccount('account:1@bank', 'account:1@other')).toBe(false);
    expect(isSameAccount('nonsense', 'nonsense')).toBe(false);
  });

  it('is compared alike from both sides, and equals itself', () => {
    const address = fc.tuple(part, part, part).map(([type, value, provider]) => `${type}:${value}@${provider}`);
    fc.assert(
      fc.property(address, address, (a, b) => {
        expect(isSameAccount(a, b)).toBe(isSameAccount(b, a));
        expect(isSameAccount(a, a)).toBe(true);
      }),
    );
  });
});

describe('a message to a mapper', () => {
  const link = { id: 'uin:880012@nid', fa: 'mobile:0700@mno' };

  it('IBR-035: links a person and an account, with what is known of the holder', () => {
    const message = mapperLinkMessage({ ...link, name: 'Ada Okoro', phoneNumber: '+100700' }, identity);
    expect(message.message.link_request).toEqual([
      {
        ...{ reference_id: 'r-1', timestamp: identity.at, locale: 'eng' },
        ...{ ...link, name: 'Ada Okoro', phone_number: '+100700' },
      },
    ]);
    expect(Value.Check(MapperLinkEnvelope, { signature: 's', ...message })).toBe(true);
  });

  it('says nothing of the holder that is not known', () => {
    const [item] = mapperLinkMessage(link, identity).message.link_request;
    expect(Object.keys(item ?? {}).sort()).toEqual(['fa', 'id', 'locale', 'reference_id', 'timestamp']);
  });

  it('asks whether this is the account, or which one is: then no account is told', () => {
    const yesNo = mapperResolveMessage({ scope: 'yes_no', ...link }, identity);
    const details = mapperResolveMessage({ scope: 'details', id: link.id }, identity);
    expect(yesNo.message.resolve_request[0]).toMatchObject({ ...link, scope: 'yes_no' });
    expect(details.message.resolve_request[0]).not.toHaveProperty('fa');
    for (const message of [yesNo, details]) {
      expect(Value.Check(MapperResolveEnvelope, { signature: 's', ...message })).toBe(true);
    }
  });

  it('is the same message when it is sent again: nothing in it is made anew', () => {
    expect(mapperLinkMessage(link, identity)).toEqual(mapperLinkMessage(link, identity));
  });
});

describe('the answer of a mapper', () => {
  const item = (over: Partial<MapperAnswerItem> = {}): MapperAnswerItem => ({
    reference_id: 'r-1',
    status: 'succ',
    ...over,
  });
  const answer = (items: MapperAnswerItem[], header: object = {}): MapperAnswerEnvelope => ({
    header: { message_id: 'm-9', status: 'succ', sender_id: 'mapper', receiver_id: 'interlink', ...header },
    message: { transaction_id: 't-1', resolve_response: items, link_response: items },
  });
  const resolve = (over: Partial<MapperAnswerItem>) => readResolveAnswer(answer([item(over)]), asked);

  it.each([
    ['succ.fa.active', { kind: 'resolved', active: true }],
    ['succ.id.active', { kind: 'resolved', active: true }],
    ['succ.fa.inactive', { kind: 'resolved', active: false }],
    ['succ.id.inactive', { kind: 'resolved', active: false }],
    ['succ.fa.not_found', { kind: 'unknown', what: 'fa' }],
    ['succ.id.not_found', { kind: 'unknown', what: 'id' }],
    ['succ.fa.not_linked_to_id', { kind: 'not-linked' }],
    ['succ.something.else', { kind: 'refused', why: 'malformed' }],
    [undefined, { kind: 'resolved', active: true }],
  ])('IBR-035: with the code %s is read as %j', (status_reason_code, expected) => {
    expect(resolve({ status_reason_code })).toEqual(expected);
  });

  it('tells which account, and who keeps it', () => {
    const found = resolve({ fa: 'mobile:0700@mno', account_provider_info: { name: 'MNO', code: 'M' } });
    expect(found).toEqual({ kind: 'resolved', active: true, fa: 'mobile:0700@mno', provider: 'MNO' });
    expect(resolve({ fa: '', account_provider_info: null })).toEqual({ kind: 'resolved', active: true });
  });

  it.each([
    [
      { status: 'rjct', status_reason_code: 'rjct.id.invalid' },
      { kind: 'rejected', code: 'rjct.id.invalid' },
    ],
    [{ status: 'rjct' }, { kind: 'rejected', code: 'rjct' }],
    [{ status: 'rcvd' }, { kind: 'unavailable', why: 'timed-out' }],
    [{ status: 'pdng' }, { kind: 'unavailable', why: 'timed-out' }],
    [{ status: 'ok' }, { kind: 'refused', why: 'malformed' }],
  ])('%j is no yes, to a link as to a resolve', (over, expected) => {
    expect(resolve(over)).toEqual(expected);
    expect(readLinkAnswer(answer([item(over)]), asked)).toEqual(expected);
  });

  it('says that a link was made', () => {
    expect(readLinkAnswer(answer([item()]), asked)).toEqual({ kind: 'linked' });
  });

  it.each([
    ['another sender', answer([item()], { sender_id: 'somebody' })],
    ['another receiver', answer([item()], { receiver_id: 'another' })],
    ['another item', answer([item({ reference_id: 'r-2' })])],
    ['two items', answer([item(), item()])],
    ['another transaction', { ...answer([]), message: { transaction_id: 't-2' } }],
  ])('of %s is foreign: none of it is used', (_what, envelope) => {
    expect(readResolveAnswer(envelope, asked)).toEqual({ kind: 'refused', why: 'foreign' });
    expect(readLinkAnswer(envelope, asked)).toEqual({ kind: 'refused', why: 'foreign' });
  });

  it('without an item is a rejection as a whole, or nothing that we understand', () => {
    const rejected = answer([], { status: 'rjct', status_reason_code: 'rjct.version.invalid' });
    expect(readResolveAnswer(rejected, asked)).toEqual({ kind: 'rejected', code: 'rjct.version.invalid' });
    expect(readResolveAnswer(answer([], { status: 'rjct' }), asked)).toEqual({ kind: 'rejected', code: 'rjct' });
    expect(readResolveAnswer(answer([]), asked)).toEqual({ kind: 'refused', why: 'malformed' });
  });

  it('never says that an account is found when it was not said to be', () => {
    const anything = fc.record({
      status: fc.constantFrom('succ', 'rjct', 'pdng', 'rcvd', 'x'),
      status_reason_code: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(anything, (over) => {
        const found = resolve(over);
        if (found.kind !== 'resolved') return;
        expect(over.status).toBe('succ');
        expect([undefined, 'succ.fa.active', 'succ.fa.inactive', 'succ.id.active', 'succ.id.inactive']).toContain(
          over.status_reason_code,
        );
      }),
    );
  });
});
