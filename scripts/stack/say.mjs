/** A failure with one sentence for the person at the keyboard. */
export class Problem extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

const DISK_FULL = 'The disk is full: free some space (about 3 GB are needed), then run the same command again.';

/** One clear sentence for whatever was thrown; the stack trace only for what nobody foresaw. */
export function explain(thrown) {
  if (thrown?.code === 'ENOSPC' || /ENOSPC|No space left on device/.test(thrown?.message ?? '')) return DISK_FULL;
  if (thrown instanceof Problem) return thrown.message;
  if (thrown?.code?.startsWith?.('ERR_PARSE_ARGS')) return `${thrown.message} Try --help.`;
  return `Something nobody foresaw failed: ${thrown?.stack ?? thrown}`;
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a step and prints it with its time; a step that did nothing says so. */
export async function step(label, work) {
  const since = Date.now();
  try {
    const result = await work();
    console.log(`  ok  ${label} (${seconds(since)})`);
    return result;
  } catch (thrown) {
    console.log(`  --  ${label}: failed after ${seconds(since)}`);
    throw thrown;
  }
}

export function title(text) {
  console.log(`\n${text}`);
}
