import { closed } from '@interlink/contracts/exchange/dci/closed';
import { registryTypes, type DciRole } from '@interlink/contracts/exchange/dci/role';
import { SentSubscribe, SentTxnStatus, SentUnsubscribe } from '@interlink/contracts/exchange/dci-request';
import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import type { InquiryState } from '@interlink/contracts/exchange/inquiry';
import { Value } from 'typebox/value';
import { findAnswerFault, type AwaitingAnswer } from '../../src/exchange/client/match-answer.js';
import { readOutcome, readStatus } from '../../src/exchange/client/outcome.js';
import { isOffered, peerProfiles } from '../../src/exchange/client/peer-profiles.js';
import {
  searchMessage,
  statusMessage,
  subscribeMessage,
  unsubscribeMessage,
} from '../../src/exchange/client/request-message.js';

const identity = {
  ...{ messageId: 'm', transactionId: 't', referenceId: 'r', at: '2026-11-28T10:00:00Z', senderId: 'interlink' },
  ...{ senderUri: 'https://own.example/on-search', receiverId: 'them' },
};
const { standard, opencrvs, openspp } = peerProfiles;
const named = (role: DciRole) => ({ role, type: registryTypes[role] });
const known = { by: 'identifier', type: 'UIN', value: '1' } as const;
const born = { by: 'terms', terms: [{ attribute: 'birth_date', operator: 'eq', value: '1950-04-03' }] } as const;

describe('a message to a registry', () => {
  const messages = [
    ['a search', DciSearchEnvelope, searchMessage(named('sr'), { query: known }, standard, identity)],
    ['a search by terms', DciSearchEnvelope, searchMessage(named('fr'), { query: born }, standard, identity)],
    ['a search of OpenCRVS', DciSearchEnvelope, searchMessage(named('crvs'), { query: born }, opencrvs, identity)],
    ...([known, born, { by: 'everything' }] as const).map(
      (query) =>
        [
          `a subscription by ${query.by}`,
          SentSubscribe,
          subscribeMessage(named('crvs'), { eventType: 'Death', query }, standard, identity),
        ] as const,
    ),
    ['an unsubscription', SentUnsubscribe, unsubscribeMessage(['a', 'b'], identity)],
    ['a question for a status', SentTxnStatus, statusMessage('ibr', { kind: 'search', transactionId: 'x' }, identity)],
  ] as const;

  it.each(messages)('IBR-035: %s has the form of the standard, and nothing beside it', (_what, form, message) => {
    expect([...Value.Errors(closed(form), { signature: 's', ...message })]).toEqual([]);
  });

  it('says to OpenCRVS what it insists on, and to others what the standard says', () => {
    const [theirs, ours] = [opencrvs, standard].map(
      (peer) =>
        searchMessage(named('crvs'), { query: known }, peer, identity).message.search_request[0]?.search_criteria,
    );
    expect(theirs).toMatchObject({ reg_type: 'ocrvs:registry_type:birth', query: { type: 'NID' } });
    expect(ours).toMatchObject({ reg_type: 'ns:org:RegistryType:Civil', query: { type: 'UIN' } });
    const byBirth = searchMessage(named('crvs'), { query: born }, opencrvs, identity).message.search_request[0];
    expect(byBirth?.search_criteria.query).toMatchObject([{ expression1: { attribute_name: 'birthdate' } }]);
  });

  it('asks IBR and SR for a receipt where they have no other word', () => {
    const asked = (role: 'crvs' | 'sr') =>
      statusMessage(role, { kind: 'unsubscribe', transactionId: 'x' }, identity).message.txnstatus_request.txn_type;
    expect([asked('crvs'), asked('sr')]).toEqual(['unsubscribe', 'receipt']);
  });
});

describe('what kinds of peers offer', () => {
  const named = { by: 'terms', terms: [{ attribute: 'surname', operator: 'eq', value: 'Okoro' }] } as const;
  it.each([
    ['opencrvs', 'crvs', 'sync-search', known, true],
    ['opencrvs', 'crvs', 'sync-search', born, true],
    ['opencrvs', 'crvs', 'sync-search', named, false],
    ['opencrvs', 'crvs', 'subscribe', known, false],
    ['opencrvs', 'ibr', 'sync-search', known, false],
    ['openspp', 'sr', 'subscribe', known, true],
    ['openspp', 'sr', 'sync-search', born, false],
    ['openspp', 'dr', 'sync-search', known, false],
    ['openg2p', 'ibr', 'sync-search', born, true],
    ['openg2p', 'ibr', 'search', known, false],
    ['standard', 'dr', 'subscribe', { by: 'everything' }, true],
  ] as const)('%s, role %s, %s', (kind, role, operation, query, expected) => {
    expect(isOffered(peerProfiles[kind], role, operation, query)).toBe(expected);
  });
  it('needs no query to say whether a status can be asked', () => {
    expect([openspp, opencrvs].map((peer) => isOffered(peer, 'sr', 'sync-txn-status'))).toEqual([true, false]);
  });
});

describe('what an answer says', () => {
  const item = { reference_id: 'r', status: 'succ' };
  it.each([
    ['search', { search_response: [{ ...item, data: { reg_records: [{ a: 1 }] } }] }, { kind: 'records', total: 1 }],
    ['search', { search_response: [] }, { kind: 'records', total: 0 }],
    ['search', { search_response: [{ ...item, status: 'pdng' }] }, { kind: 'pending' }],
    [
      'subscribe',
      { subscribe_response: [{ ...item, subscriptions: [{ code: 'c', status: 'subscribe' }] }] },
      { codes: ['c'] },
    ],
    // A status that claims success without a code has subscribed to nothing.
    ['subscribe', { subscribe_response: [item] }, { kind: 'rejected', code: 'rjct' }],
    ['subscribe', { subscribe_response: [{ ...item, status: 'pdng' }] }, { kind: 'pending' }],
    ['unsubscribe', { status: 'succ', subscription_status: [{ code: 'c', status: 'unsubscribe' }] }, { codes: ['c'] }],
    [
      'unsubscribe',
      { status: 'rjct', status_reason_code: 'rjct.requester.invalid' },
      { code: 'rjct.requester.invalid' },
    ],
  ] as const)('to %s: %j', (kind, message, expected) => {
    expect(readOutcome(kind, message)).toMatchObject(expected);
  });

  it.each([
    ['nothing', undefined],
    ['an empty list', { search_response: [] }],
    ['a receipt without more', { receipt_information: {} }],
  ])('takes a status of %s for no answer yet, never for "nobody"', (_what, told) => {
    const message = { txnstatus_response: { txn_type: 'search', txn_status: told } };
    expect(readStatus('search', message)).toEqual({ kind: 'pending' });
  });

  it.each([
    ['search', { search_response: [null] }],
    ['search', { search_response: [5] }],
    ['search', { search_response: [{ data: 'x', pagination: 'x' }] }],
    ['search', { search_response: [{ data: { reg_records: [null, 5, []] } }] }],
    ['subscribe', { subscribe_response: [null] }],
    ['subscribe', { subscribe_response: [{ subscriptions: [null, { code: 5, status: 'subscribe' }] }] }],
    ['unsubscribe', { subscription_status: [null] }],
  ] as const)('finds no record and no code in a status of a %s that is none: %j', (kind, told) => {
    const found = readStatus(kind, { txnstatus_response: { txn_status: told } });
    expect(found).toMatchObject(kind === 'search' ? { kind: 'records', records: [], total: 0 } : { kind: 'rejected' });
  });

  it('reads of a status that the transaction is not known there', () => {
    const unknown = { ...item, status: 'rjct', status_reason_code: 'rjct.reference_id.invalid' };
    const message = { txnstatus_response: { txn_type: 'subscribe', txn_status: { search_response: [unknown] } } };
    expect(readStatus('subscribe', message)).toEqual({ kind: 'rejected', code: 'rjct.reference_id.invalid' });
  });
});

describe('an answer is held against what was asked', () => {
  const now = new Date('2026-11-28T10:00:00Z');
  const awaiting = (over: Partial<AwaitingAnswer> = {}): AwaitingAnswer => ({
    ...{ kind: 'search', role: 'ibr', state: 'acknowledged', referenceId: 'r', correlationIds: ['c'] },
    expiresAt: new Date(now.getTime() + 1),
    ...over,
  });
  const message = { correlation_id: 'c', search_response: [{ reference_id: 'r' }] };
  const came = { kind: 'search', role: 'ibr', isSigned: true, message } as const;

  it.each([
    ['it fits', awaiting(), came, undefined],
    ['the acknowledgement was lost', awaiting({ correlationIds: [], state: 'asked' }), came, undefined],
    [
      'nobody was found and no item is there',
      awaiting(),
      { ...came, message: { ...message, search_response: [] } },
      undefined,
    ],
    ['nothing was asked', undefined, came, 'answer-unknown'],
    ['it is not signed', awaiting(), { ...came, isSigned: false }, 'answer-unsigned'],
    ['it comes from another role', awaiting(), { ...came, role: 'sr' }, 'answer-foreign'],
    ['it answers another kind', awaiting({ kind: 'subscribe' }), came, 'answer-foreign'],
    ['its correlation is another', awaiting({ correlationIds: ['d'] }), came, 'answer-foreign'],
    ['its item is another', awaiting({ referenceId: 's' }), came, 'answer-foreign'],
    ['the time is over', awaiting({ expiresAt: now }), came, 'answer-late'],
  ] as const)('when %s', (_what, asked, told, expected) => {
    expect(findAnswerFault(asked, told, now)).toBe(expected);
  });
  it.each([
    ['answered', 'answer-repeated'],
    ['refused', 'answer-repeated'],
    ['expired', 'answer-late'],
  ] as const)('when it is %s already', (state: InquiryState, expected) => {
    expect(findAnswerFault(awaiting({ state }), came, now)).toBe(expected);
  });
});
