// The JWT cookie is not among them: the bearer header alone says who asks.
const KEPT = new Set(['sessionid', 'csrftoken']);

/** The cookies of one session with openIMIS, which ties the CSRF token to `sessionid`. */
export interface CookieJar {
  header(): string;
  take(headers: Headers): void;
}

export function cookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take(headers) {
      for (const line of headers.getSetCookie()) {
        const [pair = ''] = line.split(';', 1);
        const at = pair.indexOf('=');
        const name = pair.slice(0, at).trim();
        if (at > 0 && KEPT.has(name)) cookies.set(name, pair.slice(at + 1).trim());
      }
    },
  };
}
