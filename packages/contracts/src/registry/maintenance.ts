import { Type, type Static } from 'typebox';
import { Time } from '../platform/time.js';

/** What the registry does about itself in the background. */
export const Maintenance = Type.Object({
  rebuild: Type.Optional(
    Type.Object({
      askedBy: Type.String(),
      askedAt: Time,
      /** People and households folded so far, of so many. */
      done: Type.Integer(),
      total: Type.Integer(),
      finishedAt: Type.Optional(Time),
    }),
  ),
  /** Of openIMIS. `due`: begins within seconds. */
  sweep: Type.Enum(['done', 'due', 'running']),
  sweptAt: Type.Optional(Time),
});
export type Maintenance = Static<typeof Maintenance>;
