import { Type, type Static } from 'typebox';

/** S12: why somebody must look at so many people today. Without names or numbers of people. */
export const GiveReason = Type.Object(
  { reason: Type.String({ minLength: 10, maxLength: 500 }) },
  { additionalProperties: false },
);
export type GiveReason = Static<typeof GiveReason>;
