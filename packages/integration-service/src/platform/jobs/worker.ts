/** Unordered work of `interlink work`. */
export interface JobDefinition {
  /** `<capability>.<verb>`: a queue of src/queues.ts, unless it is only periodic. */
  readonly name: string;
  /** Jobs of this queue that run at once in one process; 1 unless said. */
  readonly concurrency?: number;
  /** Runs without being asked, that often, on one of the workers. */
  readonly everySeconds?: number;
  /** Throws to be tried again later. Repetition must change nothing. */
  run(data: Readonly<Record<string, unknown>>): Promise<void>;
}
