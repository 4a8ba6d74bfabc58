import { ServiceError } from '@interlink/contracts/errors';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Questionnaires } from './questionnaires.js';

/** What every part of the social registry works with. */
export interface SocialContext {
  readonly platform: Platform;
  readonly questionnaires: Questionnaires;
}

/** The purpose of the keys that seal answers and files. */
export const PURPOSE = 'social-registry';

/** S2: whoever belongs to no institution sees and brings nothing; the same answer as if there were nothing. */
export function institutionOf({ session }: Operator): string {
  if (session.institution === undefined) throw new ServiceError('social-registry.not-found');
  return session.institution;
}
