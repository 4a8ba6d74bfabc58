import type {
  AccountVerifier,
  CivilStatusVerifier,
  IdentityVerifier,
} from '@interlink/contracts/verification/verifier';
import type { IdentityTools } from '../provider-session.js';
import { bankAccountVerifier } from './bank-account.js';
import { civilRegistryVerifier } from './civil-registry.js';
import { mapperVerifier } from './mapper.js';
import { nationalId } from './national-id.js';

/** Every built-in verifier, sorted by id. */
export const verifiers: readonly (AccountVerifier | CivilStatusVerifier | IdentityVerifier<IdentityTools>)[] = [
  bankAccountVerifier,
  civilRegistryVerifier,
  mapperVerifier,
  nationalId,
];
