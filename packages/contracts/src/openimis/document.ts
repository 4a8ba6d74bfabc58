/** An operation of openIMIS with the types of its answer and variables; the package holds types alone. */
export type { TypedDocumentNode } from '@graphql-typed-document-node/core';
