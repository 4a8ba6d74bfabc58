import { ServiceError } from '@interlink/contracts/errors';

interface Connection<N> {
  readonly edges: ReadonlyArray<{ readonly node: N | null } | null>;
}

interface Page<N> extends Connection<N> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The rows of a relay connection. */
export function nodesOf<N>(connection: Connection<N> | null | undefined): N[] {
  return (connection?.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
}

/** Every page of a list, one after the other. */
export async function* pagesOf<N>(
  fetchPage: (after: string | null) => Promise<Page<N> | null | undefined>,
): AsyncGenerator<N[]> {
  let after: string | null = null;
  do {
    const page: Page<N> | null | undefined = await fetchPage(after);
    yield nodesOf(page);
    const next: string | null = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    // Else the same page would come for ever.
    if (next !== null && next === after) throw new ServiceError('platform.openimis-refused', { reason: 'same-page' });
    after = next;
  } while (after !== null);
}

/** The primary key inside a relay node id (base64 of `TypeName:key`); what is not one is given back. */
export function keyOf(nodeId: string): string {
  const decoded = Buffer.from(nodeId, 'base64').toString('utf8');
  const at = decoded.indexOf(':');
  return at > 0 && Buffer.from(decoded, 'utf8').toString('base64') === nodeId ? decoded.slice(at + 1) : nodeId;
}

/** openIMIS sends JSON columns as text, sometimes as text of text; anything but an object is empty. */
export function objectOf(json: unknown): Readonly<Record<string, unknown>> {
  let value = json;
  for (let depth = 0; typeof value === 'string' && depth < 3; depth += 1) {
    try {
      value = JSON.parse(value);
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
