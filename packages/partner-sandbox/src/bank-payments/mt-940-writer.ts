import type { AccountDay, Movement } from './books.js';
import { bookingsOf } from './camt-053-writer.js';
import { fromCents } from './message.js';
import type { Traits } from './profiles.js';

/** Characters after a tag; and lines of `:86:`. */
const WIDTH = 65;
/** SWIFT lets a message be of 2,000 characters: a bank that keeps to it writes pages. */
const PER_PAGE = { worst: 2, other: 20 };

/** One day of one account as the customer statement of SWIFT; `sequence` is year and number. */
export function writeMt940(account: string, day: AccountDay, sequence: number, traits: Traits): string {
  const currency = day.movements[0]?.instruction.currency ?? 'KES';
  const bookings = bookingsOf(day.movements, traits);
  const perPage = traits.profile === 'worst' ? PER_PAGE.worst : PER_PAGE.other;
  const pages = Math.max(1, Math.ceil(bookings.length / perPage));
  const texts: string[] = [];
  let balance = day.opening;
  for (let page = 1; page <= pages; page += 1) {
    const on = bookings.slice((page - 1) * perPage, page * perPage);
    const before = balance;
    for (const booking of on) balance += signedCents(booking);
    const end = (mark: string, cents: bigint) => `${mark}:${balanceText(cents, day.day, currency)}`;
    texts.push(
      [
        '{1:F01DEMOKENAXXXX0000000000}{2:O9401200261129INTERLINKXXX00000000002611291200N}{4:',
        `:20:S${sequence}`,
        `:25:${account}`,
        `:28C:${String(sequence % 100_000).padStart(5, '0')}/${page}`,
        end(page === 1 ? ':60F' : ':60M', before),
        ...on.flatMap((booking, at) => entryLines(booking, `${sequence}-${page}-${at + 1}`, traits)),
        end(page === pages ? ':62F' : ':62M', balance),
        '-}',
        '',
      ].join('\r\n'),
    );
  }
  return texts.join('');
}

const sumOf = (booking: readonly Movement[]) => booking.reduce((sum, { cents }) => sum + cents, 0n);
const signedCents = (booking: readonly Movement[]) => (booking[0]?.kind === 'return' ? 1n : -1n) * sumOf(booking);
const comma = (cents: bigint) => fromCents(cents).replace('.', ',');
const yymmdd = (day: string) => day.slice(2).replaceAll('-', '');

function balanceText(cents: bigint, day: string, currency: string): string {
  return `${cents < 0n ? 'D' : 'C'}${yymmdd(day)}${currency}${comma(cents < 0n ? -cents : cents)}`;
}

function entryLines(booking: readonly Movement[], reference: string, traits: Traits): readonly string[] {
  const [first] = booking;
  if (!first) return [];
  const { kind, day, message, instruction, reason } = first;
  const cut = (text: string) => text.slice(0, traits.idLength);
  const lumped = traits.booksInOneDebit && kind === 'debit' && first.ordinary;
  const own = lumped ? message.messageId : instruction.instrId;
  const date = yymmdd(day);
  const mark = kind === 'return' ? 'RD' : 'D';
  const said = lumped
    ? `/KREF/${cut(message.messageId)}/PREF/${cut(message.paymentInfoId)}/NBTR/${booking.length}`
    : `/EREF/${cut(instruction.endToEndId)}/IREF/${cut(instruction.instrId)}${kind === 'return' ? `/RTRN/${reason ?? 'MS03'}` : ''}`;
  const text = `${said}/NAME/${instruction.creditorName}`.slice(0, 6 * WIDTH);
  const lines = text.match(new RegExp(`.{1,${WIDTH - 5}}`, 'g')) ?? [];
  return [
    `:61:${date}${date.slice(2)}${mark}${comma(sumOf(booking))}NTRF${own.slice(0, 16)}//${reference.slice(-16)}`,
    ...lines.map((line, at) => (at === 0 ? `:86:${line}` : line)),
  ];
}
