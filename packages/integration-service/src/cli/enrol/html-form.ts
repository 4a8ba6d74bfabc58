/** A form of a plain HTML page: where it goes and what it would send. */
export interface HtmlForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** Inputs with their values; of hidden ones the value is kept as it is. */
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly name: string | undefined; readonly value: string; readonly text: string }[];
}

/** Enough of HTML for the pages of an identity provider that work without script. */
export function formsOf(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', body = '']) => {
    const form = attributesOf(head);
    return {
      action: form['action'] ?? '',
      method: form['method']?.toUpperCase() === 'GET' ? 'GET' : 'POST',
      fields: Object.fromEntries(
        [...body.matchAll(/<input\b([^>]*)>/gi)]
          .map(([, text = '']) => attributesOf(text))
          .filter(({ name, type }) => name !== undefined && type !== 'submit')
          .map(({ name = '', value = '' }) => [name, value]),
      ),
      buttons: [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, text = '', label = '']) => {
        const { name, value = '' } = attributesOf(text);
        return { name, value, text: label.replace(/<[^>]*>/g, '').trim() };
      }),
    };
  });
}

function attributesOf(text: string): Record<string, string | undefined> {
  const found = text.matchAll(/([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi);
  return Object.fromEntries(
    [...found].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]),
  );
}

function decode(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
