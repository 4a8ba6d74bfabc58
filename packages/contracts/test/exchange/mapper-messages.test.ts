import { Value } from 'typebox/value';
import {
  MapperAddress,
  MapperAnswerEnvelope,
  MapperLinkEnvelope,
  MapperLinkMessage,
  MapperResolveEnvelope,
  MapperResolveMessage,
} from '../../src/exchange/mapper';
import { changed, readExample, type Json } from './examples';

const cases = [
  ['g2p-link', MapperLinkEnvelope, MapperLinkMessage, 'link_request'],
  ['g2p-resolve', MapperResolveEnvelope, MapperResolveMessage, 'resolve_request'],
] as const;
const messageOf = (file: string) => (readExample(file) as { message: Json }).message;

describe('the schemas of the messages to a mapper', () => {
  it.each(cases)(
    'IBR-035: accept our example %s; its header too, with the status that ours bears',
    (file, envelope) => {
      const example = changed(readExample(file), 'header.status', 'rcvd');
      expect(Value.Check(envelope, example)).toBe(true);
    },
  );

  it.each(
    cases.flatMap(([file, _envelope, message, items]) =>
      ['transaction_id', items, `${items}.0.reference_id`, `${items}.0.timestamp`, `${items}.0.id`].map(
        (at) => [file, message, at] as const,
      ),
    ),
  )('refuse %s without a member that must be there', (file, message, at) => {
    expect(Value.Check(message, messageOf(file))).toBe(true);
    expect(Value.Check(message, changed(messageOf(file), at))).toBe(false);
  });

  it.each([
    ['g2p-link', MapperLinkMessage, 'link_request.0.fa', undefined],
    ['g2p-link', MapperLinkMessage, 'link_request.0.fa', 'mobile'],
    ['g2p-link', MapperLinkMessage, 'link_request.0.id', 'uin:880012'],
    ['g2p-link', MapperLinkMessage, 'link_request.0.phone_number', 'call me'],
    ['g2p-link', MapperLinkMessage, 'link_request.0.locale', 'en'],
    ['g2p-link', MapperLinkMessage, 'link_request.0.extra', 'x'],
    ['g2p-link', MapperLinkMessage, 'link_request', []],
    ['g2p-resolve', MapperResolveMessage, 'resolve_request.0.scope', 'all'],
    ['g2p-resolve', MapperResolveMessage, 'resolve_request.0.timestamp', '2026-03-01T09:30:00'],
    ['g2p-resolve', MapperResolveMessage, 'resolve_request.0.fa', 'x@y'],
    ['g2p-resolve', MapperResolveMessage, 'transaction_id', 'x'.repeat(100)],
  ] as const)('refuse %s when a member has another form', (file, schema, at, to) => {
    expect(Value.Check(schema, changed(messageOf(file), at, to as unknown as Json))).toBe(false);
  });

  it.each(['uin:880012@nid', 'mobile:+254710@mno', 'account:01-10@BANK'])('take %s for an address', (address) => {
    expect(Value.Check(MapperAddress, address)).toBe(true);
  });

  it('take an answer with members that we do not read, counts as text and null for nothing', () => {
    const item = { reference_id: 'r', status: 'succ', fa: null, account_provider_info: null, locale: 'EN/GB' };
    const header = { message_id: 'm', total_count: '1', sender_id: null, more: true };
    const answer = { signature: null, header, message: { transaction_id: 't', resolve_response: [item], x: 1 } };
    expect(Value.Check(MapperAnswerEnvelope, answer)).toBe(true);
    expect(Value.Check(MapperAnswerEnvelope, changed(answer, 'header.message_id'))).toBe(false);
    expect(Value.Check(MapperAnswerEnvelope, changed(answer, 'message.resolve_response', {}))).toBe(false);
  });
});
