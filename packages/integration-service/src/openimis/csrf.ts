import type { GraphQLClient } from 'graphql-request';
import { FetchCsrfTokenDocument } from '@interlink/contracts/openimis/generated/operations';
import { isCsrfFailure } from './failures.js';

/** Does a call with the session's CSRF token, which openIMIS wants for its lists too, not only for changes. */
export type WithCsrf = <T>(call: (headers: Record<string, string>) => Promise<T>) => Promise<T>;

/** The token is fetched when first needed, and once more when openIMIS says that its session has ended. */
export function csrfSession(client: GraphQLClient): WithCsrf {
  let token: Promise<string> | undefined;
  const current = () => {
    const asked =
      token ?? client.request(FetchCsrfTokenDocument).then((answer) => answer.getCsrfToken?.csrfToken ?? '');
    token = asked;
    asked.catch(() => {
      if (token === asked) token = undefined;
    });
    return asked;
  };
  return async (call) => {
    const once = async () => call({ 'x-csrftoken': await current() });
    return once().catch((thrown: unknown) => {
      if (!isCsrfFailure(thrown)) throw thrown;
      token = undefined; // openIMIS refuses before it does anything: the call may be made again
      return once();
    });
  };
}
