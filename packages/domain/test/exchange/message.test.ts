import fc from 'fast-check';
import { findHeaderFault, type HeaderExpectation } from '../../src/exchange/message/check-header';
import { acknowledgement, emittedHeader, overallStatus, refusal } from '../../src/exchange/message/emit';
import { repeatedReferences, searchReasonAt, subscribeReasonAt } from '../../src/exchange/message/item-reason';
import { normalise, quirkProfiles } from '../../src/exchange/message/quirks';

const NOW = Date.parse('2026-03-01T09:30:00Z');
const URL_OF_PARTNER = 'https://mis.example/registry/on-search';
const expected = (over: Partial<HeaderExpectation> = {}): HeaderExpectation => ({
  action: 'search',
  otherActions: ['subscribe'],
  isCallback: false,
  senderId: 'mis.example',
  receiverId: 'sr.example',
  strictReceiver: true,
  callbackUrls: [URL_OF_PARTNER],
  items: 1,
  maxItems: 100,
  now: NOW,
  windowMs: 300_000,
  ...over,
});
const header = (over: Record<string, unknown> = {}) => ({
  version: '1.0.0',
  message_id: 'm-1',
  message_ts: '2026-03-01T09:30:00.000Z',
  action: 'search',
  sender_id: 'mis.example',
  sender_uri: URL_OF_PARTNER,
  receiver_id: 'sr.example',
  total_count: 1,
  ...over,
});

describe('the header of a message', () => {
  it('SR-025: is taken when it is of its form and of now', () => {
    expect(findHeaderFault(header(), expected())).toBeUndefined();
    expect(findHeaderFault(header({ version: undefined, sender_uri: undefined }), expected())).toBeUndefined();
  });

  it.each([
    ['another version', { version: '2.0.0' }, {}, 'err.version.not_supported', 'rjct.version.invalid'],
    ['no message id', { message_id: undefined }, {}, 'err.request.bad', undefined],
    ['a message id that is too long', { message_id: 'x'.repeat(256) }, {}, 'err.request.bad', undefined],
    ['a time without zone', { message_ts: '2026-03-01T09:30:00' }, {}, 'err.request.bad', 'rjct.message_ts.invalid'],
    ['no time', { message_ts: undefined }, {}, 'err.request.bad', 'rjct.message_ts.invalid'],
    ['S4: an old time', { message_ts: '2026-03-01T09:20:00Z' }, {}, 'err.request.bad', 'rjct.message_ts.invalid'],
    ['a time to come', { message_ts: '2026-03-01T09:40:00Z' }, {}, 'err.request.bad', 'rjct.message_ts.invalid'],
    ['an action of another place', { action: 'dance' }, {}, 'err.request.bad', 'rjct.action.invalid'],
    ['an action not served', { action: 'subscribe' }, {}, 'err.request.bad', 'rjct.action.not_supported'],
    ['another sender than the credentials', { sender_id: 'other' }, {}, 'err.sender_id.invalid', undefined],
    ['no sender', { sender_id: undefined }, {}, 'err.sender_id.invalid', undefined],
    ['another receiver', { receiver_id: 'other' }, {}, 'err.receiver_id.invalid', undefined],
    [
      'S16: a callback url that is not registered',
      { sender_uri: 'https://evil.example/' },
      {},
      'err.sender_uri.invalid',
      undefined,
    ],
    ['a count that is not the number of items', { total_count: 2 }, {}, 'err.request.bad', 'rjct.total_count.invalid'],
    ['a count as text', { total_count: '1' }, {}, 'err.request.bad', 'rjct.total_count.invalid'],
    ['no count', { total_count: undefined }, {}, 'err.request.bad', 'rjct.total_count.invalid'],
    ['too many items', { total_count: 101 }, { items: 101 }, 'err.request.bad', 'rjct.total_count.limit_exceeded'],
    ['a callback without status', {}, { isCallback: true }, 'err.request.bad', undefined],
  ] as const)('SR-025: %s is refused', (_what, over, wanted, code, reason) => {
    const found = findHeaderFault(header(over), expected(wanted));
    expect([found?.code, found?.reason]).toEqual([code, reason]);
  });

  it('of a callback may leave out sender and count', () => {
    const callback = header({ status: 'succ', sender_id: undefined, total_count: undefined });
    expect(findHeaderFault(callback, expected({ isCallback: true }))).toBeUndefined();
  });

  it('names any receiver when the partner is not strict', () => {
    expect(findHeaderFault(header({ receiver_id: 'x' }), expected({ strictReceiver: false }))).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(header()), 'status'), fc.jsonValue()), (random) => {
        const found = findHeaderFault({ ...header(), ...random }, expected());
        expect(found === undefined || found.code.startsWith('err.')).toBe(true);
      }),
    );
  });
});

describe('what an item is refused for', () => {
  it.each([
    ['/reference_id', 'rjct.reference_id.invalid'],
    ['/timestamp', 'rjct.timestamp.invalid'],
    ['/search_criteria/pagination/page_size', 'rjct.pagination.invalid'],
    ['/search_criteria/sort/0/sort_order', 'rjct.sort.invalid'],
    ['/search_criteria/query', 'rjct.filter.invalid'],
    ['/search_criteria/query_type', 'rjct.search_criteria.invalid'],
    ['/search_criteria', 'rjct.search_criteria.invalid'],
    ['', 'rjct.search_criteria.invalid'],
  ])('a search that breaks its form at "%s": %s', (place, reason) => {
    expect(searchReasonAt(place)).toBe(reason);
  });

  it.each([
    ['/reference_id', 'rjct.reference_id.invalid'],
    ['/timestamp', 'rjct.timestamp.invalid'],
    ['/subscribe_criteria/reg_event_type', 'rjct.notify_types.invalid'],
    ['/subscribe_criteria/filter', 'rjct.notify_details.invalid'],
  ])('a subscription that breaks its form at "%s": %s', (place, reason) => {
    expect(subscribeReasonAt(place)).toBe(reason);
  });

  it('is repetition for each but the first of a reference id', () => {
    expect(repeatedReferences(['a', 'b', 'a', 'a'])).toEqual([false, false, true, true]);
  });
});

describe('the habits of peers', () => {
  const lenient = quirkProfiles.lenient;

  it('are put right before the message is looked at, and told', () => {
    const message = {
      signature: null,
      header: { message_ts: '2026-03-01T09:30', total_count: '1', meta: '' },
      message: {
        search_request: [
          {
            locale: 'EN/GB',
            pagination: { page_size: '5' },
            search_criteria: { queryType: 'idtype-value', consent: '', query: { type: 'UIN', value: '' } },
          },
        ],
      },
    };
    expect(normalise(message, lenient)).toEqual({
      value: {
        header: { message_ts: '2026-03-01T09:30:00Z', total_count: 1 },
        message: {
          search_request: [
            {
              locale: 'eng',
              search_criteria: {
                pagination: { page_size: 5 },
                query_type: 'idtype-value',
                query: { type: 'UIN', value: '' },
              },
            },
          ],
        },
      },
      applied: ['camelCase', 'emptyForAbsent', 'naiveTimes', 'pageBeside', 'shortLocales', 'textCounts'],
    });
  });

  it('keep their annotations and a language that we do not know', () => {
    const { value } = normalise({ '@type': 'Person', locale: 'sw', birth_date: '1980-04-12' }, lenient);
    expect(value).toEqual({ '@type': 'Person', locale: 'und', birth_date: '1980-04-12T00:00:00Z' });
  });

  it('change nothing for a partner of the standard, nor twice what was put right', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (message) => {
        expect(normalise(message, quirkProfiles.standard)).toEqual({ value: message, applied: [] });
        const once = normalise(message, lenient).value;
        expect(normalise(once, lenient)).toEqual({ value: once, applied: [] });
      }),
    );
  });
});

describe('what we send', () => {
  const at = '2026-03-01T09:30:00.000Z';
  const parts = { messageId: 'm', at, action: 'on-search', senderId: 'a', senderUri: 'https://a/', receiverId: 'b' };

  it('has the members of both headers, with a count of at least one', () => {
    expect(emittedHeader({ ...parts, items: 0, status: 'rjct', reason: 'rjct.errors.too_many' })).toMatchObject({
      status: 'rjct',
      status_reason_code: 'rjct.errors.too_many',
      total_count: 1,
      completed_count: 0,
      is_msg_encrypted: false,
      meta: {},
    });
  });

  it('acknowledges, and refuses in both documented shapes at once', () => {
    expect(acknowledgement('c-1', at)).toEqual({
      message: { ack_status: 'ACK', timestamp: at, correlation_id: 'c-1' },
    });
    const fault = { code: 'err.request.bad', reason: 'rjct.message_id.duplicate', message: 'came before' } as const;
    const error = { code: 'err.request.bad', message: 'rjct.message_id.duplicate: came before' };
    expect(refusal(fault, 'c-1', at)).toEqual({
      errors: [error],
      message: { ack_status: 'ERR', timestamp: at, correlation_id: 'c-1', error },
    });
  });

  it('is rejected as a whole only when every item is', () => {
    expect(overallStatus([])).toEqual({ status: 'succ' });
    expect(overallStatus([{ status: 'rjct' }, { status: 'succ' }])).toEqual({ status: 'succ' });
    expect(overallStatus([{ status: 'rjct' }, { status: 'pdng' }])).toEqual({ status: 'pdng' });
    expect(overallStatus([{ status: 'rjct' }])).toEqual({ status: 'rjct', reason: 'rjct.errors.too_many' });
  });
});
