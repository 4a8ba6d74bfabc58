import type { WalletName, WalletStatus } from '@interlink/contracts/verification/mobile-money';
import type { Judgement } from './civil-status.js';
import { compareNames, type NameComparison } from './names.js';

/** What can be said without a name; undefined: the wallet is open, and whose it is decides. */
export function judgeWalletStatus(status: WalletStatus['accountStatus']): Judgement<never> | undefined {
  if (status === 'unregistered') return { outcome: 'not-found', reasons: ['identifier-unknown'] };
  if (status === 'unavailable') return { outcome: 'refused', reasons: ['account-blocked'] };
  return undefined;
}

/**
 * Whether an open wallet is held under a name. An operator tells the name in parts, whole, in another script, or some
 * of these: the one that is nearest counts. A wallet whose holder the operator does not name proves nothing.
 */
export function judgeWalletName(held: WalletName['name'], holderName: string): Judgement<never> {
  const found = namesOf(held).map((name) => compareNames(name, holderName));
  if (found.length === 0) return { outcome: 'refused', reasons: ['account-not-checkable'] };
  const nearest = nearestFirst.find((comparison) => found.includes(comparison));
  if (nearest === 'match') return { outcome: 'verified', reasons: [] };
  if (nearest === 'close') return { outcome: 'verified', reasons: ['account-name-close'] };
  return { outcome: 'mismatch', reasons: ['account-name-differs'] };
}

const nearestFirst: readonly NameComparison[] = ['match', 'close', 'differs'];

function namesOf({ fullName, firstName, middleName, lastName, nativeName }: WalletName['name']): readonly string[] {
  const parts = [firstName, middleName, lastName].filter((part) => part !== undefined).join(' ');
  return [fullName, nativeName, parts].filter((name) => name !== undefined && name.trim() !== '') as string[];
}
