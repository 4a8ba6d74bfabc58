import type { Scope } from './scope.js';

/** One thing in a person's section: an id, a day, a state, and a text key of the module that shows it. */
export interface SectionItem {
  readonly id: string;
  readonly on?: string;
  readonly state: string;
  readonly title: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** What another capability adds to the view of people (payments, cases, grievances). Wired in main.ts. */
export interface PersonSection {
  /** The capability's name; also the key in the view. */
  readonly name: string;
  /** For many people at once, so that a page of people costs one query. Keeps to the scope by itself. */
  fetch(personIds: readonly string[], scope: Scope): Promise<ReadonlyMap<string, readonly SectionItem[]>>;
}
