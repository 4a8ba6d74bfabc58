/** A browser without scripts: follows redirects itself, keeps cookies, fills plain forms. */
export interface Browser {
  readonly page: () => string;
  /** Where the last redirect led to outside the pages; undefined while still inside. */
  readonly left: () => URL | undefined;
  open(url: string): Promise<void>;
  submit(action: RegExp, fields?: Readonly<Record<string, string>>): Promise<void>;
}

export function openBrowser(home: string): Browser {
  const cookies = new Map<string, string>();
  let at = home;
  let text = '';
  let out: URL | undefined;

  const visit = async (url: string, init: RequestInit = {}): Promise<void> => {
    const target = new URL(url, at);
    if (target.origin !== home) {
      out = target;
      return;
    }
    at = target.href;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(target, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location) return visit(location);
    text = await answer.text();
  };

  return {
    page: () => text,
    left: () => out,
    open: visit,
    async submit(action, fields = {}) {
      const form = [...text.matchAll(/<form[^>]*action="([^"]+)"/g)]
        .map(([, found = '']) => found)
        .find((f) => action.test(f));
      if (!form) throw new Error(`the page has no form ${action}: ${text.slice(-600)}`);
      await visit(form, { method: 'POST', body: new URLSearchParams(fields) });
    },
  };
}
