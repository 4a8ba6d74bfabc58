import type { DciAnswerEnvelope, DciAnswerHeader, DciAnswerItem } from '@interlink/contracts/exchange/dci-answer';
import { readSearchAnswer } from '../../src/exchange/search-answer.js';

const asked = { transactionId: 't-1', referenceId: 'r-1', askedOf: 'crvs', askedBy: 'interlink' };
const item = (over: Partial<DciAnswerItem> = {}): DciAnswerItem => ({ reference_id: 'r-1', status: 'succ', ...over });
const answer = (items: DciAnswerItem[], header: Partial<DciAnswerHeader> = {}): DciAnswerEnvelope => ({
  header: { message_id: 'm-9', status: 'succ', sender_id: 'crvs', receiver_id: 'interlink', ...header },
  message: { transaction_id: 't-1', correlation_id: 'c-1', search_response: items },
});
const one = { data: { reg_records: [{ name: 'Amina' }] } };

describe('the answer to a search', () => {
  it.each(['succ', 'rcvd', 'pdng', 'rjct'])('gives its records whatever the status, here %s', (status) => {
    expect(readSearchAnswer(answer([item({ ...one, status })], { status }), asked)).toEqual({
      kind: 'records',
      records: [{ name: 'Amina' }],
      total: 1,
    });
  });
  it('takes one record that is not in a list', () => {
    const found = readSearchAnswer(answer([item({ data: { reg_records: { name: 'Amina' } } })]), asked);
    expect(found).toMatchObject({ kind: 'records', total: 1 });
  });
  it('counts what the partner has, a count written as text too', () => {
    const found = readSearchAnswer(answer([item({ ...one, pagination: { total_count: '7' } })]), asked);
    expect(found).toMatchObject({ total: 7 });
  });
  it.each([[[]], [[item()]], [[item({ data: null })]], [[item({ data: { reg_records: [{}] } })]]])(
    'finds nobody in %j',
    (items) => {
      expect(readSearchAnswer(answer(items), asked)).toEqual({ kind: 'records', records: [], total: 0 });
    },
  );
  it('says why the item was rejected', () => {
    const rejected = item({ status: 'rjct', status_reason_code: 'rjct.filter.invalid' });
    expect(readSearchAnswer(answer([rejected]), asked)).toEqual({ kind: 'rejected', code: 'rjct.filter.invalid' });
  });
  it('says why the whole message was rejected', () => {
    const found = readSearchAnswer(answer([], { status: 'rjct', status_reason_code: 'rjct.version.invalid' }), asked);
    expect(found).toEqual({ kind: 'rejected', code: 'rjct.version.invalid' });
  });
  it.each([
    ['an echo of our own pair', { sender_id: 'interlink', receiver_id: 'crvs' }],
    ['no names at all', { sender_id: null, receiver_id: null }],
  ])('is taken with %s', (_what, header) => {
    expect(readSearchAnswer(answer([item(one)], header), asked)).toMatchObject({ kind: 'records', total: 1 });
  });
  it('is no answer yet while it is pending', () => {
    expect(readSearchAnswer(answer([item({ status: 'pdng' })]), asked)).toEqual({ kind: 'pending' });
  });
  it.each([
    ['reference_id', answer([item({ ...one, reference_id: 'r-2' })])],
    ['reference_id', answer([item(one), item(one)])],
    ['sender_id', answer([item(one)], { sender_id: 'somebody' })],
    ['receiver_id', answer([item(one)], { receiver_id: 'another-mis' })],
    ['sender_id', answer([item(one)], { sender_id: 'interlink' })],
    ['is_msg_encrypted', answer([item(one)], { is_msg_encrypted: true })],
    ['transaction_id', { ...answer([item(one)]), message: { transaction_id: 't-2', search_response: [item(one)] } }],
  ])('is foreign by its %s', (member, envelope) => {
    expect(readSearchAnswer(envelope, asked)).toEqual({ kind: 'foreign', member });
  });
});
