/** A pattern as data says it, for a value as a whole. Throws SyntaxError when it is no regular expression. */
export const wholeForm = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');
