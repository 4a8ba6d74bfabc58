import * as fc from 'fast-check';
import {
  Batch,
  insertion,
  isBatch,
  joined,
  runBatch,
  UNLESS_THERE,
  type Statement,
} from '../../src/platform/statement.js';

interface Tables {
  'shop.orderLine': { lineId: string; priceMinor: number; notes: string | null };
}
const into = insertion<Tables>();
const line = (lineId: string, priceMinor = 100) => ({ lineId, priceMinor, notes: null });

/** A database that notes what it is asked and answers with the rows that the test gives. */
function fakeDatabase(answers: readonly (readonly object[])[]) {
  const asked: { readonly text: string; readonly values: readonly unknown[] }[] = [];
  const executeQuery = ({ sql, parameters }: { readonly sql: string; readonly parameters: readonly unknown[] }) => {
    asked.push({ text: sql, values: parameters });
    return Promise.resolve({ rows: [{ answers }] });
  };
  return { asked, db: { executeQuery } as unknown as Parameters<typeof runBatch>[0] };
}

describe('an insertion', () => {
  it('names table and columns as PostgreSQL does, and keeps every value out of its text', () => {
    expect(into('shop.orderLine', [line('a')])).toMatchObject({
      text: 'insert into shop.order_line (line_id, price_minor, notes) values ($1, $2, $3)',
      values: ['a', 100, null],
    });
  });

  it('holds several rows, one after the other', () => {
    const { text, values } = into('shop.orderLine', [line('a', 1), line('b', 2)]);
    expect(text).toContain('values ($1, $2, $3), ($4, $5, $6)');
    expect(values).toEqual(['a', 1, null, 'b', 2, null]);
  });

  it('has what follows its values, as a text of its own', () => {
    const plain = into('shop.orderLine', [line('a')]);
    const { text, values } = into('shop.orderLine', [line('a')], 'returning line_id');
    expect(text).toBe(`${plain.text} returning line_id`);
    expect(values).toEqual(plain.values);
    expect(into('shop.orderLine', [line('b')]).text).toBe(plain.text);
  });

  it('has one text for each shape, so that PostgreSQL plans it once', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string(), price: fc.integer() }), { minLength: 1 }), (rows) => {
        const made = into('shop.orderLine', rows.map(({ id, price }) => line(id, price))); // prettier-ignore
        const other = into('shop.orderLine', rows.map(() => line('other'))); // prettier-ignore
        expect(made.text).toBe(other.text);
        expect(made.values).toHaveLength(rows.length * 3);
      }),
    );
  });

  it('never has a value in its text, whatever the value is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 9 }), (id) => {
        expect(into('shop.orderLine', [line(`'; ${id}`)]).text).not.toContain(id);
      }),
    );
  });
});

describe('statements of several that are joined', () => {
  const other: Statement = { text: 'update shop.order set paid = $1', values: [true] };
  /** What a database would hold after these insertions, in the order of their coming. */
  const rowsOf = (statements: readonly Statement[]) => statements.flatMap(({ values }) => chunks(values));
  const chunks = (values: readonly unknown[]) =>
    Array.from({ length: values.length / 3 }, (_none, at) => values.slice(at * 3, at * 3 + 3));

  it.each([
    ['are one where they are of one shape', ''],
    ['are one, too, where a row that is there stays as it is', UNLESS_THERE],
  ])('%s', (_are, after) => {
    const one = (id: string) => [into('shop.orderLine', [line(id)], after)];
    const all = joined([one('a'), one('b')]);
    expect(all).toHaveLength(1);
    const { text, values } = into('shop.orderLine', [line('a'), line('b')], after);
    expect(all[0]).toMatchObject({ text, values });
  });

  it('stay as they are, each for itself, where they cannot be', () => {
    expect(joined([[other], [other]])).toEqual([other, other]);
    const returning = into('shop.orderLine', [line('a')], 'returning line_id');
    expect(joined([[returning], [returning]])).toEqual([returning, returning]);
  });

  it('keep the order that each of them wants', () => {
    const one = into('shop.orderLine', [line('a')]);
    expect(
      joined([
        [one, other],
        [other, one],
      ]),
    ).toEqual([one, other, other, one]);
    const [first, ...rest] = joined([
      [one, other],
      [one, other],
    ]);
    expect(first?.values).toEqual(['a', 100, null, 'a', 100, null]);
    expect(rest).toEqual([other, other]);
  });

  it('lose no row and make none, whatever the lists', () => {
    const list = fc.array(fc.oneof(fc.constant(other), fc.string().map((id) => into('shop.orderLine', [line(id)])))); // prettier-ignore
    fc.assert(
      fc.property(fc.array(list), (lists) => {
        const inserting = (all: readonly Statement[]) => all.filter(({ text }) => text !== other.text);
        const [made, given] = [joined(lists), lists.flat()];
        expect(rowsOf(inserting(made)).sort()).toEqual(rowsOf(inserting(given)).sort());
        expect(made.length - inserting(made).length).toBe(given.length - inserting(given).length);
      }),
    );
  });

  it('are none when there are none', () => {
    expect(joined([])).toEqual([]);
    expect(joined([[], []])).toEqual([]);
  });
});

describe('a batch of statements', () => {
  const one: Statement = { text: 'select 1', values: [1] };

  it('goes to the connection as one, and gives the rows of each', async () => {
    const { asked, db } = fakeDatabase([[{ n: 1 }], []]);
    expect(await runBatch(db, [one, one], true)).toEqual([[{ n: 1 }], []]);
    const [only] = asked;
    expect(asked).toHaveLength(1);
    expect(only?.values).toEqual([new Batch([one, one], true)]);
  });

  it('does not end the transaction unless that is asked for', async () => {
    const { asked, db } = fakeDatabase([[]]);
    await runBatch(db, [one]);
    expect(asked[0]?.values).toEqual([new Batch([one], false)]);
  });

  it.each([
    ['another text', 'select 1', [new Batch([], false)]],
    ['another value', '-- several', ['a text']],
    ['no value', '-- several', undefined],
    ['no text', undefined, [new Batch([], false)]],
  ])('is told from a statement with %s', (_what, text, values) => {
    expect(isBatch(text, values)).toBe(false);
  });
});
