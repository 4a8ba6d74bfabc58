/** What a person is told about a failure: what happened and what to do next, in each language we ship. */
export interface ErrorText {
  /** HTTP status of the problem+json answer. */
  readonly status: number;
  readonly en: string;
  readonly fr: string;
  readonly ar: string;
}

/** Codes of one capability, each `<capability>.<kebab-case>`. */
export type ErrorCatalogue = Readonly<Record<string, ErrorText>>;
