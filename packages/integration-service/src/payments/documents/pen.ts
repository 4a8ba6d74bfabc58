import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { runsOf, type Direction, type Script } from './text-runs.js';

type Document = InstanceType<typeof PDFDocument>;

const require = createRequire(import.meta.url);
const FONTS: Readonly<Record<Script, string>> = {
  latin: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  arabic: '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  ethiopic: '@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf',
};

/** Where text stands, in points; `x` counts from the edge at which reading begins. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly align?: 'end' | 'start';
}

/** Breaks text into lines and writes one, with a font for each of its scripts. */
export interface Pen {
  linesOf(text: string, place: Pick<Place, 'size' | 'width'>): readonly string[];
  /** `y`: of the line on which the letters stand. */
  write(line: string, place: Place): void;
}

export function openPen(document: Document, direction: Direction, pageWidth: number): Pen {
  for (const [script, path] of Object.entries(FONTS)) {
    document.registerFont(script, readFileSync(require.resolve(path)));
  }
  // Most words of a list stand in it many times; widths are kept for letters one point high.
  const widths = new Map<string, number>();
  const measure = (text: string) =>
    runsOf(text, direction).reduce((sum, run) => sum + document.font(run.script, 1).widthOfString(run.text), 0);
  const widthOf = (text: string, size: number) => {
    const width = widths.get(text) ?? measure(text);
    widths.set(text, width);
    return width * size;
  };
  return {
    linesOf: (text, { size, width }) => breakLines(text, width, (part) => widthOf(part, size)),
    write(line, { x, y, width, size, align }) {
      const start = direction === 'ltr' ? x : pageWidth - x - width;
      const isLeft = (direction === 'ltr') === (align !== 'end');
      let left = isLeft ? start : start + width - widthOf(line, size);
      const placed = runsOf(line, direction).map((run) => {
        const one = { ...run, left };
        left += document.font(run.script, size).widthOfString(run.text);
        return one;
      });
      // Into the file in the order of reading, so that whoever copies or searches finds words as they are said.
      for (const run of placed.sort((one, other) => one.order - other.order)) {
        document.font(run.script, size).text(run.text, run.left, y, { lineBreak: false, baseline: 'alphabetic' });
      }
    },
  };
}

/** At words, and inside a word only where it is longer than a line. */
function breakLines(text: string, width: number, widthOf: (part: string) => number): readonly string[] {
  const lines: { text: string; width: number }[] = [];
  const space = widthOf(' ');
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    for (const [at, part] of breakWord(word, width, widthOf).entries()) {
      const last = lines.at(-1);
      const needed = widthOf(part);
      if (at === 0 && last && last.width + space + needed <= width) {
        lines[lines.length - 1] = { text: `${last.text} ${part}`, width: last.width + space + needed };
      } else lines.push({ text: part, width: needed });
    }
  }
  return lines.length === 0 ? [''] : lines.map((line) => line.text);
}

function breakWord(word: string, width: number, widthOf: (part: string) => number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const parts = [''];
  for (const sign of word) {
    const longer = `${parts.at(-1) ?? ''}${sign}`;
    if (widthOf(longer) <= width || longer === sign) parts[parts.length - 1] = longer;
    else parts.push(sign);
  }
  return parts;
}
