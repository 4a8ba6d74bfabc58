import type { Identifier } from '@interlink/contracts/registry/values';
import { latinDigits } from './latin-digits.js';

/** A number as it is compared: whatever script, case, blanks and signs it was written in. */
export const squeeze = (text: string): string =>
  latinDigits(text.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s./-]/g, '');

/**
 * Whether an identifier says whose it is: zeros, or one sign again and again, stand for "none", and whoever writes them
 * is not one with all who do.
 */
export const isTelling = ({ value }: Pick<Identifier, 'value'>): boolean => !/^(?:0*|(.)\1{4,})$/u.test(squeeze(value));
