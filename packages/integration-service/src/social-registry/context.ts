import { ServiceError } from '@interlink/contracts/errors';
import type { Place } from '@interlink/contracts/registry/values';
import type { OpenImis, Village } from '../openimis/port.js';
import type { Operator } from '../platform/http/api.js';
import type { Platform } from '../platform/platform.js';
import type { Registry } from '../registry/service.js';
import type { SocialRegistryPolicy } from './publications/policy.js';
import type { Questionnaires } from './questionnaires.js';

/** Villages by code; a code that is not here has no place. */
export type Villages = ReadonlyMap<string, Place>;

/** What the social registry asks of the registry of people. */
export type PeopleRegistry = Pick<
  Registry,
  | 'alikeWithin'
  | 'amendWithin'
  | 'enrolmentStates'
  | 'getHousehold'
  | 'getPerson'
  | 'hasArrived'
  | 'hasDied'
  | 'ingestWithin'
  | 'linkWithin'
  | 'personIdsOf'
  | 'policy'
>;

/** What every part of the social registry works with. */
export interface SocialContext {
  readonly platform: Platform;
  readonly questionnaires: Questionnaires;
  readonly registry: PeopleRegistry;
  readonly openimis: Pick<OpenImis, 'asOperator' | 'asService'>;
  readonly policy: SocialRegistryPolicy;
  /** The villages of openIMIS by code. */
  villages(): Promise<Villages>;
  /** The same with what they lie in, as openIMIS lists them. */
  listVillages(): Promise<readonly Village[]>;
}

/** The purpose of the keys that seal answers and files. */
export const PURPOSE = 'social-registry';

/** S2: whoever belongs to no institution sees and brings nothing; the same answer as if there were nothing. */
export function institutionOf({ session }: Operator): string {
  if (session.institution === undefined) throw new ServiceError('social-registry.not-found');
  return session.institution;
}

/** What the deployment says; a programme that it does not know is nobody's. */
export const isOwnProgramme = ({ config }: Pick<Platform, 'config'>, institution: string, programme: string): boolean =>
  config.settings.programmes[programme]?.institution === institution;
