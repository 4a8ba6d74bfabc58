/**
 * What we use of @openimis/fe-core 1.11.0, which publishes no types. A contract test holds these names to its source.
 */
declare module '@openimis/fe-core' {
  import type { AnchorHTMLAttributes, ComponentType, FC, ReactNode } from 'react';
  import type { IntlShape } from 'react-intl';

  export interface ModulesManager {
    getConf<T>(module: string, key: string, whenAbsent: T): T;
    getContribs(key: string): unknown[];
    /** Undefined when no module gives it. */
    getRef(key: string): unknown;
  }
  export interface HostHistory {
    push(path: string): void;
    replace(path: string): void;
    goBack(): void;
  }
  export interface HostLocation {
    readonly pathname: string;
    readonly search: string;
  }
  export function useModulesManager(): ModulesManager;
  export function useHistory(): HostHistory;
  export function useLocation(): HostLocation;
  export function useParams<T extends Record<string, string | undefined>>(): T;
  export const Link: ComponentType<{ to: string } & AnchorHTMLAttributes<HTMLAnchorElement>>;
  export const Helmet: FC<{ title: string }>;
  export const MainMenuContribution: ComponentType<{
    header: string;
    icon?: ReactNode;
    entries: readonly unknown[];
    menuId: string;
    [prop: string]: unknown;
  }>;
  export function formatDateFromISO(mm: ModulesManager, intl: IntlShape, date: string): string;
  export function formatDateTimeFromISO(mm: ModulesManager, intl: IntlShape, date: string): string;

  interface HostAlert {
    title: string;
    message: string;
    detail?: string | undefined;
  }
  type Thunk<R> = (dispatch: (action: never) => unknown) => R;
  export function coreAlert(alert: HostAlert): Thunk<void>;
  export function graphqlWithVariables(
    operation: string,
    variables: Readonly<Record<string, unknown>>,
    type: string | readonly [string, string, string],
  ): Thunk<Promise<{ error?: boolean; payload?: unknown }>>;
}
