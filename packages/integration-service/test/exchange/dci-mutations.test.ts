import type { CivilSearch } from '@interlink/contracts/exchange/civil-record';
import { DciAnswerEnvelope } from '@interlink/contracts/exchange/dci-answer';
import { DciSearchEnvelope } from '@interlink/contracts/exchange/dci-search';
import { civilSearchMessage } from '@interlink/domain/exchange/search-message';
import { Value } from 'typebox/value';

const identity = {
  messageId: 'm-1',
  transactionId: 't-1',
  referenceId: 'r-1',
  at: '2026-11-24T08:00:00.000Z',
  senderId: 'interlink',
  senderUri: 'https://mis.example.org/on-search',
  receiverId: 'civil-registry',
};
const search = { givenName: 'Mercy', surname: 'Omondi', birthDate: { date: '1946-06-02', precision: 'day' } } as const;
const messages: readonly (readonly [string, CivilSearch])[] = [
  ['by identifier', { ...search, nationalId: '20058312' }],
  ['by name and birth date', search],
  ['by name and birth year', { ...search, birthDate: { date: '1946-12-31', precision: 'year' } }],
];
const envelopeOf = (asked: CivilSearch) => ({ signature: 'eyJ.a.b', ...civilSearchMessage(asked, identity) });

/** Path of every member of a JSON value, list items included. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...pathsOf((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}

function at(value: unknown, path: readonly (string | number)[]): Record<string | number, unknown> {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value) as never;
}

describe.each(messages)('a DCI search %s', (_how, asked) => {
  it('has its own strict form', () => {
    expect([...Value.Errors(DciSearchEnvelope, envelopeOf(asked))]).toEqual([]);
  });

  // We send nothing that is optional, so that each member that is missing is a mistake.
  it.each(pathsOf(envelopeOf(asked)).map((path) => [path.join('.'), path] as const))(
    'is refused without %s',
    (_name, path) => {
      const message = structuredClone(envelopeOf(asked));
      delete at(message, path.slice(0, -1))[path.at(-1) ?? ''];
      expect(Value.Check(DciSearchEnvelope, message)).toBe(false);
    },
  );

  it.each(pathsOf(envelopeOf(asked)).map((path) => [path.join('.'), path] as const))(
    'is refused with null for %s',
    (_name, path) => {
      const message = structuredClone(envelopeOf(asked));
      at(message, path.slice(0, -1))[path.at(-1) ?? ''] = null;
      expect(Value.Check(DciSearchEnvelope, message)).toBe(false);
    },
  );

  it.each([
    ['a count as text', (header: Record<string, unknown>) => (header['total_count'] = '1')],
    ['a time without zone', (header: Record<string, unknown>) => (header['message_ts'] = '2026-11-24T08:00:00')],
    ['a member that nobody knows', (header: Record<string, unknown>) => (header['more'] = true)],
    ['another action', (header: Record<string, unknown>) => (header['action'] = 'on-search')],
  ])('is refused with %s', (_what, change) => {
    const message = structuredClone(envelopeOf(asked));
    change(message.header as unknown as Record<string, unknown>);
    expect(Value.Check(DciSearchEnvelope, message)).toBe(false);
  });
});

describe('the answer to a DCI search', () => {
  const answer = () => ({
    signature: 'x',
    header: { message_id: 'm', message_ts: 't', action: 'search', status: 'rcvd', total_count: '1', more: 1 },
    message: {
      transaction_id: 't-1',
      correlation_id: 'c',
      search_response: [
        { reference_id: 'r-1', data: { reg_records: [{ name: {} }] }, pagination: { total_count: '1' } },
      ],
    },
  });

  it('is accepted with counts as text and members that we do not know', () => {
    expect(Value.Check(DciAnswerEnvelope, answer())).toBe(true);
  });

  it.each([
    ['header'],
    ['message'],
    ['header', 'message_id'],
    ['message', 'transaction_id'],
    ['message', 'search_response', 0, 'reference_id'],
  ])('is refused without %p %p', (...path: (string | number)[]) => {
    const message = answer();
    delete at(message, path.slice(0, -1))[path.at(-1) ?? ''];
    expect(Value.Check(DciAnswerEnvelope, message)).toBe(false);
  });
});
