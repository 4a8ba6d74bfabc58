/**
 * The most letters of a text, a telephone and an identifier in the unified model. Without typebox, so that a screen
 * judges by the same.
 */
export const ROOM = { text: 200, phone: 40, identifier: 80 } as const;
