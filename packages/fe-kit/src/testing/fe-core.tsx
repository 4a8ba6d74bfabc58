/**
 * Stands in for @openimis/fe-core in unit tests: the genuine one takes 35 s to import. It offers only names that the
 * genuine one exports (a contract test reads its source) and keeps to what those do.
 */
import { createContext, useContext, type ReactNode } from 'react';
import type { HostHistory, HostLocation, ModulesManager } from '@openimis/fe-core';

/** What a test gives the host. */
export interface FakeHost {
  readonly modulesManager: ModulesManager;
  readonly history: HostHistory;
  readonly location: HostLocation;
  readonly params: Readonly<Record<string, string | undefined>>;
}
const HostContext = createContext<FakeHost | undefined>(undefined);
/** Not a name of fe-core: the test host renders it around a page. */
export const hostProvider = HostContext.Provider;

function useHost(): FakeHost {
  const host = useContext(HostContext);
  if (!host) throw new Error('Render with renderHost of @interlink/fe-kit/testing/host.');
  return host;
}

export const useModulesManager = () => useHost().modulesManager;
export const useHistory = () => useHost().history;
export const useLocation = () => useHost().location;
export const useParams = () => useHost().params;

export function Link({ to, children, ...props }: { to: string; children?: ReactNode }) {
  const { history } = useHost();
  return (
    <a
      {...props}
      href={`/front${to}`}
      onClick={(event) => {
        event.preventDefault();
        history.push(to);
      }}
    >
      {children}
    </a>
  );
}

export function Helmet({ title }: { title: string }) {
  document.title = title;
  return null;
}

interface Entry {
  readonly id: string;
  readonly text: ReactNode;
  readonly route: string;
}
export function MainMenuContribution({ header, entries }: { header: string; entries: readonly Entry[] }) {
  return (
    <nav aria-label={header}>
      {entries.map((entry) => (
        <a key={entry.id} href={entry.route}>
          {entry.text}
        </a>
      ))}
    </nav>
  );
}

/** The host's default format. */
export const formatDateFromISO = (_mm: unknown, _intl: unknown, date: string) => date.slice(0, 10);
export const formatDateTimeFromISO = (_mm: unknown, _intl: unknown, date: string) =>
  date.slice(0, 19).replace('T', ' ');

export const coreAlert = (payload: unknown) => (dispatch: (action: unknown) => void) => {
  dispatch({ type: 'CORE_ALERT', payload });
};

/** Asks `window.fakeGraphql`, which a test sets. */
export const graphqlWithVariables =
  (operation: string, variables: unknown, type: readonly [string, string, string]) =>
  async (dispatch: (action: unknown) => void) => {
    const answer = (globalThis as { fakeGraphql?: (operation: string, variables: unknown) => unknown }).fakeGraphql;
    const payload = { data: answer?.(operation, variables) };
    const action = { type: type[1], payload };
    dispatch(action);
    return action;
  };
