import { Type, type Static } from 'typebox';

/** What keeps payments from leaving: the ledger and the journal of what left differ (R7). */
export const Fence = Type.Object({
  fenced: Type.Boolean(),
  reason: Type.Optional(Type.Enum(['identity-changed', 'journal-ahead', 'journal-damaged', 'journal-missing'])),
  /** Messages that left and that the ledger does not know. */
  gap: Type.Array(Type.Object({ messageId: Type.String(), at: Type.String() })),
  /** Target of the decision `release-fence`. */
  fingerprint: Type.Optional(Type.String()),
});
export type Fence = Static<typeof Fence>;
