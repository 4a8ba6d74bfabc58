import type { EnrolmentStatus } from '@interlink/contracts/registry/codes';

/** In a programme, or about to be: every other status is history. */
export const CURRENT_STATUSES: readonly EnrolmentStatus[] = ['active', 'suspended', 'potential'];

export const isCurrent = (status: string): boolean => CURRENT_STATUSES.some((one) => one === status);
