/** Markup that is safe to put into a page. */
export interface Html {
  readonly markup: string;
}

type Part = Html | readonly Html[] | string | number | undefined;

const LETTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text parts are escaped, markup parts are not. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((whole, text, at) => whole + toMarkup(parts[at - 1]) + text) };
}

function toMarkup(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (letter) => LETTERS[letter] ?? letter);
  }
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

const STYLE: Html = {
  markup: `body{font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;max-width:70rem;margin:0 auto;padding:1rem}
main.narrow{max-width:26rem;margin:0 auto}label{display:block;font-weight:600;margin-top:.75rem}
input,select,button{font:inherit;padding:.5rem;box-sizing:border-box;max-width:100%}
main.narrow input,main.narrow button{width:100%}button{margin-top:.75rem;cursor:pointer}
button.main{background:#0b4f8a;color:#fff;border:1px solid #0b4f8a}
:focus-visible{outline:3px solid #d97706;outline-offset:2px}
.problem{border:2px solid #b00020;padding:.5rem .75rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a8a8a;padding:.25rem .5rem;text-align:start;vertical-align:top}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}nav a{margin-inline-end:1rem}`,
};

/** A whole page in English; needs no script. */
export function page(title: string, content: Html, width: 'narrow' | 'wide' = 'wide'): string {
  const { markup } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <style>
        ${STYLE}
      </style>
    </head>
    <body>
      <main class="${width}">
        <h1>${title}</h1>
        ${content}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${markup}`;
}

/** A table that scrolls sideways within its page and can be reached by the keyboard. `label`: an id or words. */
export function wideTable(
  label: { readonly id: string } | string,
  titles: readonly string[],
  rows: readonly Html[],
): Html {
  const heads = titles.map((title) => html`<th scope="col">${title}</th>`);
  const table = html`<table>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return typeof label === 'string'
    ? html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${table}</div>`
    : html`<div class="wide" tabindex="0" role="region" aria-labelledby="${label.id}">${table}</div>`;
}
