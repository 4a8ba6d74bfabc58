import { CompiledQuery, type Insertable, type Kysely } from 'kysely';

/** A statement as PostgreSQL is sent it. */
export interface Statement {
  readonly text: string;
  /** JSON as text; for a column of jsonb an array would be sent as one of PostgreSQL's own. */
  readonly values: readonly unknown[];
  /** How it becomes one with others like it; left out: each is sent by itself. */
  readonly join?: Joining | undefined;
}

/** What statements of one shape are made one by. */
export interface Joining {
  /** Those of the same shape may be joined. */
  readonly shape: string;
  readonly rows: readonly unknown[];
  /** The statement for the rows of all of them. */
  toStatement(rows: readonly unknown[]): Statement;
}

/**
 * The same as all these lists one after the other, in fewer statements: where two lists are of the same shapes in the
 * same order, each becomes one with its like.
 */
export function joined(lists: readonly (readonly Statement[])[]): readonly Statement[] {
  const alike = new Map<string, (readonly Statement[])[]>();
  for (const list of lists) {
    const shape = list.map((one) => one.join?.shape ?? one.text).join('\n');
    alike.set(shape, [...(alike.get(shape) ?? []), list]);
  }
  return [...alike.values()].flatMap(joinAlike);
}

function joinAlike(lists: readonly (readonly Statement[])[]): readonly Statement[] {
  const [first = []] = lists;
  if (lists.length === 1) return first;
  return first.flatMap(({ join }, place) => {
    const all = lists.flatMap((list) => list[place] ?? []);
    return join ? [join.toStatement(all.flatMap((one) => one.join?.rows ?? []))] : all;
  });
}

/** Statements that wait for nothing of each other: they are sent in one write. */
export class Batch {
  constructor(
    readonly statements: readonly Statement[],
    /** The end of the transaction goes with them. */
    readonly commits: boolean,
  ) {}
}

const BATCH = '-- several';

/** A statement that `runBatch` made. */
export const isBatch = (text: unknown, values: readonly unknown[] | undefined): values is readonly [Batch] =>
  text === BATCH && values?.[0] instanceof Batch;

type Row = Readonly<Record<string, unknown>>;

/**
 * Sends all of them in one round trip, and returns the rows of each, columns named as the statement names them. With
 * `commits` within a transaction, nothing more may follow: it is over when this returns.
 */
export async function runBatch(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  statements: readonly Statement[],
  commits = false,
): Promise<readonly (readonly Row[])[]> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(BATCH, [new Batch(statements, commits)]));
  const [all] = rows as [{ readonly answers: readonly (readonly Row[])[] }];
  return all.answers;
}

/**
 * A list that is given to a statement, as one that PostgreSQL's planner cannot look into: it would plan the statement
 * anew each time, because a list of three promises to be cheaper than one of unknown length.
 */
export const listAt = (place: number, type: string): string => `(select $${place}::${type}[])`;

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Inserts rows that have the same columns in the same order; its text is written once for their shape. `after` is what
 * follows the values.
 */
export function insertion<DB>() {
  return <T extends keyof DB & string>(table: T, rows: readonly Insertable<DB[T]>[], after = ''): Statement =>
    new Insertion(table, rows as readonly Row[], after);
}

/** After the values: a row that is there stays as it is. */
export const UNLESS_THERE = 'on conflict do nothing';

const texts = new Map<string, string>();

/** Written when it is sent: most are joined before, and then it is the whole that is written. */
class Insertion implements Statement, Joining {
  readonly shape: string;
  constructor(
    private readonly table: string,
    readonly rows: readonly Row[],
    private readonly after: string,
  ) {
    this.shape = `${table}|${Object.keys(rows[0] ?? {}).join()}|${after}`;
  }
  /** What follows may answer, or change a row of its own: such a one stays by itself. */
  get join(): Joining | undefined {
    return this.after === '' || this.after === UNLESS_THERE ? this : undefined;
  }
  get text(): string {
    const key = `${this.shape}|${this.rows.length}`;
    const text =
      texts.get(key) ?? insertionText(this.table, Object.keys(this.rows[0] ?? {}), this.rows.length, this.after);
    texts.set(key, text);
    return text;
  }
  get values(): readonly unknown[] {
    return this.rows.flatMap((row) => Object.values(row));
  }
  toStatement(rows: readonly unknown[]): Statement {
    return new Insertion(this.table, rows as readonly Row[], this.after);
  }
}

function insertionText(table: string, columns: readonly string[], count: number, after: string): string {
  const places = (row: number) => columns.map((_name, at) => `$${row * columns.length + at + 1}`);
  const lines = Array.from({ length: count }, (_none, row) => `(${places(row).join(', ')})`);
  const into = `insert into ${snake(table)} (${columns.map(snake).join(', ')}) values ${lines.join(', ')}`;
  return after === '' ? into : `${into} ${after}`;
}
