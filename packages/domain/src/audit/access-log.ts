/** Words that an action of reading begins with, after the dot. */
const READING = ['export', 'list', 'look', 'query', 'read', 'search', 'view'];

/** What the law lets an institution keep from the person: sealed grievances and fraud work (S6). */
const WITHHELD = ['fraud', 'sealed'];

/** True when somebody looked at a person; a change is not a look. */
export function isRead(action: string): boolean {
  const verb = action.split('.').at(-1) ?? '';
  return READING.some((word) => verb === word || verb.startsWith(`${word}-`));
}

/** S6: whether a look belongs into the access log that the person may see. `stream` tells sealed work by its name. */
export function isShownToPerson(action: string, stream: string): boolean {
  const words = [...action.split(/[.-]/), ...stream.split(/[:.-]/)];
  return isRead(action) && !words.some((word) => WITHHELD.includes(word));
}
