const DEFAULTS = { PORT: '3000', OPENIMIS_URL: 'http://127.0.0.1:8000', INTERLINK_URL: 'http://127.0.0.1:8080' };

function readUrl(name, value) {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new Error(`${name} must be an http or https address, for example ${DEFAULTS[name]}.`);
  }
  return new URL(value).origin;
}

function readWhole(name, value, highest) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > highest) {
    throw new Error(`${name} must be a whole number from 1 to ${highest}.`);
  }
  return number;
}

/** Throws with one sentence that names the setting. */
export function readSettings(env) {
  return {
    port: readWhole('PORT', env.PORT ?? DEFAULTS.PORT, 65_535),
    openimisUrl: readUrl('OPENIMIS_URL', env.OPENIMIS_URL ?? DEFAULTS.OPENIMIS_URL),
    interlinkUrl: readUrl('INTERLINK_URL', env.INTERLINK_URL ?? DEFAULTS.INTERLINK_URL),
    // openIMIS takes minutes over a large upload.
    proxyTimeoutMs: readWhole('PROXY_TIMEOUT_MS', env.PROXY_TIMEOUT_MS ?? '120000', 3_600_000),
  };
}
