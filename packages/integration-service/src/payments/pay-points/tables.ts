import type { PayMarkKind } from '@interlink/domain/payments/pay-point';

export interface PayPointTables {
  'payments.payList': { batchId: string; number: number; point: string; signature: string; at: Date; who: string };
  'payments.payMark': {
    id: string;
    batchId: string;
    instrId: string;
    mark: PayMarkKind;
    markedAt: Date;
    place: string;
    /** Sealed with the person's key. */
    proof: Buffer | null;
    at: Date;
    who: string;
  };
  'payments.cashCount': {
    id: string;
    batchId: string;
    day: string;
    advanceMinor: number;
    returnedMinor: number;
    paidMinor: number;
    isLast: boolean;
    /** Of the marks that it was made of. */
    marksSha256: string;
    managerId: string;
    managerLogin: string;
    at: Date;
  };
  'payments.cashWitness': { countId: string; witnessId: string; witnessLogin: string; at: Date };
}
