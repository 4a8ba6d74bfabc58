/** A value that must appear in no sink, and what it is. */
export type Markers = ReadonlyMap<string, string>;

export interface MarkedPerson {
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: string;
  readonly nationalId?: string;
  readonly mobile?: string;
  readonly account?: { readonly number: string };
}

export interface Find {
  /** What was found: `name`, `otp`, `secret` ...; never the value, because this text is shown. */
  readonly kind: string;
  readonly line: number;
}

/** Words of two letters are in every text. */
const SHORTEST_NAME = 4;

export function markersOf(
  people: readonly MarkedPerson[],
  others: Readonly<Record<string, readonly string[]>>,
): Markers {
  const markers = new Map<string, string>();
  for (const { givenName, surname, birthDate, nationalId, mobile, account } of people) {
    for (const name of [givenName, surname]) if (name.length >= SHORTEST_NAME) markers.set(name.toLowerCase(), 'name');
    markers.set(birthDate, 'birth date');
    if (nationalId !== undefined) markers.set(nationalId, 'identifier');
    if (mobile !== undefined) markers.set(mobile, 'phone').set(mobile.replace('+', ''), 'phone');
    if (account !== undefined) markers.set(account.number, 'account');
  }
  for (const [kind, values] of Object.entries(others))
    for (const value of values) markers.set(value.toLowerCase(), kind);
  return markers;
}

/** Signed tokens and cookies look like nothing else. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}\./;

/** Where a text has a marker as a whole word, whatever stands around it. */
export function findMarkers(text: string, markers: Markers): Find[] {
  return text.split('\n').flatMap((line, at) => {
    const words = line.toLowerCase();
    const tokens = [
      ...(words.match(/[\p{L}\p{N}]+/gu) ?? []),
      ...(words.match(/[\p{L}\p{N}-]+/gu) ?? []),
      ...(words.match(/[\p{L}\p{N}+/=_-]+/gu) ?? []),
    ];
    const kinds = new Set(tokens.flatMap((token) => markers.get(token) ?? []));
    if (TOKEN.test(line)) kinds.add('token');
    return [...kinds].map((kind) => ({ kind, line: at + 1 }));
  });
}
