import type { Connector } from '../connector.js';
import { civilRegistry } from './civil-registry.js';

/** Every built-in connector, sorted. */
export const connectors: readonly Connector[] = [civilRegistry];
