import type { PaymentLine } from '../line.js';
import { writePain001, type CreditTransferFile, type Pain001Version } from './pain-001-001-09.js';
import { element } from './payment-xml.js';

export const PAIN_001_001_03 = 'pain.001.001.03';

/** The date stands bare, and no place is for a UETR: banks of this version find a line by its other two ids. */
const VERSION_03: Pain001Version = {
  name: PAIN_001_001_03,
  executionDate: (date) => element('ReqdExctnDt', date),
  hasUetr: false,
};

/** The bytes of the file, for banks that have not left the version of 2009. Throws RangeError as `pain00100109`. */
export function pain00100103(file: CreditTransferFile, lines: readonly PaymentLine[]): Uint8Array {
  return writePain001(VERSION_03, file, lines);
}
