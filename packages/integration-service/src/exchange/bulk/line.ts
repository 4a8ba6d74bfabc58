import type { bulkRefusals } from '@interlink/contracts/exchange/bulk';

/** The file as a whole cannot be read. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  constructor(
    readonly reason: (typeof bulkRefusals)[number],
    options?: { cause?: unknown },
  ) {
    super(reason, options);
  }
}

/** One line of a file: its value, or what is wrong with it. */
export interface BulkLine {
  /** Counted from 1: lines of JSON, rows below the headings, elements. */
  readonly number: number;
  readonly value: unknown;
  readonly fault?: string;
}
