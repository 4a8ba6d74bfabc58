import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

const compiled = new WeakMap<TSchema, Validator>();

/** Whether a value has the form of a schema; the schema is compiled when it is first asked for. */
export function hasForm<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  const validator = compiled.get(schema) ?? (Compile(schema) as unknown as Validator);
  compiled.set(schema, validator);
  return validator.Check(value);
}
