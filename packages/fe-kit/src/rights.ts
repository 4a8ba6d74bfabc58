import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import type { Permission, Session } from '@interlink/contracts/platform/session';
import type { ApiClient } from './api-client.js';

interface HostState {
  readonly core?: {
    readonly user?: { readonly username?: string; readonly i_user?: { readonly rights?: readonly number[] } } | null;
  };
}
const NONE: readonly number[] = [];

/** The openIMIS right codes of the one signed in; empty before login. */
export function useHostRights(): readonly number[] {
  return useSelector((state: HostState) => state.core?.user?.i_user?.rights ?? NONE);
}

export function useIsSignedIn(): boolean {
  return useSelector((state: HostState) => Boolean(state.core?.user?.i_user));
}

/** What Interlink itself permits; undefined until known, and nothing is asked before login. */
export function usePermissions(api: ApiClient): readonly Permission[] | undefined {
  const isSignedIn = useIsSignedIn();
  const [permissions, setPermissions] = useState<readonly Permission[]>();
  useEffect(() => {
    let isCurrent = isSignedIn;
    if (isSignedIn) {
      api.get<Session>('/session').then(
        (session) => isCurrent && setPermissions(session.permissions),
        // Whoever cannot be told what is permitted is permitted nothing.
        () => isCurrent && setPermissions([]),
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [api, isSignedIn]);
  return isSignedIn ? permissions : undefined;
}

/** The login of the one signed in; empty before login. */
export function useLoginName(): string {
  return useSelector((state: HostState) => state.core?.user?.username ?? '');
}
