import { HOST_LOGOUT } from '@interlink/fe-kit/store/module-store';

export interface ById {
  readonly id: string;
}

/** Somebody logged out in another tab, or another user signed in, or the working day of the key is over. */
export const SESSION_OVER = 'INTERLINK_SOCIAL_REGISTRY_SESSION_OVER';

/** Nothing of people outlives it, in memory neither. */
export const isLeaving = ({ type }: { readonly type: string }): boolean =>
  type === HOST_LOGOUT || type === SESSION_OVER;
