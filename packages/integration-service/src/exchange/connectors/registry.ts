import type { Connector } from '@interlink/contracts/exchange/connector';
import { civilRegistry } from './civil-registry.js';
import { mapper } from './mapper.js';

/** Every built-in connector, sorted. */
export const connectors: readonly Connector[] = [civilRegistry, mapper];
