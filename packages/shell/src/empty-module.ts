/** Stands in for a module of ours that has no sources yet. */
export const InterlinkEnrolmentModule = () => ({});
