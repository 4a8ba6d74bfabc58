import pg from 'pg';

/** A statement, and the name under which the connection keeps it prepared; without one it is parsed each time. */
export interface Asked {
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Row = Readonly<Record<string, unknown>>;

/** What reads the rows of one statement; the driver publishes no types of it. */
interface Reader {
  addFields(fields: readonly unknown[]): void;
  parseRow(fields: readonly unknown[]): Row;
}

/** As much of the driver's connection as this needs. */
interface Wire {
  close(what: { readonly type: 'S'; readonly name: string }): void;
  parse(statement: { readonly name: string | undefined; readonly text: string }): void;
  bind(bound: { readonly statement: string | undefined; readonly values: readonly unknown[] }): void;
  describe(what: { readonly type: 'P' }): void;
  execute(): void;
  sync(): void;
}

const driver = pg as unknown as {
  /** The driver lets no others into a pipeline. */
  readonly Query: new (text: string) => { readonly _result: { readonly _types: unknown } };
  readonly Result: new (mode: undefined, types: unknown) => Reader;
  readonly utils: { prepareValue(value: unknown): unknown };
};

/** What a connection keeps prepared, by name: how its rows are read, or undefined when it was not answered yet. */
const prepared = new WeakMap<Wire, Map<string, Reader | 'none' | undefined>>();

function preparedOn(wire: Wire) {
  const known = prepared.get(wire) ?? new Map<string, Reader | 'none' | undefined>();
  prepared.set(wire, known);
  return known;
}

interface Settling {
  readonly resolve: (answers: readonly (readonly Row[])[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Several statements of which PostgreSQL tells the end once: the driver would have each described and ended by itself,
 * which costs both sides as much as a short statement does. After one that fails none is looked at any more.
 */
class Several extends driver.Query {
  /** Which of them is being answered. */
  private at = 0;
  private failure: unknown;
  private readonly answers: Row[][];
  private readonly readers: (Reader | 'none' | undefined)[] = [];
  private readonly values: readonly (readonly unknown[])[];
  constructor(
    readonly asked: readonly Asked[],
    private readonly settling: Settling,
  ) {
    super('');
    // What cannot be sent is found out before any of it is.
    this.values = asked.map(({ values }) => values.map((value) => driver.utils.prepareValue(value)));
    this.answers = asked.map(() => []);
  }
  submit(wire: Wire): void {
    const known = preparedOn(wire);
    for (const [place, { name, text }] of this.asked.entries()) {
      if (name === undefined || !known.has(name)) parse(wire, name, text);
      const reader = name === undefined ? undefined : known.get(name);
      wire.bind({ statement: name, values: this.values[place] ?? [] });
      if (!reader) wire.describe({ type: 'P' });
      wire.execute();
      this.readers.push(reader);
      if (name !== undefined) known.set(name, reader);
    }
    wire.sync();
  }
  handleRowDescription({ fields }: { readonly fields: readonly unknown[] }): void {
    const reader = new driver.Result(undefined, this._result._types);
    reader.addFields(fields);
    this.readers[this.at] = reader;
  }
  handleDataRow({ fields }: { readonly fields: readonly unknown[] }): void {
    const reader = this.readers[this.at];
    if (!reader || reader === 'none') return;
    try {
      this.answers[this.at]?.push(reader.parseRow(fields));
    } catch (thrown) {
      this.failure ??= thrown;
    }
  }
  handleCommandComplete(_message: unknown, wire: Wire): void {
    const name = this.asked[this.at]?.name;
    if (name !== undefined) preparedOn(wire).set(name, this.readers[this.at] ?? 'none');
    this.at += 1;
  }
  handleError(thrown: unknown, wire: Wire): void {
    // Whether they are prepared is not known.
    for (const { name } of this.asked.slice(this.at)) if (name !== undefined) preparedOn(wire).delete(name);
    this.settling.reject(thrown);
  }
  handleReadyForQuery(): void {
    if (this.failure === undefined) this.settling.resolve(this.answers);
    else this.settling.reject(this.failure);
  }
}

/** Closed first: one of that name may be there, of a time when another statement of its batch failed. */
function parse(wire: Wire, name: string | undefined, text: string): void {
  if (name !== undefined) wire.close({ type: 'S', name });
  wire.parse({ name, text });
}

/** In their order, in one write and with one end; the rows of each. The first failure is that of all. */
export function askSeveral(client: pg.PoolClient, asked: readonly Asked[]): Promise<readonly (readonly Row[])[]> {
  return new Promise((resolve, reject) => {
    client.query(new Several(asked, { resolve, reject }) as unknown as pg.Submittable);
  });
}
