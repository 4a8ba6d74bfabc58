import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Where a secret may come from: a terminal, which does not show it, or standard input. */
export interface Typed {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Reads answers one after the other; on a terminal it asks, and does not show what is `hidden`. */
export function answersFrom({ input, output }: Typed) {
  let muted = false;
  const screen = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!muted) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: screen, terminal: input.isTTY === true });
  const waiting: string[] = [];
  let ended = false;
  lines.on('line', (line) => waiting.push(line));
  lines.on('close', () => {
    ended = true;
  });

  return {
    /** The next line; empty when there is none. */
    async next(question: string, hidden = false): Promise<string> {
      if (input.isTTY) output.write(question);
      muted = hidden;
      if (waiting.length === 0 && !ended) await Promise.race([once(lines, 'line'), once(lines, 'close')]);
      muted = false;
      if (hidden && input.isTTY) output.write('\n');
      return waiting.shift() ?? '';
    },
    close: () => lines.close(),
  };
}
