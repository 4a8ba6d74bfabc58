import type { Kysely } from 'kysely';

/** A statement that does for several what it does for one; declared once, as a constant. */
export interface Joint<In, Out> {
  /** What comes of each, in the same order; what it throws, it throws to all. */
  doAll(db: Kysely<unknown>, all: readonly In[]): Promise<readonly Out[]>;
}

export type Jointly = <In, Out>(joint: Joint<In, Out>, one: In) => Promise<Out>;

/** Each by itself. */
export const oneByOne =
  (db: Kysely<unknown>): Jointly =>
  <In, Out>(joint: Joint<In, Out>, one: In) =>
    new Promise<Out>((resolve, reject) => void answer(db, joint, [{ one, resolve, reject }]));

interface Asking<In, Out> {
  readonly one: In;
  readonly resolve: (value: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/** Those of one joint who ask in the same turn of the loop go in one statement, and all of the turn's in one write. */
export function allAtOnce(db: Kysely<unknown>): Jointly {
  let turn = new Map<unknown, Asking<unknown, unknown>[]>();
  const askAll = () => {
    const asked = turn;
    turn = new Map();
    for (const [joint, all] of asked) void answer(db, joint as Joint<unknown, unknown>, all);
  };
  return <In, Out>(joint: Joint<In, Out>, one: In) =>
    new Promise<Out>((resolve, reject) => {
      if (turn.size === 0) setImmediate(askAll);
      const asking = { one, resolve, reject } as Asking<unknown, unknown>;
      turn.set(joint, [...(turn.get(joint) ?? []), asking]);
    });
}

async function answer<In, Out>(db: Kysely<unknown>, joint: Joint<In, Out>, all: readonly Asking<In, Out>[]) {
  try {
    const answers = await joint.doAll(
      db,
      all.map(({ one }) => one),
    );
    if (answers.length !== all.length)
      throw new Error(`of ${all.length} who asked jointly ${answers.length} were answered`);
    for (const [place, { resolve }] of all.entries()) resolve(answers[place] as Out);
  } catch (thrown) {
    for (const { reject } of all) reject(thrown);
  }
}
