import type { Confidence, SampleAnswer } from '@interlink/contracts/payments/sample';
import type { ColumnType } from 'kysely';

export interface SampleTables {
  'payments.sample': {
    batchId: string;
    confidence: Confidence;
    marginPercent: number;
    population: number;
    size: number;
    seed: string;
    drawnBy: string;
    drawnAt: Date;
  };
  'payments.sampleLine': {
    batchId: string;
    instrId: string;
    place: number;
    answer: ColumnType<SampleAnswer | null, undefined, SampleAnswer>;
    receivedMinor: ColumnType<number | null, undefined, number | null>;
    answeredBy: ColumnType<string | null, undefined, string>;
    answeredAt: ColumnType<Date | null, undefined, Date>;
  };
}
