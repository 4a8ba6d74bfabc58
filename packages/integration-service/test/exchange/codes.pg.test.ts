import {
  headerReasons,
  messageErrors,
  searchReasons,
  subscribeReasons,
  unsubscribeReasons,
} from '@interlink/contracts/exchange/dci/codes';
import type { DciRole } from '@interlink/contracts/exchange/dci/role';
import {
  newId,
  openExchangeKit,
  searchItem,
  searchOf,
  send,
  type Body,
  type ExchangeKit,
  type Joined,
} from './exchange-kit.js';

jest.setTimeout(120_000);

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
  partner = await kit.join('mis');
  await kit.agree('mis');
});
afterAll(() => kit.close());

/** As dci.md 3.1 lists them: typed from the standard, so that our own list cannot hide one. */
const standard = {
  error: [
    ...['err.request.bad', 'err.request.unauthorized', 'err.request.forbidden', 'err.request.not_found'],
    ...['err.request.timeout', 'err.request.too_many_requests', 'err.version.not_supported'],
    ...['err.sender_id.invalid', 'err.sender_uri.invalid', 'err.receiver_id.invalid', 'err.signature.missing'],
    ...['err.signature.invalid', 'err.encryption.invalid', 'err.service.unavailable'],
  ],
  header: [
    ...['rjct.version.invalid', 'rjct.message_id.duplicate', 'rjct.message_ts.invalid', 'rjct.action.invalid'],
    ...['rjct.action.not_supported', 'rjct.total_count.invalid', 'rjct.total_count.limit_exceeded'],
    'rjct.errors.too_many',
  ],
  search: [
    ...['rjct.reference_id.invalid', 'rjct.reference_id.duplicate', 'rjct.timestamp.invalid'],
    ...['rjct.search_criteria.invalid', 'rjct.filter.invalid', 'rjct.sort.invalid', 'rjct.pagination.invalid'],
    'rjct.search.too_many_records_found',
  ],
  subscribe: [
    ...['rjct.reference_id.invalid', 'rjct.reference_id.duplicate', 'rjct.timestamp.invalid'],
    ...['rjct.notify_types.invalid', 'rjct.notify_details.invalid', 'rjct.person_id.invalid'],
    'rjct.event.already_subscribed',
  ],
  unsubscribe: [
    ...['rjct.reference_id.invalid', 'rjct.reference_id.duplicate', 'rjct.timestamp.invalid'],
    ...['rjct.subscription_code.invalid', 'rjct.requester.invalid', 'rjct.event.already_unsubscribed'],
  ],
} as const;
type Kind = keyof typeof standard;

const reached: Record<Kind, Set<string>> = {
  ...{ error: new Set(), header: new Set(), search: new Set(), subscribe: new Set(), unsubscribe: new Set() },
};
function saw(kind: Kind, code: string | undefined): void {
  if (code !== undefined) reached[kind].add(code);
}
/** Everything that an answer names. */
function sawIn(body: Body): void {
  for (const { code } of body.errors ?? []) saw('error', code);
  saw('header', body.header?.['status_reason_code'] as string | undefined);
  for (const { status_reason_code: code } of body.message.search_response ?? []) saw('search', code);
}

const ask = async (over: Partial<Parameters<typeof send>[3]> = {}, who = partner) => {
  const { body } = await send(kit, who, 'sync-search', { message: searchOf(searchItem()), ...over });
  sawIn(body);
};
const askFor = (criteria: Record<string, unknown>, over: Record<string, unknown> = {}) =>
  ask({ message: searchOf(searchItem(criteria, over)) });
const withHeader = (header: Record<string, unknown>) => ask({ header });

const subscription = (criteria: Record<string, unknown> = {}, over: Record<string, unknown> = {}) => ({
  ...{ reference_id: 'r-1', timestamp: '2026-11-24T08:00:00Z', ...over },
  subscribe_criteria: {
    ...{ reg_event_type: 'UPDATE', filter_type: 'idtype-value', filter: { type: 'UIN', value: '880012' } },
    ...{ notify_record_type: 'Member', ...criteria },
  },
});
interface SubscribeTold {
  readonly status_reason_code?: string;
  readonly subscriptions?: readonly { readonly code: string }[];
}
async function subscribe(...items: readonly unknown[]): Promise<string> {
  const message = { transaction_id: 't-2', subscribe_request: items };
  await send(kit, partner, 'subscribe', { message, items: items.length });
  await kit.work();
  const told = partner.listener.got.pop()?.body.message['subscribe_response'] as readonly SubscribeTold[];
  for (const { status_reason_code: code } of told) saw('subscribe', code);
  return told[0]?.subscriptions?.[0]?.code ?? '';
}
async function unsubscribe(codes: readonly unknown[], over: Record<string, unknown> = {}, role: DciRole = 'sr') {
  const message = { transaction_id: 't-3', timestamp: '2026-11-24T08:00:00Z', subscription_codes: codes, ...over };
  const { body } = await send(kit, partner, 'unsubscribe', { role, message, items: codes.length });
  // dci.md 6.3: whatever is wrong with the codes is told in the callback alone.
  expect(body.message.ack_status).toBe('ACK');
  await kit.work();
  const told = partner.listener.got.pop()?.body.message;
  saw('unsubscribe', told?.['status_reason_code'] as string | undefined);
  return told;
}
async function askAt(url: string): Promise<void> {
  const response = await kit.app.inject({ method: 'POST', url });
  sawIn(response.json<Body>());
}

describe('every code of the standard', () => {
  it('SR-025: err.*: whatever is wrong with a message as a whole', async () => {
    await ask({ token: 'none' });
    await askAt('/interlink/dci/sr/registry/dance');
    await ask({}, await kit.join('strange'));
    const busy = await kit.join('busy', { quotas: { default: { perSecond: 1, perDay: 1 } } });
    await ask({}, busy);
    await ask({}, busy);
    await ask({ unsigned: true });
    await ask({ tamper: (body) => body.replace('880012', '880013') });
    await withHeader({ sender_id: 'https://other.example' });
    await withHeader({ receiver_id: 'other' });
    await withHeader({ is_msg_encrypted: true });
    kit.registry.before = () => Promise.reject(Object.assign(new Error('canceled'), { code: '57014' }));
    await ask();
    kit.registry.before = () => Promise.reject(new Error('away'));
    await ask();
    kit.registry.before = () => undefined;
    const foreign = { sender_uri: 'https://evil.example/on-search' };
    sawIn((await send(kit, partner, 'search', { message: searchOf(searchItem()), header: foreign })).body);
    expect([...reached.error].sort()).toEqual(expect.arrayContaining(['err.sender_uri.invalid']));
  });

  it('SR-025: rjct.* of a header', async () => {
    await withHeader({ version: '9.0.0' });
    await withHeader({ message_ts: '2020-01-01T00:00:00Z' });
    await withHeader({ action: 'dance' });
    await withHeader({ action: 'subscribe' });
    await withHeader({ total_count: 2 });
    const once = { message_id: newId() };
    await withHeader(once);
    await withHeader(once);
    const many = Array.from({ length: 101 }, (_none, at) => searchItem({}, { reference_id: `r-${at}` }));
    await ask({ message: searchOf(...many), items: many.length });
    expect(reached.header.has('rjct.total_count.limit_exceeded')).toBe(true);
  });

  it('SR-025: rjct.* of an item of a search', async () => {
    await askFor({}, { reference_id: '' });
    await askFor({}, { timestamp: 'today' });
    await askFor({ query_type: 'sql' });
    await askFor({ query_type: 'expression', query: { shoe_size: 44 } });
    await askFor({ sort: [{ attribute_name: 'colour' }] });
    await askFor({ pagination: { page_size: 0 } });
    await ask({ message: searchOf(searchItem(), searchItem()), items: 2 });
    const { searchWithin } = kit.registry;
    Object.assign(kit.registry, {
      searchWithin: async () => ({ recordType: 'Member', total: 100_001, items: [] }),
    });
    await askFor({});
    Object.assign(kit.registry, { searchWithin });
    expect(reached.search.has('rjct.search.too_many_records_found')).toBe(true);
  });

  it('SR-029: rjct.* of an item of a subscription', async () => {
    await subscribe(subscription({}, { reference_id: '' }));
    await subscribe(subscription({}, { timestamp: 'now' }));
    await subscribe(subscription({ reg_event_type: 'Earthquake' }));
    await subscribe(subscription({ filter_type: 'graphql', filter: {} }));
    await subscribe(subscription({ filter: { type: 'UIN' } }));
    await subscribe(subscription(), subscription());
    await subscribe(subscription());
    expect(reached.subscribe.has('rjct.event.already_subscribed')).toBe(true);
  });

  it('SR-029: rjct.* of an unsubscription, of which nothing that is wrong ends anything', async () => {
    const code = await subscribe(subscription({ filter: { type: 'UIN', value: '880099' } }));
    expect(await unsubscribe(['never-was'])).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe([code, code])).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe([code], { timestamp: 'now' })).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe([code, 7])).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe(['x'.repeat(100)])).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe([code], {}, 'ibr')).toMatchObject({ subscription_status: [] });
    expect(await unsubscribe([code])).toMatchObject({ status: 'succ', subscription_status: [{ code }] });
    await unsubscribe([code]);
  });

  it.each(Object.keys(standard) as Kind[])('SR-025: each code of kind %s was reached above', (kind) => {
    expect([...reached[kind]].sort()).toEqual([...standard[kind]].sort());
  });

  it('SR-025: our own lists hold those codes and no others', () => {
    const own: Record<Kind, readonly string[]> = {
      ...{ error: Object.keys(messageErrors), header: headerReasons, search: searchReasons },
      ...{ subscribe: subscribeReasons, unsubscribe: unsubscribeReasons },
    };
    for (const kind of Object.keys(standard) as Kind[]) {
      expect([...own[kind]].sort()).toEqual([...standard[kind]].sort());
    }
  });
});
