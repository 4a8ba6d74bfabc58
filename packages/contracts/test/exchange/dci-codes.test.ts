import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TSchema } from 'typebox';
import { parse } from 'yaml';
import { AckMessage } from '../../src/exchange/dci/ack';
import {
  headerReasons,
  messageErrors,
  searchReasons,
  subscribeReasons,
  unsubscribeReasons,
} from '../../src/exchange/dci/codes';
import { EnrolledRequest } from '../../src/exchange/dci/enrolled';
import { Predicate, PredicateOperator, QueryType } from '../../src/exchange/dci/query';
import { Sort } from '../../src/exchange/dci/search';
import { SubscribeCriteria, SubscriptionStatus } from '../../src/exchange/dci/subscription';
import { TxnAttribute, TxnType } from '../../src/exchange/dci/txn-status';
import { DciStatus } from '../../src/exchange/dci/values';
import { operations } from '../../src/exchange/dci/role';

const root = path.resolve(__dirname, '../../../..');
const folder = path.join(process.env['INTERLINK_SHARED'] ?? path.join(root, '../shared'), 'dci/openapi-2025-12');
const isThere = existsSync(folder);

/** Every list of words in the published files. */
const published: readonly (readonly string[])[] = isThere
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) => enumsIn(parse(readFileSync(path.join(folder, file), 'utf8'))))
  : [];

function enumsIn(node: unknown): string[][] {
  if (Array.isArray(node)) return node.flatMap(enumsIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = (node as { readonly enum?: unknown }).enum;
  const words = Array.isArray(own) && own.every((one) => typeof one === 'string') ? [own as string[]] : [];
  return [...words, ...Object.values(node).flatMap(enumsIn)];
}

const wordsOf = (schema: TSchema | undefined): readonly string[] =>
  (schema as { enum?: string[] } | undefined)?.enum ?? [];

/** Ours, and a word by which the published list is known. */
const lists: readonly (readonly [what: string, ours: readonly string[], word: string])[] = [
  ['errors of a whole message', Object.keys(messageErrors), 'err.request.bad'],
  ['reasons of a header', headerReasons, 'rjct.message_id.duplicate'],
  ['reasons of a searched item', searchReasons, 'rjct.filter.invalid'],
  ['reasons of a subscription', subscribeReasons, 'rjct.notify_types.invalid'],
  ['reasons of an ended subscription', unsubscribeReasons, 'rjct.subscription_code.invalid'],
  ['states of a request', wordsOf(DciStatus), 'pdng'],
  ['acknowledgements', wordsOf(AckMessage.properties.ack_status), 'NACK'],
  ['operators', wordsOf(PredicateOperator), 'ge'],
  ['conditions', wordsOf(Predicate.properties.condition), 'not'],
  ['orders', wordsOf(Sort.properties.sort_order), 'desc'],
  ['kinds of a filter', wordsOf(SubscribeCriteria.properties.filter_type), 'graphql'],
  ['states of a subscription', wordsOf(SubscriptionStatus), 'unsubscribe'],
  ['attributes of a transaction', wordsOf(TxnAttribute), 'subscription_code_list'],
  ['entities', wordsOf(EnrolledRequest.properties.enrolled_criteria.properties.response_entity), 'Group'],
];

const sorted = (words: readonly string[]) => [...new Set(words)].sort();

describe(`the code lists of DCI (${isThere ? 'compared with the published text' : 'the published text is absent'})`, () => {
  it.each(lists)('SR-025: of %s are words that differ', (_what, ours, word) => {
    expect(sorted(ours)).toHaveLength(ours.length);
    expect(ours).toContain(word);
  });

  it.each(lists)('SR-025: of %s are the published ones, none more and none less', (_what, ours, word) => {
    // Other lists share a word with this one; a registry may leave words out of it.
    const theirs = published.filter((words) => words.includes(word) && isOf(ours, words));
    expect(theirs.length > 0).toBe(isThere);
    if (isThere) expect(sorted(theirs.flat())).toEqual(sorted(ours));
  });

  it('SR-025: of transactions are those of every registry together', () => {
    const theirs = published.filter((words) => words.includes('search') && words.includes('subscribe'));
    if (isThere) expect(sorted(theirs.flat())).toEqual(sorted(wordsOf(TxnType)));
    expect(wordsOf(TxnType)).toContain('receipt');
  });

  it('SR-025: of queries are those that every registry takes', () => {
    const theirs = published.filter((words) => words.includes('idtype-value'));
    const common = ['expression', 'idtype-value', 'predicate'];
    expect(sorted(wordsOf(QueryType))).toEqual(common);
    expect(theirs.every((words) => common.every((word) => words.includes(word)))).toBe(true);
  });

  it('SR-025: of actions are those of the published headers', () => {
    const ours = sorted(Object.values(operations).map(({ action }) => action));
    const theirs = published.filter((words) => words.length === 1 && ours.includes(words[0] ?? ''));
    if (isThere) expect(sorted(theirs.flat())).toEqual(ours);
    expect(ours).toHaveLength(9);
  });
});

/** Whether most of a list is in ours: another list may share a word with it. */
const isOf = (ours: readonly string[], words: readonly string[]) =>
  words.filter((word) => ours.includes(word)).length * 4 > words.length * 3;
