import { amountText, type Money as Sum } from '@interlink/domain/payments/money';
import { Amount } from '@interlink/fe-kit/components/Amount';

/** Money as people read it, with its currency. */
export const Money = (sum: Sum) => <Amount>{amountText(sum)}</Amount>;
