import { nameOf, type Client } from '../../src/openimis/client';

type Variables = Readonly<Record<string, unknown>>;

/**
 * A session with an openIMIS that answers each operation as the test says, and does every mutation at once: `does` is
 * told of it, so that what is asked afterwards can be another answer.
 */
export function stubClient(
  answers: Readonly<Record<string, (variables: Variables) => unknown>>,
  {
    userId = 'user-1',
    does = () => undefined,
  }: { userId?: string; does?: (operation: string, input: Variables) => void } = {},
) {
  const asked: string[] = [];
  const sent: { readonly operation: string; readonly input: Variables }[] = [];
  const logged = new Set<string>();
  const client = {
    async query(document: Parameters<typeof nameOf>[0], variables: Variables) {
      const operation = nameOf(document);
      if (operation === 'FindMutation') {
        const isKnown = logged.has(String(variables['clientMutationId']));
        const node = { status: 2, error: null, requestDateTime: '2026-11-24T00:00:00' };
        return { mutationLogs: { edges: isKnown ? [{ node }] : [] } };
      }
      asked.push(operation);
      const answer = answers[operation];
      if (!answer) throw new Error(`nobody here answers ${operation}`);
      return answer(variables);
    },
    async send(document: Parameters<typeof nameOf>[0], { input }: { readonly input: Variables }) {
      const operation = nameOf(document);
      logged.add(String(input['clientMutationId']));
      sent.push({ operation, input });
      does(operation, input);
      return {};
    },
    get: async () => ({ id: userId }),
    upload: async () => 200,
    sleep: async () => undefined,
  };
  return { client: client as unknown as Client, asked, sent };
}

/** Rows as openIMIS lists them; `next`: there is another page. */
export const listOf = (nodes: readonly unknown[], next: string | null = null) => ({
  edges: nodes.map((node) => ({ node })),
  pageInfo: { hasNextPage: next !== null, endCursor: next },
});
