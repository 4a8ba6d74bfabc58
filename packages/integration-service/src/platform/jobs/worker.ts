/** Unordered work of `interlink work`. */
export interface JobDefinition {
  /** `<capability>.<verb>`: a queue of src/queues.ts, unless it is only periodic. */
  readonly name: string;
  /** Jobs of this queue that run at once in one process; 1 unless said. */
  readonly concurrency?: number;
  /** Runs without being asked, that often, on one of the workers. */
  readonly everySeconds?: number;
  /**
   * Of periodic work that counts everybody: after a turn it rests so many times as long as the turn took, if that is
   * longer.
   */
  readonly restsTimes?: number;
  /** Throws to be tried again later. Repetition must change nothing. */
  run(data: Readonly<Record<string, unknown>>): Promise<void>;
}
