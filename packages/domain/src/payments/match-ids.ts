/** The ids by which a line is known outside. */
export interface OwnIds {
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
}

/** What a bank repeats of them; some banks drop one, some cut them short. */
export interface NamedIds {
  readonly uetr?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly instrId?: string | undefined;
}

/** Shorter than this, the beginning of an id says too little to stand for the whole. */
export const SHORTEST_CUT = 16;

/**
 * Finds lines by what a bank says of them, in the order of A1.4: UETR, EndToEndId, InstrId; then the beginning of
 * InstrId and of EndToEndId. An id that fits more than one line finds none: guessing pays the wrong person.
 */
export function lineFinder<Line extends OwnIds>(lines: readonly Line[]): (named: NamedIds) => Line | undefined {
  const byUetr = indexBy(lines, ({ uetr }) => uetr);
  const byEndToEnd = indexBy(lines, ({ endToEndId }) => endToEndId);
  const byInstr = indexBy(lines, ({ instrId }) => instrId);
  return ({ uetr, endToEndId, instrId }) =>
    byUetr.exact(uetr) ??
    byEndToEnd.exact(endToEndId) ??
    byInstr.exact(instrId) ??
    byInstr.beginning(instrId) ??
    byEndToEnd.beginning(endToEndId);
}

/** Which of our lines each of the lines of a report is about; the lines are looked at once, in any order. */
export interface ReportMatcher<Line extends OwnIds> {
  see(line: Line): void;
  /** By place in the report. What fits several lines, or is told twice, fits none: guessing pays the wrong person. */
  matches(): ReadonlyMap<number, Line>;
}

/**
 * In the order of A1.4: UETR, EndToEndId, InstrId; then InstrId and EndToEndId cut by the bank. An earlier one decides
 * over a later one, also when another line has that one.
 */
export function reportMatcher<Line extends OwnIds>(reported: readonly NamedIds[]): ReportMatcher<Line> {
  const ways = waysInto(reported);
  const claims = new Map<number, { readonly strength: number; readonly lines: readonly Line[] }>();
  const claim = (place: number, strength: number, line: Line) => {
    const known = claims.get(place);
    if (known && known.strength < strength) return;
    claims.set(place, { strength, lines: known?.strength === strength ? [...known.lines, line] : [line] });
  };
  return {
    see(line) {
      ways.forEach((placesOf, strength) => {
        for (const place of placesOf(line)) claim(place, strength, line);
      });
    },
    matches() {
      const found = [...claims].flatMap(
        ([
          place,
          {
            lines: [line, ...others],
          },
        ]) => (line !== undefined && others.length === 0 ? [[place, line] as const] : []),
      );
      const times = new Map<Line, number>();
      for (const [, line] of found) times.set(line, (times.get(line) ?? 0) + 1);
      return new Map(found.filter(([, line]) => times.get(line) === 1));
    },
  };
}

type PlacesOf = (line: OwnIds) => readonly number[];

/** How a line of ours finds its places in a report, the surest way first. */
function waysInto(reported: readonly NamedIds[]): readonly PlacesOf[] {
  const index = (id: keyof NamedIds) =>
    repeatedIds(reported.flatMap((line, place) => (line[id] === undefined ? [] : [[line[id], place] as const])));
  const [byUetr, byEndToEnd, byInstr] = [index('uetr'), index('endToEndId'), index('instrId')];
  return [
    ({ uetr }) => byUetr.exact(uetr),
    ({ endToEndId }) => byEndToEnd.exact(endToEndId),
    ({ instrId }) => byInstr.exact(instrId),
    ({ instrId }) => byInstr.cut(instrId),
    ({ endToEndId }) => byEndToEnd.cut(endToEndId),
  ];
}

/** What a bank repeated, looked up by our own whole ids: told apart by the whole, or by a beginning that it kept. */
function repeatedIds(repeated: readonly (readonly [string, number])[]) {
  const byText = new Map<string, number[]>();
  for (const [text, place] of repeated) {
    const places = byText.get(text);
    if (places) places.push(place);
    else byText.set(text, [place]);
  }
  const lengths = [...new Set(repeated.map(([text]) => text.length))].filter((length) => length >= SHORTEST_CUT);
  return {
    exact: (id: string): readonly number[] => byText.get(id) ?? [],
    cut: (id: string): readonly number[] =>
      lengths.filter((length) => length < id.length).flatMap((length) => byText.get(id.slice(0, length)) ?? []),
  };
}

/** Whether the text that a bank repeats is this id or the beginning of it. */
export function isIdOrCut(repeated: string, id: string): boolean {
  return repeated === id || (repeated.length >= SHORTEST_CUT && id.startsWith(repeated));
}

function indexBy<Line>(lines: readonly Line[], idOf: (line: Line) => string) {
  const sorted = lines.map((line) => ({ id: idOf(line), line })).sort((one, other) => (one.id < other.id ? -1 : 1));
  const from = (text: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.id ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const only = (text: string, fits: (id: string) => boolean): Line | undefined => {
    const at = from(text);
    const [first, second] = [sorted[at], sorted[at + 1]];
    return first && fits(first.id) && !(second && fits(second.id)) ? first.line : undefined;
  };
  return {
    exact: (text: string | undefined) => (text === undefined ? undefined : only(text, (id) => id === text)),
    beginning: (text: string | undefined) =>
      text === undefined || text.length < SHORTEST_CUT ? undefined : only(text, (id) => id.startsWith(text)),
  };
}
