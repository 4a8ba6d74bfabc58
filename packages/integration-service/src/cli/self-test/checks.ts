import type { ConformanceLevel } from '@interlink/domain/exchange/conformance';
import { codeOf, codesOf, isAck, itemsOf, show, statusItemsOf, verifies } from './answers.js';
import type { Answer, Peer } from './peer.js';
import type { SelfTestProfile } from './profile.js';

export interface CheckDeps {
  readonly peer: Peer;
  readonly profile: SelfTestProfile;
  readonly token: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly wait: () => Promise<void>;
}

/** Undefined: it holds. Otherwise what came instead. */
export type Check = (deps: CheckDeps) => Promise<string | undefined>;

const SYNC = '/sync/search';
const OLD_MS = 3_600_000;
const TRIES = 20;

/** What is tried, in the order of the levels. */
export const checks: readonly (readonly [ConformanceLevel, string, Check])[] = [
  ['L0', 'a token is given for the right secret', async ({ token }) => (token === '' ? 'no token came' : undefined)],
  ['L0', 'no token is given for a wrong secret', async ({ peer }) => expectStatus(await peer.token('wrong'), 401)],
  ['L0', 'a message without a token is refused', async (deps) => expectStatus(await search(deps, { token: '' }), 401)],
  [
    'L0',
    'what is not JSON is refused',
    async ({ peer, token }) => expectRefused(await peer.post(SYNC, '{', token), 'err.request.bad'),
  ],
  ['L1', 'a search by identifier is answered, item by item', searchIsAnswered],
  ['L1', 'an unknown attribute refuses the search', unknownAttribute],
  ['L1', 'a page that is too large is refused', tooLargePage],
  ['L2', 'an asynchronous search is acknowledged, and its answer can be fetched', asyncSearch],
  ['L3', 'a subscription is acknowledged', subscribes],
  ['L3', 'ending an unknown subscription is acknowledged too', unsubscribes],
  ['L4', 'answers are signed with a published key', answersAreSigned],
  ['L4', 'an unsigned message is refused', unsignedMessage],
  ['L4', 'an altered message is refused', alteredMessage],
  ['L4', 'an old message is refused', oldMessage],
  ['L4', 'the same message again has no second answer', replay],
  ['L4', 'another sender’s name is refused', foreignSender],
  ['L5', 'a purpose that was not agreed is refused', foreignPurpose],
];

interface SearchOver {
  readonly token?: string;
  readonly criteria?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly text?: (signed: string) => string;
}

const requestOf = ({ profile, newId, now }: CheckDeps, criteria: Readonly<Record<string, unknown>> = {}) => ({
  transaction_id: newId(),
  search_request: [
    {
      ...{ reference_id: newId(), timestamp: now().toISOString() },
      search_criteria: {
        ...{ reg_record_type: profile.recordType, query_type: 'idtype-value', query: profile.identifier },
        ...criteria,
      },
    },
  ],
});

async function search(deps: CheckDeps, over: SearchOver = {}): Promise<Answer> {
  const { peer } = deps;
  const text = await peer.signed(peer.parts('search', requestOf(deps, over.criteria), over.header));
  const token = over.token ?? deps.token;
  return peer.post(SYNC, over.text?.(text) ?? text, token === '' ? undefined : token);
}

const expectStatus = (answer: Answer, status: number) => (answer.status === status ? undefined : show(answer));

/** Refused for what is wrong with it, as a whole or item by item: whoever refuses everything understands nothing. */
function expectRefused(answer: Answer, ...reasons: readonly string[]): string | undefined {
  return codesOf(answer).some((code) => reasons.includes(code)) ? undefined : show(answer);
}

async function searchIsAnswered(deps: CheckDeps): Promise<string | undefined> {
  const answer = await search(deps);
  const [item] = itemsOf(answer);
  return item?.status === 'succ' ? undefined : show(answer);
}

async function unknownAttribute(deps: CheckDeps): Promise<string | undefined> {
  const expression1 = { attribute_name: 'no_such_attribute', operator: 'eq', attribute_value: 'x' };
  const answer = await search(deps, {
    criteria: { query_type: 'predicate', query: [{ seq_num: 1, expression1 }] },
  });
  return codeOf(answer) === 'rjct.filter.invalid' ? undefined : show(answer);
}

async function tooLargePage(deps: CheckDeps): Promise<string | undefined> {
  const answer = await search(deps, { criteria: { pagination: { page_size: 1_000_000, page_number: 1 } } });
  return expectRefused(answer, 'rjct.pagination.invalid', 'rjct.search_criteria.invalid');
}

async function asyncSearch(deps: CheckDeps): Promise<string | undefined> {
  const { peer, token, newId } = deps;
  const message = requestOf(deps);
  const answer = await peer.post('/search', await peer.signed(peer.parts('search', message)), token);
  if (!isAck(answer)) return show(answer);
  let last = answer;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await deps.wait();
    const txnstatus_request = {
      ...{ reference_id: newId(), txn_type: 'search', attribute_type: 'transaction_id' },
      attribute_value: message.transaction_id,
    };
    const asked = peer.parts('txn-status', { transaction_id: newId(), txnstatus_request });
    last = await peer.post('/sync/txn/status', await peer.signed(asked), token);
    const items = statusItemsOf(last);
    if (items.some(({ status }) => status === 'succ')) return undefined;
    if (items.some(({ status }) => status === 'rjct')) return `what was acknowledged is not known: ${show(last)}`;
  }
  return `no answer after ${TRIES} looks: ${show(last)}`;
}

async function subscribes(deps: CheckDeps): Promise<string | undefined> {
  const { peer, profile, token, newId, now } = deps;
  const subscribe_criteria = {
    ...{ reg_event_type: 'UPDATE', filter_type: 'idtype-value', filter: profile.identifier },
    notify_record_type: profile.recordType,
  };
  const item = { reference_id: newId(), timestamp: now().toISOString(), subscribe_criteria };
  const parts = peer.parts('subscribe', { transaction_id: newId(), subscribe_request: [item] });
  const answer = await peer.post('/subscribe', await peer.signed(parts), token);
  return isAck(answer) ? undefined : show(answer);
}

async function unsubscribes({ peer, token, newId, now }: CheckDeps): Promise<string | undefined> {
  const message = { transaction_id: newId(), timestamp: now().toISOString(), subscription_codes: [newId()] };
  const answer = await peer.post('/unsubscribe', await peer.signed(peer.parts('unsubscribe', message)), token);
  return isAck(answer) ? undefined : show(answer);
}

async function answersAreSigned(deps: CheckDeps): Promise<string | undefined> {
  const published = await deps.peer.get('/.well-known/jwks.json');
  const answer = await search(deps);
  return (await verifies(answer, published)) ? undefined : 'no published key verifies the answer as an attached JWS';
}

async function unsignedMessage(deps: CheckDeps): Promise<string | undefined> {
  return expectRefused(await search(deps, { text: unsigned }), 'err.signature.missing', 'err.signature.invalid');
}

async function alteredMessage(deps: CheckDeps): Promise<string | undefined> {
  return expectRefused(await search(deps, { text: altered }), 'err.signature.invalid');
}

const unsigned = (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), signature: '' });
const altered = (text: string) => text.replace('"total_count":1', '"total_count":1,"meta":{"altered":true}');

async function oldMessage(deps: CheckDeps): Promise<string | undefined> {
  const message_ts = new Date(deps.now().getTime() - OLD_MS).toISOString();
  return expectRefused(await search(deps, { header: { message_ts } }), 'rjct.message_ts.invalid');
}

async function replay(deps: CheckDeps): Promise<string | undefined> {
  const text = await deps.peer.signed(deps.peer.parts('search', requestOf(deps)));
  await deps.peer.post(SYNC, text, deps.token);
  return expectRefused(await deps.peer.post(SYNC, text, deps.token), 'rjct.message_id.duplicate');
}

async function foreignSender(deps: CheckDeps): Promise<string | undefined> {
  const answer = await search(deps, { header: { sender_id: 'https://somebody.else.example' } });
  return expectRefused(answer, 'err.sender_id.invalid', 'err.signature.invalid', 'err.request.forbidden');
}

async function foreignPurpose(deps: CheckDeps): Promise<string | undefined> {
  const purpose = { text: 'curiosity', code: 'self-test-not-agreed' };
  const answer = await search(deps, { criteria: { authorize: { ts: deps.now().toISOString(), purpose } } });
  return expectRefused(answer, 'err.request.forbidden', 'rjct.search_criteria.invalid', 'rjct.filter.invalid');
}
