/** What was written in several lines, as one: words that are kept with a decision hold no line breaks and no tabs. */
export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
