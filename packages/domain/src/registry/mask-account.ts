/** An account as it may be shown: its last four figures; of one that has no more, none. */
export const maskAccount = (number: string): string => `••••${number.length > 4 ? number.slice(-4) : ''}`;
