import type { UploadRefusal } from '@interlink/contracts/social-registry/upload';
import type { PoisonCode } from '@interlink/domain/social-registry/template';

/** One row of a file, whatever it is written in. */
export interface FileRow {
  /** From 1, as a spreadsheet counts: a line end inside a cell is none. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Cells that hold no value that could be trusted; `at` from 0. */
  readonly poisoned?: readonly { readonly at: number; readonly code: PoisonCode }[];
}

/** The file as a whole cannot be read. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  constructor(
    readonly reason: UploadRefusal,
    readonly details: readonly string[] = [],
    options?: { cause?: unknown },
  ) {
    super(reason, options);
  }
}
