import type { WalletTerms } from '@interlink/contracts/payments/file-format';

/** What the operator takes for one transfer, in minor units; undefined above the last band. */
export function feeOf(amountMinor: number, { fees }: WalletTerms): number | undefined {
  return fees.bands.find(({ upToMinor }) => amountMinor <= upToMinor)?.feeMinor;
}

/** Whether what is left of a booking of so many payments may be what the bank took for them; anything else is for people. */
export function mayBeFee(restMinor: number, payments: number, maxFeeMinor: number): boolean {
  return restMinor <= payments * maxFeeMinor;
}

/** Fees of all, and who bears them. Throws for an amount that no band is for: such a payment is left out before. */
export function feesOf(
  amounts: readonly number[],
  wallet: WalletTerms,
): { readonly bearer: 'payee' | 'payer'; readonly minor: number } {
  const minor = amounts.reduce((sum, amount) => {
    const fee = feeOf(amount, wallet);
    if (fee === undefined) throw new RangeError('no band of fees is for this amount');
    return sum + fee;
  }, 0);
  return { bearer: wallet.fees.bearer, minor };
}

/**
 * No transfer is allowed that a day or a balance is not; bands ascend, and every transfer that is allowed has its fee.
 */
export function refuseWallet(wallet: WalletTerms): 'fee-bands' | 'limit-below-transfer' | undefined {
  const { maxTransferMinor, maxDayMinor, maxBalanceMinor, fees } = wallet;
  const { bands } = fees;
  if (Math.min(maxDayMinor ?? Infinity, maxBalanceMinor ?? Infinity) < maxTransferMinor) return 'limit-below-transfer';
  const ascends = bands.every(({ upToMinor }, at) => upToMinor > (bands[at - 1]?.upToMinor ?? 0));
  return ascends && (bands.at(-1)?.upToMinor ?? 0) >= maxTransferMinor ? undefined : 'fee-bands';
}
