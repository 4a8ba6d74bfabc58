/**
 * How large an answer about payments may be, and how long it may take once it has begun: whoever is silent is waited
 * for no longer than any other. A report of a file of ten thousand payments is some 6 MB, a statement has every payment
 * of its day: what is meant for other partners is too small for them. 256 MiB is half of the longest text that Node
 * holds.
 */
export const LARGE_ANSWER = { maxBytes: 256 * 1_048_576, bodyTimeoutMs: 120_000 } as const;
