/**
 * Reads a PDF from standard input by pdf.js, which had no part in writing it, and prints `{ pages, fonts, lang }`. A
 * process of its own: pdf.js is ESM and loads its parts by import(), which jest does not do.
 */
import { buffer } from 'node:stream/consumers';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

const data = new Uint8Array(await buffer(process.stdin));
const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, useSystemFonts: false }).promise;
const pages = [];
const fonts = new Map();
for (let number = 1; number <= document.numPages; number += 1) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  pages.push(items.map(({ str }) => str).join(''));
  await page.getOperatorList();
  for (const { fontName } of items.filter((item) => item.fontName)) {
    const font = page.commonObjs.get(fontName);
    fonts.set(font.name, { name: font.name, isEmbedded: !font.missingFile });
  }
}
const { info } = await document.getMetadata();
process.stdout.write(JSON.stringify({ pages, fonts: [...fonts.values()], title: info.Title, lang: info.Language }));
