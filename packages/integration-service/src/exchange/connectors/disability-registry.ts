import { registryConnector } from '../client/registry-connector.js';

/** Asks a disability registry. */
export const disabilityRegistry = registryConnector('disability-registry', 'dr');
