import { Type, type Static } from 'typebox';

const Count = Type.Integer({ minimum: 0 });

/**
 * A batch that is being made: everybody in the payroll is looked up in openIMIS and at the bank, which takes a while
 * for thousands. `lost`: the service that was at it is gone and nothing of it was kept; make it again.
 */
export const Making = Type.Object({
  /** The batch has the same id once it is `made`. */
  id: Type.String({ format: 'uuid' }),
  payrollId: Type.String({ format: 'uuid' }),
  state: Type.Enum(['lost', 'made', 'refused', 'under-way']),
  /** Benefits that were looked up, of how many; 0 of 0 before the payroll was read. */
  done: Count,
  total: Count,
  /** Why it was refused: a code of the catalogue, with its facts. */
  problem: Type.Optional(
    Type.Object({
      code: Type.String(),
      status: Type.Integer(),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});
export type Making = Static<typeof Making>;
