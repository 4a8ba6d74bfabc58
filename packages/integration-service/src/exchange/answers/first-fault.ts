import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { hasForm } from '../../platform/check-form.js';

/** JSON pointer of the first place where a value breaks its form; undefined when it does not. */
export function firstFault(schema: TSchema, value: unknown): string | undefined {
  if (hasForm(schema, value)) return undefined;
  const [first] = Value.Errors(schema, value);
  if (!first) return '';
  // A member that is missing is told at its parent: its name is in the parameters.
  const { requiredProperties = [] } = first.params as { readonly requiredProperties?: readonly string[] };
  const [missing] = requiredProperties;
  return `${first.instancePath}${missing === undefined ? '' : `/${missing}`}`;
}
