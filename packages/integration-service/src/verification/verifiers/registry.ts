import type {
  AccountVerifier,
  CivilStatusVerifier,
  EnrolmentVerifier,
  IdentityVerifier,
} from '@interlink/contracts/verification/verifier';
import type { IdentityTools } from '../provider-session.js';
import { bankAccountVerifier } from './bank-account.js';
import { beneficiaryRegistryVerifier } from './beneficiary-registry.js';
import { civilRegistryVerifier } from './civil-registry.js';
import { mapperVerifier } from './mapper.js';
import { mobileMoneyVerifier } from './mobile-money.js';
import { nationalId } from './national-id.js';

/** Every built-in verifier, sorted by id. */
export const verifiers: readonly (
  AccountVerifier | CivilStatusVerifier | EnrolmentVerifier | IdentityVerifier<IdentityTools>
)[] = [
  bankAccountVerifier,
  beneficiaryRegistryVerifier,
  civilRegistryVerifier,
  mapperVerifier,
  mobileMoneyVerifier,
  nationalId,
];
