import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';

interface Connection<N> {
  readonly edges: readonly { readonly node: N }[];
}

/** openIMIS as the signed-in user of a page: by the page's own cookie, as its genuine screens ask. */
export interface OpenImis {
  /** The nodes of the one list that the query names. */
  list<N>(query: string, variables: object): Promise<readonly N[]>;
  /** Sends a mutation and waits until openIMIS says that it took it; throws what it refused. */
  change(mutation: string, label: string, input: object): Promise<void>;
}

const CSRF = 'mutation { getCsrfToken { csrfToken } }';
const LOG = `query ($id: String!) {
  mutationLogs(clientMutationId: $id) { edges { node { status error } } }
}`;
const DONE = 2;
const REFUSED = 1;

export function openImisOf(page: Page): OpenImis {
  const post = (query: string, variables: object, csrf: string) =>
    page.evaluate(
      async ([text, values, token]) => {
        const answer = await fetch('/api/graphql', {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'content-type': 'application/json', 'x-csrftoken': token },
          body: JSON.stringify({ query: text, variables: values }),
        });
        return (await answer.json()) as { data?: Record<string, unknown> | null; errors?: { message: string }[] };
      },
      [query, variables, csrf] as const,
    );

  async function ask(query: string, variables: object): Promise<Record<string, unknown>> {
    const { data: session } = await post(CSRF, {}, '');
    const { csrfToken } = session?.['getCsrfToken'] as { readonly csrfToken: string };
    const { data, errors } = await post(query, variables, csrfToken);
    if (errors || !data) throw new Error(`openIMIS refused: ${errors?.map(({ message }) => message).join('; ')}`);
    return data;
  }

  async function list<N>(query: string, variables: object): Promise<readonly N[]> {
    const [found] = Object.values(await ask(query, variables)) as Connection<N>[];
    return found?.edges.map(({ node }) => node) ?? [];
  }

  return {
    list,
    async change(mutation, label, input) {
      const id = randomUUID();
      await ask(mutation, { input: { ...input, clientMutationId: id, clientMutationLabel: label } });
      for (let tries = 0; tries < 60; tries += 1) {
        const [log] = await list<{ status: number; error: string | null }>(LOG, { id });
        if (log?.status === DONE) return;
        if (log?.status === REFUSED) throw new Error(`openIMIS refused: ${log.error}`);
        await page.waitForTimeout(500);
      }
      throw new Error('openIMIS did not finish the mutation');
    },
  };
}
