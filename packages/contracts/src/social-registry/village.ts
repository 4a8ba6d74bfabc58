import { Type, type Static } from 'typebox';

/** A village as a person finds it: by its name and what it lies in, not by its code. */
export const VillageChoice = Type.Object({
  /** What an answer says. */
  code: Type.String({ minLength: 1 }),
  name: Type.String(),
  /** What it lies in, the largest first: region, district, municipality. */
  within: Type.Array(Type.String()),
});
export type VillageChoice = Static<typeof VillageChoice>;

/** The villages of the operator's districts, by what they lie in and their names. */
export const VillageChoices = Type.Object({ items: Type.Array(VillageChoice) });
export type VillageChoices = Static<typeof VillageChoices>;

/** The villages that fit what was typed, best first, of any district; `count`: how many fit in all. */
export const FoundVillages = Type.Object({ items: Type.Array(VillageChoice), count: Type.Integer({ minimum: 0 }) });
export type FoundVillages = Static<typeof FoundVillages>;
