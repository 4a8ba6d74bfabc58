import { useSelector } from 'react-redux';

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

/** The login of the one signed in; empty before login. */
export function useLoginName(): string {
  return useSelector((state: HostState) => state.core?.user?.username ?? '');
}
