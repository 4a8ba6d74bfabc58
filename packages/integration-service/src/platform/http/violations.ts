export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** One rule of a schema that did not hold, as the validator tells it. */
export interface Broken {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Said of each alternative of a choice; the list of what may be chosen says it better, and once. */
const OF_A_CHOICE = ['anyOf', 'const', 'enum', 'oneOf'];

function choicesOf({ keyword, params = {} }: Broken): readonly unknown[] {
  if (keyword === 'const') return [params['allowedValue']];
  return keyword === 'enum' && Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
}

const wordsOf = ({ keyword, message }: Broken) =>
  keyword === 'boolean' ? 'is not expected here' : (message ?? 'is not as expected');

/** What a caller has to mend: the place and the rule, never the value that broke it (S13). `part`: e.g. `body`. */
export function violationsOf(broken: readonly Broken[], part = ''): Violation[] {
  const places = [...new Set(broken.map(({ instancePath }) => instancePath))];
  return places.flatMap((place) => {
    const here = broken.filter(({ instancePath }) => instancePath === place);
    const choices = here.flatMap(choicesOf);
    const rules = here.filter(({ keyword }) => !OF_A_CHOICE.includes(keyword)).map(wordsOf);
    const said = choices.length > 0 ? [`must be one of: ${choices.join(', ')}`, ...rules] : rules;
    const messages = said.length > 0 ? said : here.map(wordsOf);
    return [...new Set(messages)].map((message) => ({ path: `${part}${place}`, message }));
  });
}
