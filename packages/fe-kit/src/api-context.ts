import { createContext, useContext } from 'react';
import { createApiClient, type ApiClient } from './api-client.js';

let shared: ApiClient | undefined;

/** Another client for what is inside: a test's. */
export const ApiClientContext = createContext<ApiClient | undefined>(undefined);

/** For the kit's own components; what a module asks goes through its sagas. */
export function useApiClient(): ApiClient {
  const given = useContext(ApiClientContext);
  return given ?? (shared ??= createApiClient());
}
