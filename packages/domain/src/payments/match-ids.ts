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

/** What a bank repeated, looked up by our own whole ids: told apart by the whole, or by a beginning that it kept. */
export function repeatedIds<Value>(repeated: readonly (readonly [string, Value])[]) {
  const byText = new Map(repeated);
  const lengths = [...new Set(repeated.map(([text]) => text.length))].filter((length) => length >= SHORTEST_CUT);
  return {
    exact: (id: string): Value | undefined => byText.get(id),
    cut: (id: string): Value | undefined => {
      const length = lengths.find((one) => one < id.length && byText.has(id.slice(0, one)));
      return length === undefined ? undefined : byText.get(id.slice(0, length));
    },
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
