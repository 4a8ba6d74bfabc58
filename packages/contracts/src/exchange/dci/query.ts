import { Type, type Static } from 'typebox';
import { Anything } from './values.js';

export const QueryType = Type.Enum(['idtype-value', 'expression', 'predicate']);
export type QueryType = Static<typeof QueryType>;

/**
 * Text, a number with a fraction, a boolean or an object: the published schema takes an integer for two things at once
 * and so for neither (dci.md 3.2). What comes is taken as it is; what we send is text.
 */
export const AttributeValue = Type.Union([
  Type.String({ maxLength: 4000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.Union([Type.String({ maxLength: 400 }), Type.Number()]), { maxItems: 100 }),
  Anything,
]);
export type AttributeValue = Static<typeof AttributeValue>;

export const IdTypeValueQuery = Type.Object({
  type: Type.String({ minLength: 1, maxLength: 99 }),
  value: Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Number()]),
});
export type IdTypeValueQuery = Static<typeof IdTypeValueQuery>;

export const PredicateOperator = Type.Enum(['gt', 'lt', 'eq', 'ge', 'le', 'in']);
export type PredicateOperator = Static<typeof PredicateOperator>;

export const PredicateExpression = Type.Object({
  attribute_name: Type.String({ minLength: 1, maxLength: 255 }),
  operator: PredicateOperator,
  attribute_value: AttributeValue,
});
export type PredicateExpression = Static<typeof PredicateExpression>;

export const Predicate = Type.Object({
  seq_num: Type.Optional(Type.Integer()),
  expression1: PredicateExpression,
  condition: Type.Optional(Type.Enum(['and', 'or', 'not'])),
  expression2: Type.Optional(PredicateExpression),
});
export type Predicate = Static<typeof Predicate>;
export const PredicateQuery = Type.Array(Predicate, { minItems: 1, maxItems: 50 });
export type PredicateQuery = Static<typeof PredicateQuery>;

/** The published wrapping; the bare condition is met in the field and taken too. */
export const ExpressionQuery = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 99 })),
  value: Type.Object({
    expression: Type.Object({ collection: Type.Optional(Type.String({ maxLength: 99 })), query: Anything }),
  }),
});
export type ExpressionQuery = Static<typeof ExpressionQuery>;

export const Query = Type.Union([IdTypeValueQuery, ExpressionQuery, PredicateQuery, Anything]);
export type Query = Static<typeof Query>;
