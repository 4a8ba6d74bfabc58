import { setImmediate } from 'node:timers/promises';
import type PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { openPen, type Place } from './pen.js';
import type { Direction } from './text-runs.js';

const PAGE = { width: 595, height: 842 } as const;
const FOOTER_Y = 800;
/** Lines of text are so much higher than their letters; Ethiopic and Arabic marks need it. */
const LEADING = 1.45;
const AT_ONCE = 50;

export interface SheetOptions {
  readonly title: string;
  readonly language: string;
  readonly direction: Direction;
  /** Stands in the file as the time of its making: the same content is then always the same bytes. */
  readonly at: Date;
  /** At the foot of every page. */
  readonly footer: (page: number, pages: number) => string;
}

/** Pages of A4 to draw on, in points; each font that was used is embedded, cut down to the letters that were used. */
export interface Sheet {
  /** The lowest place on a page that is not the footer's. */
  readonly bottom: number;
  /** How many points high this text is at that width. */
  heightOf(text: string, place: Pick<Place, 'size' | 'width'>): number;
  /** Breaks lines at words, never leaves anything out. Gives the height in points. */
  text(text: string, place: Place): number;
  /** A line across the page. */
  rule(y: number): void;
  /** A QR code (ISO/IEC 18004) with this edge. */
  qr(text: string, place: At): void;
  newPage(): void;
  /** Lets others work in between: a list of ten thousand takes seconds. Await it once a row. */
  breathe(): Promise<void>;
  /** The file; nothing can be drawn after it. */
  end(): Promise<Buffer>;
}

export const MARGIN = 40;
export const INNER_WIDTH = PAGE.width - 2 * MARGIN;

export async function openSheet({ title, language, direction, at, footer }: SheetOptions): Promise<Sheet> {
  // Loaded when somebody wants a document, because no other process should wait for it.
  const { default: Document } = await import('pdfkit');
  const document = new Document({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: { Title: title, Producer: 'Interlink', Creator: 'Interlink', CreationDate: at },
  });
  const file = collect(document);
  const pen = openPen(document, direction, PAGE.width);
  let asked = 0;
  return {
    bottom: FOOTER_Y - 20,
    heightOf: (text, place) => pen.linesOf(text, place).length * place.size * LEADING,
    text(text, place) {
      const lines = pen.linesOf(text, place);
      const step = place.size * LEADING;
      lines.forEach((line, row) => pen.write(line, { ...place, y: place.y + place.size * 1.1 + row * step }));
      return lines.length * step;
    },
    rule(y) {
      document
        .lineWidth(0.5)
        .moveTo(MARGIN, y)
        .lineTo(PAGE.width - MARGIN, y)
        .stroke();
    },
    qr(text, { x, y, width }) {
      drawCode(document, text, { x: direction === 'ltr' ? x : PAGE.width - x - width, y, width });
    },
    newPage: () => void document.addPage(),
    async breathe() {
      asked += 1;
      if (asked % AT_ONCE === 0) await setImmediate();
    },
    end() {
      const { count } = document.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        document.switchToPage(page);
        pen.write(footer(page + 1, count), { x: MARGIN, y: FOOTER_Y, width: INNER_WIDTH, size: 8 });
      }
      document.end();
      return file;
    },
  };
}

type At = Pick<Place, 'x' | 'y' | 'width'>;

function drawCode(document: InstanceType<typeof PDFDocument>, text: string, { x, y, width }: At): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dot = width / size;
  data.forEach((row, down) =>
    row.forEach((isDark, across) => {
      if (isDark) document.rect(x + across * dot, y + down * dot, dot, dot);
    }),
  );
  document.fill('black');
}

function collect(document: NodeJS.ReadableStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}
