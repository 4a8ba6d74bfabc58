import type { TypedDocumentNode } from '@interlink/contracts/openimis/document';
import { ServiceError } from '@interlink/contracts/errors';
import { FindMutationDocument } from '@interlink/contracts/openimis/generated/operations';
import { isUnavailable, nameOf, type Client } from './client.js';
import { toRefusal } from './failures.js';
import { nodesOf } from './relay.js';

/** What the log of openIMIS knows of one mutation. */
interface LoggedMutation {
  readonly status: 'received' | 'refused' | 'done';
  readonly error: string;
  readonly requestedAt: string;
}

/** When openIMIS took the mutation up, in its own zoneless time. */
export interface MutationDone {
  readonly requestedAt: string;
}

const STATUS = ['received', 'refused', 'done'] as const;
const POLL_DELAYS_MS = [50, 100, 200, 400, 800, 1600, 3200, 3200, 3200, 3200];
const MAX_TRIES = 20;

/** The id of a mutation, the same for the same parts: a repeat after a crash finds what the first try did. */
export function mutationId(...parts: readonly string[]): string {
  return ['interlink', ...parts].join(':').slice(0, 240);
}

/** What openIMIS knows of a mutation of this user; nothing when it was never received. */
export async function findMutation(client: Client, clientMutationId: string): Promise<LoggedMutation | undefined> {
  const { mutationLogs } = await client.query(FindMutationDocument, { clientMutationId });
  // One id may have been received twice (a lost answer): what succeeded counts.
  const found = nodesOf(mutationLogs).sort((a, b) => (b.status ?? 0) - (a.status ?? 0))[0];
  if (!found) return undefined;
  const status = STATUS[found.status ?? 0] ?? 'received';
  return { status, error: found.error ?? '', requestedAt: found.requestDateTime };
}

/**
 * Does a mutation once, however often it is asked with this id: an id that openIMIS already knows is only waited for;
 * one that it refused is tried anew under the next number. Callers with one id must not run at the same time.
 */
export async function mutate<T, V extends { input: object }>(
  client: Client,
  document: TypedDocumentNode<T, V>,
  input: V['input'],
  clientMutationId: string,
): Promise<MutationDone> {
  for (let number = 1; number <= MAX_TRIES; number += 1) {
    const id = number === 1 ? clientMutationId : `${clientMutationId}#${number}`;
    const known = await findMutation(client, id);
    if (known?.status === 'refused') continue;
    if (known) return waitFor(client, id, nameOf(document), known);
    return sendAs(client, document, input, id);
  }
  throw new ServiceError('platform.openimis-refused', { operation: nameOf(document), reason: 'refused-too-often' });
}

async function sendAs<T, V extends { input: object }>(
  client: Client,
  document: TypedDocumentNode<T, V>,
  input: V['input'],
  id: string,
): Promise<MutationDone> {
  try {
    const labelled = { ...input, clientMutationId: id, clientMutationLabel: nameOf(document) };
    await client.send<T, { input: object }>(document as TypedDocumentNode<T, { input: object }>, { input: labelled });
  } catch (thrown) {
    // The answer was lost, perhaps not the mutation: only its log knows.
    if (!isUnavailable(thrown) || !(await findMutation(client, id))) throw thrown;
  }
  return waitFor(client, id, nameOf(document), undefined);
}

async function waitFor(
  client: Client,
  id: string,
  operation: string,
  known: LoggedMutation | undefined,
): Promise<MutationDone> {
  let log = known ?? (await findMutation(client, id));
  for (const delay of POLL_DELAYS_MS) {
    if (log?.status === 'done') return { requestedAt: log.requestedAt };
    if (log?.status === 'refused') throw toRefusal(log.error, operation);
    await client.sleep(delay);
    log = await findMutation(client, id);
  }
  throw new ServiceError('platform.openimis-unavailable', { operation, reason: 'mutation-unfinished' });
}
