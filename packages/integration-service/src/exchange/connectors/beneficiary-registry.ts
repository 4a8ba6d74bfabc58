import { registryConnector } from '../client/registry-connector.js';

/** Asks an integrated beneficiary registry. */
export const beneficiaryRegistry = registryConnector('beneficiary-registry', 'ibr');
