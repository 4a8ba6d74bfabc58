import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface ReadPdf {
  /** The text of each page, as a reader reads it. */
  readonly pages: readonly string[];
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  readonly title: string;
  readonly lang: string;
}

/** What pdf.js reads in the file; throws when it cannot. */
export function readPdf(pdf: Uint8Array): ReadPdf {
  const out = execFileSync(process.execPath, [join(__dirname, 'pdf-reader.mjs')], { input: pdf, maxBuffer: 1 << 26 });
  return JSON.parse(out.toString('utf8')) as ReadPdf;
}
