/** Something that goes on until it is stopped. */
export interface Loop {
  /** Resolves when the turn that is going on has ended. */
  stop(): Promise<void>;
}

/** Runs `turn` again and again with a pause between; at once while it says that there is more to do. */
export function startLoop(pauseMs: number, turn: () => Promise<boolean>): Loop {
  let stopped = false;
  let interrupt: () => void = () => undefined;
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopped) {
      const more = await turn();
      if (!more && !stopped) await rest(pauseMs);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      interrupt();
      await running;
    },
  };
}
