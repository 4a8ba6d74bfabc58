import { registryConnector } from '../client/registry-connector.js';

/** Asks another social registry. */
export const socialRegistry = registryConnector('social-registry', 'sr');
