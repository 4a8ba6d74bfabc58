import type { Connector } from '@interlink/contracts/exchange/connector';
import { beneficiaryRegistry } from './beneficiary-registry.js';
import { civilRegistry } from './civil-registry.js';
import { disabilityRegistry } from './disability-registry.js';
import { farmerRegistry } from './farmer-registry.js';
import { mapper } from './mapper.js';
import { socialRegistry } from './social-registry.js';
import { vitalEvents } from './vital-events.js';

/** Every built-in connector, sorted. */
export const connectors: readonly Connector[] = [
  beneficiaryRegistry,
  civilRegistry,
  disabilityRegistry,
  farmerRegistry,
  mapper,
  socialRegistry,
  vitalEvents,
];
