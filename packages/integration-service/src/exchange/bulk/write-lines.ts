import type { BulkFormat } from '@interlink/contracts/exchange/bulk';
import { csvLine, headingsOf, toCells, type Column } from '@interlink/domain/exchange/bulk/csv';
import type { JsonObject } from '@interlink/domain/exchange/bulk/json-tree';
import { toXml, XML_DOCUMENT } from '@interlink/domain/exchange/bulk/xml';

/** How the lines of a file are written; each can be added by itself, so that a file goes on where it stopped. */
export interface LineWriter {
  readonly opening: string;
  line(value: object): string;
  readonly closing: string;
}

/** `columns`: of a CSV file; what a line has beside them is in its last column. */
export function lineWriter(format: BulkFormat, columns: readonly Column[]): LineWriter {
  // As JSON has it: what is undefined is not there.
  const asJson = (value: object) => JSON.parse(JSON.stringify(value)) as JsonObject;
  if (format === 'csv') {
    const line = (value: object) => csvLine(toCells(asJson(value), columns));
    return { opening: csvLine(headingsOf(columns)), line, closing: '' };
  }
  if (format === 'xml') {
    const opening = `<?xml version="1.0" encoding="UTF-8"?>\n<${XML_DOCUMENT}>\n`;
    return { opening, line: (value) => `${toXml(asJson(value))}\n`, closing: `</${XML_DOCUMENT}>\n` };
  }
  return { opening: '', line: (value) => `${JSON.stringify(value)}\n`, closing: '' };
}
