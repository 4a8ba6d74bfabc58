import { registryConnector } from '../client/registry-connector.js';

/** Asks a farmers' registry. */
export const farmerRegistry = registryConnector('farmer-registry', 'fr');
