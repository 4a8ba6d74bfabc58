import { registryConnector } from '../client/registry-connector.js';

/**
 * Hears of births, deaths and marriages from a civil registry; whether one person lives is asked by `civil-registry`.
 */
export const vitalEvents = registryConnector('vital-events', 'crvs');
