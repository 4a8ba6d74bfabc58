import fc from 'fast-check';
import { readCamt053 } from '../../src/payments/readers/camt-053.js';
import { readPain002 } from '../../src/payments/readers/pain-002.js';
import { findText, readXml, UnreadableMessage } from '../../src/payments/readers/xml.js';
import { booked, statementOf, statusLine, statusReport } from './bank-messages.js';

describe('a text of a bank’s message', () => {
  const cdata = (text: string) => `<![CDATA[${text}]]>`;

  it('is the same written as CDATA, whole or in part: no amount and no id is cut', () => {
    expect(findText(readXml(`<a><b>20${cdata('00.00')}</b></a>`), 'b')).toBe('2000.00');
    const { entries } = readCamt053(
      statementOf(
        booked({ value: cdata('2000.00'), details: `<TxDtls><Refs><InstrId>I${cdata('1')}</InstrId></Refs></TxDtls>` }),
      ),
    );
    expect(entries).toMatchObject([{ amountMinor: 200_000, instrId: 'I1' }]);
    expect(readPain002(statusReport(statusLine(cdata('I1'), `RJ${cdata('CT')}`))).lines).toMatchObject([
      { instrId: 'I1', status: 'RJCT' },
    ]);
  });

  it('is what was written, in whichever of the ways XML has', () => {
    const plain = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((text) => !/[\p{Cc}\ufffe\uffff]|\]\]>/u.test(text));
    const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        const { text } = readXml(`<a>${escaped(one)}${cdata(other)}</a>`);
        expect(text).toBe(one + other);
      }),
    );
  });

  it('S17: is limited as CDATA too', () => {
    expect(() => readXml(`<a>${cdata('x'.repeat(600_000))}${cdata('x'.repeat(600_000))}</a>`)).toThrow(
      'a text is too long',
    );
  });

  it.each([
    ['a comment that splits it', '<a>20<!-- 99 -->00</a>', '2000'],
    ['a processing instruction that splits it', '<a>20<?x 99?>00</a>', '2000'],
  ])('is whole in spite of %s', (_what, message, text) => {
    expect(readXml(message).text).toBe(text);
  });
});

describe('a statement with days that are none', () => {
  it.each([
    ['an entry is booked on the 30th of February', statementOf(booked({ booked: '<Dt>2026-02-30</Dt>' }))],
    [
      'an entry is booked at a time of such a day',
      statementOf(booked({ booked: '<DtTm>2026-04-31T09:00:00Z</DtTm>' })),
    ],
    ['its closing day is the 31st of November', statementOf(booked(), { closed: '<Dt>2026-11-31</Dt>' })],
    ['its closing time is none', statementOf(booked(), { closed: '<DtTm>tomorrow-ish</DtTm>' })],
    ['its closing day is a word', statementOf(booked(), { closed: '<Dt>today</Dt>' })],
  ])('S17: is unreadable, and told, when %s: the database would stop the import half way', (_why, text) => {
    expect(() => readCamt053(text)).toThrow(UnreadableMessage);
    expect(() => readCamt053(text)).toThrow('no day');
  });

  it('keeps the day as the bank wrote it when it is the bank’s midnight', () => {
    const text = statementOf(booked({ booked: '<DtTm>2026-11-25T00:00:00+03:00</DtTm>' }), {
      closed: '<DtTm>2026-11-25T23:59:59+03:00</DtTm>',
    });
    const { entries, closedOn } = readCamt053(text);
    expect([entries[0]?.bookedOn, closedOn]).toEqual(['2026-11-25', '2026-11-25']);
  });
});

describe('a message with numbers that are none', () => {
  it.each(['0', '-1', '1.5', '0x1', '1e0', 'first'])(
    'I5: a statement with the number %s has no place in a row',
    (sequence) => {
      expect(() => readCamt053(statementOf(booked(), { sequence }))).toThrow(UnreadableMessage);
    },
  );

  it.each(['two', '2.0', '0x2', '2e0', '-2'])('I4: a report about %s payments says no total', (count) => {
    const text = statusReport(statusLine('I1'), { group: `<OrgnlNbOfTxs>${count}</OrgnlNbOfTxs>` });
    expect(() => readPain002(text)).toThrow(UnreadableMessage);
  });

  it('I4: a sum for a file that counts its payments in words is no sum for that file', () => {
    const details = '<Btch><MsgId>M1</MsgId><NbOfTxs>a few</NbOfTxs></Btch>';
    expect(() => readCamt053(statementOf(booked({ details })))).toThrow(UnreadableMessage);
  });

  it.each(['2,000.00', '2000.001', '1e3', '٢٠٠٠', '-', '', '99999999999999999999'])(
    'I12: an entry of the amount %j is unreadable: nothing is rounded or guessed',
    (value) => {
      expect(() => readCamt053(statementOf(booked({ value })))).toThrow(UnreadableMessage);
    },
  );

  it('I4: amounts at the end of what a number holds add up exactly or not at all', () => {
    const most = '90071992547409.91';
    const { entries } = readCamt053(
      statementOf(booked({ value: most, mark: 'CRDT' }) + booked({ value: most }), { closing: '10000.00' }),
    );
    expect(entries.map(({ amountMinor }) => amountMinor)).toEqual([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
    expect(() => readCamt053(statementOf(booked({ value: '90071992547409.92' })))).toThrow('an amount is not exact');
  });

  it.each(['CR', 'crdt', 'CREDIT', ''])('I4: an entry marked %j is neither credit nor debit', (mark) => {
    expect(() => readCamt053(statementOf(booked({ mark })))).toThrow(UnreadableMessage);
  });
});

describe('a report whose time is none', () => {
  it.each(['1', 'report 7', 'Nov 25, 2026', '2026-02-30T12:00:00Z', '2026-11-25'])(
    'A1.4: is unreadable when it says %j: the newest report wins, so a guessed time could hide a later one',
    (createdAt) => {
      expect(() => readPain002(statusReport(statusLine('I1'), { createdAt }))).toThrow('no time');
    },
  );
});
